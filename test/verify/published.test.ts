import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCases } from '../../src/read/cases/read-cases.js';
import { runProgram } from '../program.js';

const root = join(import.meta.dirname, '../..');
const verification = join(root, 'fixtures/verification');
const FILES = ['references', 'published', 'refusals'];
const cases = FILES.flatMap((name) => readCases(join(verification, `${name}.json`)));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['references', 'verification'],
  ['published', 'verification-published'],
  ['refusals', 'verification-refusals'],
])('%s.json is what its script makes', (name, script) => {
  const made = join(folder, `${name}.json`);
  execFileSync(process.execPath, [join(root, `test/reference/${script}.mjs`), made]);
  expect(readFileSync(made, 'utf8')).toBe(readFileSync(join(verification, `${name}.json`), 'utf8'));
});

/** What the page of statistics describes, as its links name it. */
function described(): string[] {
  const page = readFileSync(join(root, 'docs/statistics.md'), 'utf8');
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, words]) => words!);
  return headings.map((words) => words.toLowerCase().replaceAll(' ', '-'));
}

test('every method that the page of statistics lists has cases, with figures', () => {
  const withFigures = cases.filter(({ expect: figures }) => figures !== undefined);
  const methods = new Set(withFigures.map(({ method }) => method));
  // The first section says what holds of all of them.
  const missing = described().filter((name) => !methods.has(name));
  expect(missing).toEqual(['one-test,-inverted']);
  expect(cases.length).toBeGreaterThan(300);
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});

test('all cases agree', async () => {
  const { code, stdout, stderr } = await runProgram(['verify', '--format', 'json']);
  expect(stderr).toBe('');
  const { cases: verified, totals } = JSON.parse(stdout);
  expect(verified.filter(({ agrees }: { agrees: boolean }) => !agrees)).toEqual([]);
  expect([code, totals.cases]).toEqual([0, cases.length]);
});
