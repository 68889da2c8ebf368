import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runProgram } from '../program.js';

/* Values in a unit far from 1 are judged as they would be in another. */

const folder = mkdtempSync(join(tmpdir(), 'perso-test-attack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const values = Array.from({ length: 400 }, (_, i) => 3 + ((i * 7919) % 1009) / 500 + (i % 2) / 4);

/** What comes of values in such a unit, a power of 2, by which no digit of them changes. */
async function judgedIn(unit: number, ...flags: string[]) {
  const path = join(folder, 'rows.csv');
  const rows = values.map((value, i) => `${i % 2 ? 'new' : 'generic'},${value * unit},${i % 17}`);
  writeFileSync(path, `variant,amount,before\n${rows.join('\n')}\n`);
  const argv = ['analyze', path, '-m', 'amount', ...flags, '--format', 'json'];
  const { code, stdout, stderr } = await runProgram(argv);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [{ pValue, df, relativeEffect, outcome }] = JSON.parse(stdout).comparisons;
  return { pValue, df, relativeEffect, outcome };
}

test.each([
  [],
  ['--test', 'student'],
  ['--test', 'brunner-munzel'],
  ['--covariate', 'amount=before'],
])('%j', async (...flags) => {
  const usual = await judgedIn(1, ...flags);
  expect(usual.df).toBeGreaterThan(300);
  // From 1e-140 to 1e140.
  for (const power of [-465, -266, -133, 133, 266, 465]) {
    const other = await judgedIn(2 ** power, ...flags);
    expect(other.outcome).toBe(usual.outcome);
    expect(other.pValue / usual.pValue).toBeCloseTo(1, 9);
    expect(other.df / usual.df).toBeCloseTo(1, 9);
    expect(other.relativeEffect.estimate).toBeCloseTo(usual.relativeEffect.estimate, 9);
  }
});
