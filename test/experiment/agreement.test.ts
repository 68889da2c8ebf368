import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MetricAggregate } from '../../src/experiment/aggregates.js';
import { compareAll } from '../../src/experiment/compare/compare.js';
import type { Comparison } from '../../src/experiment/comparison.js';
import { type Design, wantedSign } from '../../src/experiment/design.js';
import type { Alternative } from '../../src/stats/alternative.js';
import type { Correction } from '../../src/stats/multiplicity.js';
import { cellsOf, designOf, mean, rate } from './given.js';

/* What DESIGN calls "one test, inverted": whatever the data, nothing in a comparison contradicts. */

/** Hundreds of exact tests are inverted. */
const PATIENCE = 60_000;

const SEEDED = { seed: 20240607, numRuns: 150 };

const rates = fc
  .tuple(fc.integer({ min: 0, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, share]) => rate(Math.round(n * share), n));

const means = fc
  .tuple(
    fc.integer({ min: 0, max: 400 }),
    fc.integer({ min: -500, max: 500 }).map((tenths) => tenths / 10),
    fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 400, noNaN: true })),
  )
  .map(([n, average, variance]) => mean(n, average, variance));

function arms(sample: fc.Arbitrary<MetricAggregate>): fc.Arbitrary<MetricAggregate[]> {
  return fc.array(sample, { minLength: 2, maxLength: 6 });
}

const rules: fc.Arbitrary<Partial<Design>> = fc.record({
  alpha: fc.constantFrom(0.001, 0.05, 0.2),
  power: fc.constant(0.95),
  alternative: fc.constantFrom<Alternative>('two-sided', 'greater', 'less'),
  correction: fc.constantFrom<Correction>('holm', 'bonferroni', 'hochberg', 'bh', 'none'),
});

function compared(samples: MetricAggregate[], rest: Partial<Design>): [Comparison[], Design] {
  const named = Object.fromEntries(samples.map((sample, i) => [`v${i}`, [sample]]));
  const aggregates = cellsOf(['m'], named);
  const design = designOf(aggregates, rest);
  return [compareAll(aggregates, design), design];
}

function excludesZero({ lower, upper }: { lower: number | null; upper: number | null }): boolean {
  return (lower !== null && lower > 0) || (upper !== null && upper < 0);
}

function expectAgreement(comparison: Comparison, design: Design): void {
  const { adjustedPValue, pValue, confidence, coverage, effect, relativeEffect, outcome } =
    comparison;
  if (outcome === 'untestable') return;
  const rejected = adjustedPValue! < design.alpha;
  expect(pValue! < 1 - confidence! || coverage === 'stepwise').toBe(rejected);
  expect(excludesZero(effect)).toBe(rejected);
  if (relativeEffect !== null) expect(excludesZero(relativeEffect)).toBe(rejected);
  expect(outcome === 'win' || outcome === 'loss').toBe(rejected);
  if (outcome === 'win')
    expect(Math.sign(effect.estimate)).toBe(wantedSign(design, design.metrics[0]!));
}

test.each([
  ['rates', arms(rates)],
  ['means', arms(means)],
])(
  'p-value, both intervals and outcome agree: %s',
  (_, samples) => {
    fc.assert(
      fc.property(samples, rules, (drawn, rest) => {
        const [comparisons, design] = compared(drawn, rest);
        for (const comparison of comparisons) expectAgreement(comparison, design);
      }),
      SEEDED,
    );
  },
  PATIENCE,
);

test.each([
  ['rates', arms(rates)],
  ['means', arms(means)],
])(
  'an interval holds its estimate at levels up to a half, and is open where it should: %s',
  (_, samples) => {
    fc.assert(
      fc.property(samples, rules, (drawn, rest) => {
        const [comparisons, design] = compared(drawn, { ...rest, alpha: 0.05 });
        for (const { effect, outcome } of comparisons) {
          if (outcome === 'untestable') continue;
          expect(effect.lower === null).toBe(design.alternative === 'less');
          expect(effect.upper === null).toBe(design.alternative === 'greater');
          expect(effect.lower ?? -Infinity).toBeLessThanOrEqual(effect.estimate);
          expect(effect.upper ?? Infinity).toBeGreaterThanOrEqual(effect.estimate);
        }
      }),
      SEEDED,
    );
  },
  PATIENCE,
);

test(
  'swapping two arms turns the effect and the alternative round, and nothing else',
  () => {
    const OPPOSITE = { 'two-sided': 'two-sided', greater: 'less', less: 'greater' } as const;
    fc.assert(
      fc.property(fc.oneof(arms(rates), arms(means)), rules, (drawn, rest) => {
        const [a, b] = drawn as [MetricAggregate, MetricAggregate];
        const alternative = rest.alternative!;
        const [[there]] = compared([a, b], { ...rest, correction: 'none' });
        const [[back]] = compared([b, a], {
          ...rest,
          correction: 'none',
          alternative: OPPOSITE[alternative],
        });
        expect(back!.effect.estimate + there!.effect.estimate).toBe(0);
        expect(back!.reason).toBe(there!.reason);
        if (there!.pValue === null) return;
        expect(Math.abs(back!.logPValue! - there!.logPValue!)).toBeLessThan(1e-9);
        if (back!.outcome !== 'win' && back!.outcome !== 'loss') return;
        expect(['win', 'loss']).toContain(there!.outcome);
      }),
      SEEDED,
    );
  },
  PATIENCE,
);
