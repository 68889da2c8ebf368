import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLedger } from '../../../src/cli/input/read-ledger.js';
import { ledgerPrior } from '../../../src/programme/ideas/ledger-prior.js';

const fixtures = join(import.meta.dirname, '../../../fixtures/programme/*.jsonl');
const { experiments } = await readLedger([fixtures]);

function priorOf(tactic: string, said: { metric?: string; lowerIsBetter?: boolean } = {}) {
  const { metric = null, lowerIsBetter = false } = said;
  return ledgerPrior(experiments, { tags: new Map([['tactic', tactic]]), metric, lowerIsBetter });
}

test('what five experiments of a tactic say is the posterior of another one of them', () => {
  const found = priorOf('price')!;
  expect(found).toMatchObject({ experiments: 5, effects: 5, fromAll: false });
  /* R, of their five lifts y and variances v: s <- sqrt(1 / mean(1 / v)); of each t the mean m = Σwy ⁄ Σw, w = 1 ⁄ (v + t²),
   * weighed by Π w^½ (Σw)^−½ exp(−½ Σ w (y − m)²) ⁄ (1 + (t ⁄ s)²), by integrate over t = s tan u; and the points
   * of N(m, 1 ⁄ Σw + t²), so weighed, by uniroot: (q(.975) − q(.025)) ⁄ (2 qnorm(.975)). */
  expect(found.prior.mean).toBeCloseTo(0.00924166244, 9);
  expect(found.prior.scale).toBeCloseTo(0.01199459933, 9);
  expect(found.prior.df).toBe(Number.POSITIVE_INFINITY);
});

test('of fewer than five all that are on record speak, but for what was invalid, and of two none', () => {
  expect(priorOf('hero')).toMatchObject({ experiments: 28, effects: 31, fromAll: true });
  expect(priorOf('recommendations')).toMatchObject({
    experiments: 11,
    effects: 13,
    fromAll: false,
  });
  const tags = new Map([['tactic', 'hero']]);
  const heroes = experiments.filter((one) => one.tags.get('tactic') === 'hero');
  const like = { tags, metric: null, lowerIsBetter: false };
  expect(ledgerPrior(heroes.slice(0, 2), like)).toBeNull();
  expect(ledgerPrior(heroes.slice(0, 3), like)).toMatchObject({ experiments: 3, fromAll: true });
});

test('without a metric by what is better of each; of one by how it moves, whichever way is wanted', () => {
  const [rising, falling] = [false, true].map(
    (lowerIsBetter) => priorOf('recommendations', { lowerIsBetter })!.prior,
  );
  expect(falling!.mean).toBeCloseTo(-rising!.mean, 12);
  expect(falling!.scale).toBeCloseTo(rising!.scale, 12);
  const metric = 'unsubscribe';
  expect(priorOf('recommendations', { metric, lowerIsBetter: true })).toEqual(
    priorOf('recommendations', { metric }),
  );
});
