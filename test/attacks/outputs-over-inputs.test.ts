import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram } from '../program.js';

/** Nothing that a command reads is what it writes over, and of two that it writes neither is lost. */

const fixtures = join(import.meta.dirname, '../../fixtures');
const home = process.cwd();
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test-'));
  process.chdir(folder);
  for (const name of ['first-month', 'last-year', 'transactions']) {
    cpSync(join(fixtures, 'shop', `${name}.csv`), `${name}.csv`);
  }
  mkdirSync('tests');
  for (const name of ['home-hero-local.jsonl', 'home-hero-local.yaml', 'home-hero-video.jsonl']) {
    cpSync(join(fixtures, 'programme', name), join('tests', name));
  }
  cpSync(join(fixtures, 'plan.yaml'), 'plan.yaml');
  cpSync(join(fixtures, 'homepage-hero.csv'), 'hero.csv');
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const SURROGATE =
  'surrogate first-month.csv --history last-year.csv --outcome revenue_12m --surrogate orders_30d';

test.each([
  ['a plan found beside its journal', 'ledger tests/*.jsonl -o tests/home-hero-local.yaml'],
  [
    'a plan that lies there, of rules',
    'ledger tests/*.jsonl --check -o tests/home-hero-local.yaml',
  ],
  ['a journal of a ledger', `${SURROGATE} --ledger tests/*.jsonl -o tests/home-hero-video.jsonl`],
  [
    'a journal of shipped tests',
    'analyze hero.csv --holdout generic --ledger tests/*.jsonl -o tests/home-hero-video.jsonl',
  ],
  ['the plan of an analysis', 'analyze hero.csv --plan plan.yaml -o plan.yaml'],
  ['its own units', `${SURROGATE} --units-out units.csv -o units.csv`],
  ['its own customers', 'clv transactions.csv --customers-out c.csv --format csv=c.csv'],
  [
    'its own prior',
    'programme tests/*.jsonl --metric signup --prior-out p.json --format json=p.json',
  ],
])('a report does not take the place of %s', async (_, line) => {
  const before = allFiles();
  const { code, stdout, stderr } = await runProgram(line.split(' '));
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/that is one of the files to read|to be written there already/);
  expect(allFiles()).toEqual(before);
});

function allFiles(): Record<string, string> {
  const names = readdirSync('.', { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(name, 'utf8')]));
}
