import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

/* The program as it is installed: bin/perso-test.js over the bundle that `npm ci` builds. */
const root = join(import.meta.dirname, '..');
const bin = join(root, 'bin/perso-test.js');
const hero = join(root, 'fixtures/hero.csv');

beforeAll(() => {
  expect(statSync(join(root, 'dist/main.cjs')).size).toBeGreaterThan(0);
});

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the program; `readMost` closes its standard output after so many bytes. */
function runBin(
  args: string[],
  { stdin = '', readMost = Number.POSITIVE_INFINITY, env = {} } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [bin, ...args], { env: { ...process.env, ...env } });
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    ended.stdout += chunk;
    if (ended.stdout.length >= readMost) child.stdout.destroy();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    ended.stderr += chunk;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...ended, code })));
}

test('reads a file, and standard input, to the same report', async () => {
  const [file, input] = await Promise.all([
    runBin(['analyze', hero, '--metric', 'signed_up']),
    runBin(['analyze', '-', '--metric', 'signed_up'], { stdin: readFileSync(hero, 'utf8') }),
  ]);
  expect(file).toMatchObject({ code: 0, stderr: '' });
  expect(file.stdout).toContain('SHIP personalized');
  const belowFiles = (text: string) => text.slice(text.indexOf('Hypothesis'));
  expect(belowFiles(input.stdout)).toBe(belowFiles(file.stdout));
});

test('a file large enough for several threads is read to the last row', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perso-test-bin-'));
  try {
    const file = join(folder, 'large.csv');
    // 2 MB for each block: 16 of them are worth a second thread.
    const block = 'generic,de,12.50,a comment\npersonalized,fr,13.75,another one\n'.repeat(32_768);
    writeFileSync(
      file,
      `variant,country,spend,comment\n${block.repeat(18)}generic,de,12.5,the last`,
    );
    const run = await runBin(['analyze', file, '--metric', 'spend', '--format', 'json']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const { input, comparisons } = JSON.parse(run.stdout);
    expect(input.files[0].rows).toBe(2 * 32_768 * 18 + 1);
    expect(comparisons[0].control).toMatchObject({ n: 32_768 * 18 + 1, mean: 12.5, variance: 0 });
    expect(comparisons[0].treatment).toMatchObject({ n: 32_768 * 18, mean: 13.75, variance: 0 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('wrong usage and input exit with 2 and leave standard output empty', async () => {
  for (const args of [[], ['analyze'], ['analyze', 'nowhere.csv'], ['power', '--mde', 'x']]) {
    const { code, stdout, stderr } = await runBin(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
  }
});

test('help and version exit with 0', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(await runBin(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  expect((await runBin(['analyze', '--help'])).code).toBe(0);
});

function manyVariants(): string {
  const variants = Array.from({ length: 900 }, (_, i) => (i === 0 ? 'control' : `variant ${i}`));
  return `variant,users,orders\n${variants.map((name, i) => `${name},1000,${100 + (i % 7)}`).join('\n')}`;
}

test('a report larger than a pipe holds arrives whole', async () => {
  const { code, stdout } = await runBin(['analyze', '-'], { stdin: manyVariants() });
  expect(code).toBe(0);
  expect(stdout.length).toBeGreaterThan(1 << 17);
  expect(stdout).toMatch(/VERDICT[\s\S]*\n$/);
});

test('a reader that goes away is no error', async () => {
  const gone = await runBin(['analyze', '-'], { stdin: manyVariants(), readMost: 100 });
  expect(gone).toMatchObject({ code: 0, stderr: '' });
});

test('the bytecode is that of this bundle, and V8 takes it', () => {
  const require = createRequire(import.meta.url);
  const { isAccepted } = require(join(root, 'bin/compiled.js'));
  expect(isAccepted()).toBe(true);
});

test('nothing has to be installed at run time', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(manifest.dependencies).toBeUndefined();
  expect(manifest.peerDependencies).toBeUndefined();
  const bundle = readFileSync(join(root, 'dist/main.cjs'), 'utf8');
  const required = [...bundle.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name!);
  expect(required.filter((name) => !/^(node:)?(\w+)$/.test(name))).toEqual([]);
});

test('a simulation is the same for any number of threads', async () => {
  const plan = join(root, 'fixtures/plan.yaml');
  const args = ['simulate', plan, '--experiments', '500', '--looks', '2', '--threads'];
  const [one, three] = await Promise.all([runBin([...args, '1']), runBin([...args, '3'])]);
  expect(three).toEqual(one);
  expect(one).toMatchObject({ code: 0, stderr: '' });
});

test('help is asked for in front of a command as behind it, and none of a name that no command has', async () => {
  const [before, behind, all, first, wrong] = await Promise.all(
    [
      ['help', 'gate'],
      ['gate', '--help'],
      ['help', 'gate', 'all'],
      ['help'],
      ['anlyze', '--help', 'all'],
    ].map((words) => runBin(words)),
  );
  expect(before).toEqual({ code: 0, stdout: behind!.stdout, stderr: '' });
  expect(all).toMatchObject({ code: 0, stderr: '' });
  expect(all!.stdout.length).toBeGreaterThan(before!.stdout.length);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(wrong).toEqual({
    code: 2,
    stdout: '',
    stderr: "unknown command 'anlyze'\nhint: did you mean analyze?\n",
  });
});
