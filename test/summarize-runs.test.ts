import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runProgram, shellWords } from './program.js';
import { expectSameJson } from './summaries.js';

/*
 * The whole program: what analyze makes of summaries of shards is what it makes of the rows.
 */
const folder = mkdtempSync(join(tmpdir(), 'perso-test-'));
const root = join(import.meta.dirname, '..');

afterAll(() => rmSync(folder, { recursive: true }));

const RUNS: [file: string, flags: string][] = [
  ['hero.csv', '--metric signed_up --metric revenue --segment country'],
  ['hero.csv', '--metric revenue --covariate revenue=signed_up --segment country'],
  ['daily-counts.csv', ''],
  ['loyalty.csv', '--metric spend --covariate spend=spend_before --metric orders/sessions:ratio'],
  [
    'loyalty.csv',
    '--metric orders/sessions:ratio --covariate orders/sessions=spend_before --metric spend --metric spend/sessions:ratio',
  ],
];

/** The file's rows dealt into three shards, each with the header; the shards' paths. */
function shardsOf(file: string): string[] {
  const [header, ...rows] = readFileSync(join(root, 'fixtures', file), 'utf8')
    .trim()
    .split('\n');
  return [0, 1, 2].map((shard) => {
    const path = join(folder, `${shard}-${file}`);
    const own = rows.filter((_, i) => i % 3 === shard);
    writeFileSync(path, [header, ...own, ''].join('\n'));
    return path;
  });
}

async function reportOf(files: readonly string[], flags: readonly string[]) {
  const argv = ['analyze', ...files, ...flags, '--format', 'json'];
  const { code, stdout, stderr } = await runProgram(argv);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { variants, comparisons, heterogeneity, verdict } = JSON.parse(stdout);
  return { variants, comparisons, heterogeneity, verdict };
}

describe('summaries of shards and the rows give one answer', () => {
  test.each(RUNS)('%s %s', async (file, words) => {
    const flags = shellWords(words);
    const summaries = [];
    for (const shard of shardsOf(file)) {
      const output = `${shard}.summary.csv`;
      const result = await runProgram(['summarize', shard, ...flags, '--output', output]);
      expect(result).toEqual({ code: 0, stdout: '', stderr: '' });
      summaries.push(output);
    }
    const rows = await reportOf([join(root, 'fixtures', file)], flags);
    expectSameJson(rows, await reportOf(summaries, flags), 1e-9);
  });
});

test('units are added up before they are summed up', async () => {
  const file = join(root, 'fixtures/sessions.csv');
  const flags = ['--metric', 'ordered', '--metric', 'spend', '--cap', 'spend=65.8'];
  const units = ['--unit-id', 'user_id'];
  const { stdout, stderr } = await runProgram(['summarize', file, ...flags, ...units]);
  expect(stderr).toBe('spend: 3 values above 65.8 taken as that\n');
  const summary = join(folder, 'sessions.csv');
  writeFileSync(summary, stdout);
  const rows = await reportOf([file], [...flags, ...units]);
  expectSameJson(rows, await reportOf([summary], flags.slice(0, 4)), 1e-9);
});

test('rows that cannot be read are said to be left out', async () => {
  const file = join(folder, 'bad.csv');
  writeFileSync(file, 'variant,x\na,1\na,oops\nb,2\n');
  const flags = ['--metric', 'x', '--on-bad-row', 'skip'];
  expect(await runProgram(['summarize', file, ...flags])).toEqual({
    code: 0,
    stdout: 'variant,n,x_mean,x_var,x_third\na,1,1,,\nb,1,2,,\n',
    stderr: `${file}: 1 row cannot be read and was left out, 2 were used\n`,
  });
});

test('a variant called as a mark of the summary is refused', async () => {
  const stdin = 'variant,x\na,1\n(several),2\n';
  const { code, stderr } = await runProgram(['summarize', '-', '--metric', 'x'], { stdin });
  expect(code).toBe(2);
  expect(stderr).toMatch(/a variant is called \(several\)/);
});
