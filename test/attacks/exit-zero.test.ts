import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandAgain } from '../../src/cli/flags/command-again.js';
import { runProgram } from '../program.js';

/* Of a gate exit code 0 is a ship, and nothing else: not help, not a version, whatever a name expands to. */

const fixtures = join(import.meta.dirname, '../../fixtures');
const plan = join(fixtures, 'plan.yaml');
const results = join(fixtures, 'homepage-hero.csv');

describe('a gate that decides nothing ends with 2', () => {
  test.each([
    [['gate', plan, results, '--help']],
    [['gate', plan, results, '-h']],
    [['gate', plan, results, '--help', 'all']],
    [['gate', plan, '-h', results]],
    [['gate', plan, results, '--version']],
    [['gate', plan, results, '-V']],
    [['-V', 'gate', plan, results]],
    [['--version', 'gate', plan, results]],
    [['--help', 'gate', plan, results]],
    [['--', 'gate', plan, results, '--help']],
    [['gate', '--help']],
    [['gate', '-h']],
    [['gate', '-V']],
    [['gate']],
  ])('%j', async (argv) => {
    const { code, stderr } = await runProgram(argv);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^[^\n]+\nhint: [^\n]+\n$/);
  });

  test('and what is no gate, or asks what a gate is, still ends with 0', async () => {
    for (const argv of [['help', 'gate'], ['--version'], ['analyze', 'gate', '--help']]) {
      expect(await runProgram(argv)).toMatchObject({ code: 0, stderr: '' });
    }
  });
});

describe('behind -- nothing is a flag', () => {
  let folder = '';
  const before = process.cwd();
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'perso-test-attack-'));
    process.chdir(folder);
    copyFileSync(results, '-weird.csv');
    copyFileSync(results, '--help');
  });
  afterAll(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });

  test.each(['-weird.csv', '--help'])('a file called %s is read', async (file) => {
    const { code, stdout, stderr } = await runProgram(['gate', '-q', '--', plan, file]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('SHIP full');
  });

  test('a hint adds its flags before it', () => {
    const again = commandAgain(['analyze', '-m', 'total', '--', '-weird.csv'])(['--layout rows']);
    expect(again).toBe('perso-test analyze -m total --layout rows -- "-weird.csv"');
  });
});

test('a process that ends before its run has a code is no ship', () => {
  const bin = join(import.meta.dirname, '../../bin');
  const never = `require(${JSON.stringify(join(bin, 'compiled.js'))}).load = () =>
      ({ processIo() {}, run: () => new Promise(() => {}) });
    require(${JSON.stringify(join(bin, 'perso-test.js'))});`;
  expect(spawnSync(process.execPath, ['-e', never]).status).toBe(1);
});
