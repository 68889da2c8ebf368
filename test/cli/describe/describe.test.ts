import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import stringWidth from 'fast-string-width';
import { afterAll, describe, expect, test } from 'vitest';
import { shellWords } from '../../../src/cli/flags/shell-words.js';
import type { DescriptionReport } from '../../../src/report/description-report.js';
import { runProgram } from '../../program.js';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'describe-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function described(file: string, ...flags: string[]): Promise<DescriptionReport> {
  const { code, stdout, stderr } = await runProgram(['describe', file, ...flags, '-f', 'json']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

/** Runs each command that is proposed for a file; gives how many there were. */
async function runAll(file: string): Promise<number> {
  const { code, stdout } = await runProgram(['describe', file, '--format', 'json']);
  if (code !== 0) return 0;
  const { commands } = JSON.parse(stdout) as DescriptionReport;
  for (const command of commands) {
    const [program, ...argv] = shellWords(command);
    expect(program).toBe('perso-test');
    const { code: ended, stderr } = await runProgram(argv);
    expect({ command, ended, stderr }).toEqual({ command, ended: 0, stderr: '' });
  }
  return commands.length;
}

const SHARED = join(root, '../shared/data');
const FOLDERS = [join(root, 'fixtures'), SHARED, join(SHARED, 'reading'), join(SHARED, 'ugly')];

function filesIn(folders: readonly string[]): string[] {
  return folders.filter(existsSync).flatMap((path) =>
    readdirSync(path)
      .filter((name) => /\.(csv|txt)$/.test(name))
      .map((name) => join(path, name)),
  );
}

describe('every command that is proposed runs', () => {
  test.each(filesIn(FOLDERS))('%s', { timeout: 60_000 }, async (file) => {
    await runAll(file);
  });

  test('and nearly every fixture has one', async () => {
    const counts = await Promise.all(filesIn([join(root, 'fixtures')]).map(runAll));
    expect(counts.filter((count) => count > 0).length).toBeGreaterThanOrEqual(counts.length - 3);
  });

  test.each([
    ["it's here.csv", 'variant', 'signed up'],
    ['with $HOME `x` "q".csv', 'test group', 'signed_up!'],
    ['a=b.csv', '__proto__ variant', 'constructor converted'],
  ])('whatever the file and its columns are called: %s', async (name, variant, metric) => {
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const rows = Array.from(
      { length: 40 },
      (_, i) => `${i % 2 ? 'a b' : 'c "d"'},${i % 3 ? 0 : 1}`,
    );
    const lines = rows.map((row) => row.replace('c "d"', quote('c "d"')));
    const file = written(name, [`${quote(variant)},${quote(metric)}`, ...lines].join('\n'));
    expect(await runAll(file)).toBeGreaterThan(0);
  });
});

test('a column is what analyze takes it for', async () => {
  const { columns, commands } = await described(join(root, 'fixtures/hero.csv'));
  const used = columns.map(({ name, usedAs, roles }) => [name, usedAs, roles]);
  expect(used).toEqual([
    ['user_id', null, ['unit id']],
    ['variant', 'variant', ['variant']],
    ['country', null, ['segment']],
    ['signed_up', 'metric', ['metric']],
    ['revenue', 'metric', ['metric']],
  ]);
  const { stdout } = await runProgram([...shellWords(commands[0]!).slice(1), '-f', 'json']);
  const metrics = JSON.parse(stdout).comparisons.map(({ metric }: { metric: string }) => metric);
  expect(metrics).toEqual(['signed_up', 'revenue']);
});

test('figures of a column are those of the file', async () => {
  const file = written('figures.csv', 'variant,x\na,1\na,NA\nb,3\nb,-2.5\n');
  const { columns, file: read } = await described(file);
  expect(read).toMatchObject({ rows: 4, blankRows: 0 });
  expect(columns[1]).toMatchObject({
    kind: 'number',
    values: 3,
    missing: 1,
    distinct: { count: 3, more: false },
    range: { least: -2.5, most: 3 },
  });
  expect(columns[0]).toMatchObject({
    control: 'a',
    common: [
      { text: 'a', count: 2 },
      { text: 'b', count: 2 },
    ],
  });
});

test('ids that repeat are told, and the first command adds up their rows', async () => {
  const { columns, commands, questions } = await described(join(root, 'fixtures/sessions.csv'));
  expect(columns[0]).toMatchObject({ repeats: true, distinct: { count: 320 }, usedAs: 'unit id' });
  expect(commands[0]).toMatch(/--unit-id user_id$/);
  expect(questions).toHaveLength(1);
});

test('gzip and standard input are described as the plain file is', async () => {
  const text = readFileSync(join(root, 'fixtures/hero.csv'));
  const plain = await described(join(root, 'fixtures/hero.csv'));
  const packed = await described(written('hero.csv.gz', gzipSync(text)));
  expect(packed.columns).toEqual(plain.columns);
  const { stdout } = await runProgram(['describe', '-', '-f', 'json'], { stdin: text });
  const piped: DescriptionReport = JSON.parse(stdout);
  expect(piped.columns).toEqual(plain.columns);
  expect(piped.triedOn).toBe(1000);
  const [program, ...argv] = shellWords(piped.commands[0]!);
  expect([program, argv[1]]).toEqual(['perso-test', '-']);
  expect((await runProgram(argv, { stdin: text })).code).toBe(0);
});

test('what is said of how a file is written goes into its commands', async () => {
  const file = written(
    'umsatz.csv',
    `variant;umsatz\n${'a;1,5\na;2,5\nb;3,5\nb;1,25\n'.repeat(9)}`,
  );
  const said = await described(file, '--decimal', ',');
  expect(said.commands).toEqual([`perso-test analyze ${file} --decimal ,`]);
  expect(said.columns[1]).toMatchObject({ kind: 'number' });
});

test.each([
  ['empty.csv', '', 'the file is empty'],
  ['header.csv', 'variant,x\n', 'there is a header but no rows'],
  ['short.csv', 'variant,x\na\nb\n', 'none of its 2 rows has as many fields as the header, 2'],
  ['page.csv', '<!doctype html><html></html>', 'this is a web page (HTML)'],
])('%s is refused as the reader refuses it', async (name, text, message) => {
  const file = written(name, text);
  const { code, stderr, stdout } = await runProgram(['describe', file]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});

test('rows of another length are left out and counted, and the commands leave them out too', async () => {
  const file = written('ragged.csv', 'variant,won\na,1\nb\na,0\nb,1\nb,0\n');
  const { file: read, commands } = await described(file);
  expect(read).toMatchObject({ rows: 4, skippedRows: 1, firstSkipped: 3 });
  expect(commands[0]).toContain('--on-bad-row skip');
});

const NAMES = [
  '👩‍👩‍👧‍👦 family',
  'שלום עולם',
  '合計金額の列',
  '__proto__',
  'x'.repeat(300),
  'a\u001b[2Jb',
];

test('no line but a command is wider than the terminal, and columns stay in line', async () => {
  const header = ['variant', ...NAMES].join(',');
  const rows = Array.from({ length: 30 }, (_, i) =>
    [i % 2 ? 'a' : 'b', ...NAMES.map((n) => (i % 3 ? n : 'other'))].join(','),
  );
  const file = written('names.csv', [header, ...rows].join('\n'));
  const { stdout } = await runProgram(['describe', file]);
  const lines = stdout.split('\n').filter((line) => !line.startsWith('  perso-test '));
  for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(80);
  const kinds = lines.filter((line) => / text {2}/.test(line));
  const starts = kinds.map((line) => stringWidth(line.slice(0, line.search(/ text {2}/))));
  expect(kinds.length).toBe(NAMES.length + 1);
  expect(new Set(starts).size).toBe(1);
  expect(stdout).not.toContain('\u001b');
});

test('ten thousand variants and five hundred columns are described', async () => {
  const many = Array.from({ length: 10_001 }, (_, i) => `v${i},${i % 2}`);
  const variants = await described(written('variants.csv', ['variant,won', ...many].join('\n')));
  expect(variants.columns[0]!.distinct).toEqual({ count: 10_000, more: true });
  const header = Array.from({ length: 500 }, (_, i) => `c${i}`).join(',');
  const row = Array.from({ length: 500 }, (_, i) => i).join(',');
  const wide = written('wide.csv', [header, row, row].join('\n'));
  expect((await described(wide)).columns).toHaveLength(500);
  const { stdout } = await runProgram(['describe', wide]);
  expect(stdout).toContain('440 more columns');
});
