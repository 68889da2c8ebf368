import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram } from '../program.js';

const FIXTURE = join(import.meta.dirname, '../../fixtures/hero.csv');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('--output writes what standard output would have had, and leaves nothing else behind', async () => {
  const output = join(folder, 'report.json');
  const args = ['analyze', FIXTURE, '--format', 'json'];
  const shown = await runProgram(args);
  const written = await runProgram([...args, '--output', output]);
  expect(written).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(readFileSync(output, 'utf8')).toBe(shown.stdout);
  expect(readdirSync(folder)).toEqual(['report.json']);
});

test('--output replaces an older report whole', async () => {
  const output = join(folder, 'report.txt');
  writeFileSync(output, 'older '.repeat(10_000));
  await runProgram(['analyze', FIXTURE, '--quiet', '--output', output]);
  expect(readFileSync(output, 'utf8')).toMatch(/^VERDICT/);
  expect(readFileSync(output, 'utf8')).not.toContain('older');
});

test('a run that fails leaves the older report as it was', async () => {
  const output = join(folder, 'report.txt');
  writeFileSync(output, 'older');
  const failed = await runProgram(['analyze', FIXTURE, '--control', 'nobody', '--output', output]);
  expect(failed.code).toBe(2);
  expect(failed.stdout).toBe('');
  expect(readFileSync(output, 'utf8')).toBe('older');
});

test('a folder that does not exist is named, and nothing is written', async () => {
  const output = join(folder, 'nowhere', 'report.txt');
  for (const args of [
    ['analyze', FIXTURE],
    ['power', '--baseline', '10%', '--mde', '5%'],
  ]) {
    const { code, stdout, stderr } = await runProgram([...args, '--output', output]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(output);
    expect(stderr).toContain('hint: ');
    expect(existsSync(output)).toBe(false);
  }
});

test('a folder in the report’s place stays, and no unfinished file beside it', async () => {
  const output = join(folder, 'report.txt');
  mkdirSync(output);
  const { code, stdout } = await runProgram(['analyze', FIXTURE, '--output', output]);
  expect([code, stdout]).toEqual([2, '']);
  expect(readdirSync(folder)).toEqual(['report.txt']);
});

// A bug of today: the report takes the place of the data that it was made from.
test('--output never overwrites a file that was read', async () => {
  const data = join(folder, 'results.csv');
  const rows = readFileSync(FIXTURE, 'utf8');
  writeFileSync(data, rows);
  await runProgram(['analyze', data, '--quiet', '--output', data]);
  expect(readFileSync(data, 'utf8')).toBe(rows);
});
