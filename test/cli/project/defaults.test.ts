import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../../docs/pages.js';
import { runProgram } from '../../program.js';

const start = process.cwd();
let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'perso-test-defaults-')));
  mkdirSync(join(folder, '.git'));
  cpSync(join(root, 'fixtures/hero.csv'), join(folder, 'hero.csv'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

const write = (text: string) => writeFileSync('perso-test.yaml', text);
const ANALYZE = ['analyze', 'hero.csv', '--metric', 'signed_up'];

test('a flag that is not given has its value of the file, and the report says so', async () => {
  write('defaults: { alpha: 10%, format: json, power: 0.9, correction: bonferroni, mde: 5% }\n');
  const { stdout, stderr } = await runProgram(ANALYZE);
  const report = JSON.parse(stdout);
  expect(report.design).toMatchObject({ alpha: 0.1, power: 0.9, correction: 'bonferroni' });
  expect(report.design.mde).toEqual({ absolute: null, relative: 0.05 });
  const words = 'alpha 10% · power 0.9 · correction bonferroni · mde 5%';
  expect(report.checks).toContainEqual({
    code: 'PROJECT_DEFAULTS',
    status: 'pass',
    message: `perso-test.yaml says what the command does not: ${words}.`,
  });
  expect(stderr).toBe(`perso-test.yaml says what no flag does: ${words}\n`);
});

test('a flag that is given is as it is given, a list as a whole', async () => {
  write('defaults: { alpha: 0.1, mde: 5%, format: json }\n');
  const argv = [...ANALYZE, '--alpha', '0.01', '--mde', '7%', '--format', 'json'];
  const { stdout, stderr } = await runProgram(argv);
  expect(JSON.parse(stdout).design).toMatchObject({ alpha: 0.01, mde: { relative: 0.07 } });
  expect([stderr, stdout.includes('PROJECT_DEFAULTS')]).toEqual(['', false]);
});

test('a file without defaults, or with none that bears on a command, changes nothing of it', async () => {
  const plain = await runProgram(ANALYZE);
  write('policy: { alpha: 0.001 }\ndefaults: { format: markdown }\n');
  expect(await runProgram([...ANALYZE, '--format', 'text'])).toEqual(plain);
  const power = ['power', '--baseline', '10%', '--mde', '5%'];
  const sized = await runProgram(power);
  // Sizes have no Markdown, so that the text it is.
  expect(await runProgram([...power, '--policy', 'none'])).toEqual(sized);
});

test.each([
  [['--baseline', '10%', '--mde', '5%'], 0.9],
  [['--baseline', '10%', '--sample-size', '5000'], 0.9],
  [['--baseline', '10%', '--mde', '5%', '--sample-size', '5000'], null],
  [['--baseline', '10%', '--margin', '1pp', '--sample-size', '5000'], null],
])('power %j is asked with the default that leaves a question', async (flags, power) => {
  write('defaults: { power: 0.9, mde: 3%, delimiter: ; }\n');
  const { code, stdout, stderr } = await runProgram(['power', ...flags, '--format', 'json']);
  expect([code, stderr]).toEqual([
    0,
    power === null ? '' : 'perso-test.yaml says what no flag does: power 0.9\n',
  ]);
  const report = JSON.parse(stdout);
  if (power !== null) expect(report.power).toBeCloseTo(power, 3);
});

test.each([
  ['delimiter: ":::"', '1:24', 'delimiter'],
  ['thousands: xx', '1:24', 'thousands'],
])('%s, which the flag does not take, is told at its place', async (line, place, key) => {
  write(`defaults: { ${line} }\n`);
  const { code, stderr } = await runProgram(ANALYZE);
  expect(code).toBe(2);
  expect(stderr).toMatch(new RegExp(`^perso-test.yaml:${place}: defaults.${key}: `));
});

test('an error about a flag that nobody typed says where it is from', async () => {
  write('defaults: { unitId: visitor }\n');
  const { code, stderr } = await runProgram(ANALYZE);
  expect(code).toBe(2);
  expect(stderr).toContain('--unit-id is a default of perso-test.yaml');
});

test('figures that are typed are in no file, so that nothing of how files are written bears on them', async () => {
  const figures = ['analyze', 'personalized=560/5000', 'generic=500/5000', '--format', 'json'];
  const plain = await runProgram([...figures, '--control', 'generic']);
  write(
    'defaults: { control: generic, variantColumn: v, unitsColumn: n, unitId: id, delimiter: ;, decimal: ",", missing: [5000], comment: p }\n',
  );
  const { code, stdout, stderr } = await runProgram(figures);
  expect([code, stderr]).toEqual([0, 'perso-test.yaml says what no flag does: control generic\n']);
  expect(JSON.parse(stdout).comparisons).toEqual(JSON.parse(plain.stdout).comparisons);
});

test('a plan written anew, and an answer for a file, take no format of it', async () => {
  write('defaults: { format: json }\n');
  expect((await runProgram(['plan', '--init'])).stdout).toMatch(/^# yaml/);
  expect((await runProgram([...ANALYZE, '--output', 'report.txt'])).code).toBe(0);
  expect((await runProgram([...ANALYZE, '--quiet'])).stdout).toMatch(/^VERDICT/m);
});
