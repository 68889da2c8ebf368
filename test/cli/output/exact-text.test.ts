import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram } from '../../program.js';

const folder = mkdtempSync(join(tmpdir(), 'perso-test-exact-'));
const data = join(folder, 'results.csv');
const NAME = 'bought\u001b[2J\u202e';
writeFileSync(data, `variant,${NAME}\na,1\na,0\nb,1\nb,1\n`);

const SUMMARIZE = ['summarize', data, '--metric', NAME];
const QUERY = [
  ...['sql', '--dialect', 'duckdb', '--table', 'results'],
  ...['--variant-column', 'variant', '--metric', `${NAME}:proportion`],
];

test.each([
  ['summarize', SUMMARIZE],
  ['sql', QUERY],
])('what %s writes is as it is for a program, and harmless on a terminal', async (_, command) => {
  const piped = await runProgram(command);
  expect([piped.code, piped.stderr]).toEqual([0, '']);
  expect(piped.stdout).toContain(NAME);
  const seen = await runProgram(command, { isTTY: true });
  expect(seen.stdout).toContain('bought\\u001b[2J\\u202e');
  for (const sign of ['\u001b', '\u202e']) expect(seen.stdout).not.toContain(sign);
  expect(seen.stdout.split('\n')).toHaveLength(piped.stdout.split('\n').length);
  expect(seen.stderr).toContain('shown as \\u escapes: --output FILE writes it as it is');
  const file = join(folder, `${command[0]}.txt`);
  const filed = await runProgram([...command, '--output', file], { isTTY: true });
  expect(filed).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(readFileSync(file, 'utf8')).toBe(piped.stdout);
});

test('on a terminal nothing is said of what is printable anyhow', async () => {
  const command = ['summarize', 'fixtures/hero.csv', '--metric', 'signed_up'];
  expect(await runProgram(command, { isTTY: true })).toMatchObject({ code: 0, stderr: '' });
});
