import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as library from '../src/index.js';
import { root } from './docs/pages.js';

/*
 * The made-up programme is what its script makes of it, and every journal of it is one that the gate would go on
 * with: so what is shown on it is no more than what gates have written.
 */
const kept = join(root, 'fixtures/programme');
const made = mkdtempSync(join(tmpdir(), 'perso-test-programme-'));
const isMade = (name: string) =>
  /\.(yaml|jsonl|csv)$/.test(name) && !['ideas.yaml', 'perso-test.yaml'].includes(name);
const names = readdirSync(kept).filter(isMade);
const plans = names.filter((name) => name.endsWith('.yaml'));

beforeAll(async () => {
  const { makeProgramme } = await import(join(kept, 'make.mjs'));
  await makeProgramme(library, made);
}, 60_000);
afterAll(() => rmSync(made, { recursive: true }));

test('it holds the files that the script makes, and no other', () => {
  expect(readdirSync(made).sort()).toEqual([...names].sort());
  expect(plans).toHaveLength(30);
});

test.each(names)('%s is made anew to the last byte', (name) => {
  expect(readFileSync(join(made, name), 'utf8')).toBe(readFileSync(join(kept, name), 'utf8'));
});

test('it is small enough to read', () => {
  const bytes = names.map((name) => statSync(join(kept, name)).size);
  expect(bytes.reduce((a, b) => a + b)).toBeLessThan(250_000);
});

/** Of truths.csv: experiment, variant, metric, control, treatment, effect, relative effect. */
const [, ...truths] = readFileSync(join(kept, 'truths.csv'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split(','));

test('the true effects are as far apart as its page says', () => {
  const drawn = truths
    .filter(([name, , metric]) => metric !== 'unsubscribe' && name !== 'email-reminder-cart')
    .map((line) => Number(line[6]));
  const mean = drawn.reduce((a, b) => a + b) / drawn.length;
  const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (drawn.length - 1);
  expect(drawn).toHaveLength(32);
  expect(mean).toBeCloseTo(0.012, 3);
  expect(Math.sqrt(variance)).toBeCloseTo(0.018, 3);
});

describe.each(plans)('%s', (name) => {
  test('has the truth of each of its treatments and metrics', async () => {
    const { plan } = await library.readPlan(join(kept, name));
    expect(`${plan.experiment}.yaml`).toBe(name);
    const own = truths.filter(([experiment]) => experiment === plan.experiment);
    const wanted = plan.treatments.flatMap((variant) =>
      plan.metrics.map((metric) => [variant, metric.name]),
    );
    expect(own.map(([, variant, metric]) => [variant, metric])).toEqual(wanted);
  });
});
