import { expect, test } from 'vitest';
import {
  addValue,
  emptyAggregates,
  segmentAggregates,
  variantAggregates,
} from '../../../src/experiment/aggregates.js';
import { analyzeAggregates } from '../../../src/experiment/analysis.js';
import type { Comparison } from '../../../src/experiment/comparison.js';
import type { Design } from '../../../src/experiment/design.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { drawNormal } from '../../../src/stats/random/random-draws.js';
import { designOf, metricOf, rate } from '../given.js';
import { segmentedCells } from './segmented.js';

/** Two segments whose means lie far apart, met unequally often by the arms. */
function drawn(kind: 'proportion' | 'mean', seed: number) {
  const aggregates = emptyAggregates(['m'], [1], ['country']);
  const random = randomStream(seed, [0, 0]);
  const shares = { control: 0.7, treatment: 0.3 };
  for (const [variant, share] of Object.entries(shares)) {
    for (let i = 0; i < 400; i += 1) {
      const country = i / 400 < share ? 'DE' : 'FR';
      const level = country === 'DE' ? 0.6 : 0.2;
      const value =
        kind === 'mean' ? 10 * level + drawNormal(random) : Number(random.uniform() < level);
      for (const cell of [
        variantAggregates(aggregates, variant),
        segmentAggregates(aggregates, 'country', country, variant),
      ]) {
        cell.units += 1;
        addValue(cell.samples[0]!, value);
      }
    }
  }
  return aggregates;
}

function analysed(kind: 'proportion' | 'mean', changes: Partial<Design>, seed = 5) {
  const aggregates = drawn(kind, seed);
  const metrics = [metricOf('m', { kind })];
  return analyzeAggregates(aggregates, designOf(aggregates, { metrics, ...changes }));
}

test.each(['proportion', 'mean'] as const)('the average within segments decides: %s', (kind) => {
  const { comparisons, segmentedEffects } = analysed(kind, { stratify: 'country' });
  const [{ effect, pValue, strata, method, relativeEffect }] = comparisons as [
    (typeof comparisons)[0],
  ];
  const { stratified, crude } = segmentedEffects[0]!;
  expect(effect).toEqual({
    estimate: stratified!.estimate,
    lower: stratified!.lower,
    upper: stratified!.upper,
  });
  expect(pValue).toBe(stratified!.pValue);
  expect(method).toBe(kind === 'mean' ? 'post-stratified' : 'mantel-haenszel');
  expect(strata).toMatchObject({ column: 'country', strata: 2, unitsLeftOut: 0 });
  expect(relativeEffect).toBeNull();
  // Over all units the mix of segments makes an effect of its own.
  const plain = analysed(kind, {}).comparisons[0]!;
  expect(crude).toBeCloseTo(plain.effect.estimate, 12);
  expect(plain.pValue!).toBeLessThan(1e-3);
  expect(pValue!).toBeGreaterThan(0.01);
});

test('the variance that is gone within strata is told beside that of all units', () => {
  const [within, over] = [analysed('mean', { stratify: 'country' }), analysed('mean', {})].map(
    ({ comparisons }) => comparisons[0]!,
  );
  const errorOf = ({ effect, statistic }: Comparison) => effect.estimate / statistic!;
  const { varianceReduction } = within!.strata!;
  expect(varianceReduction).toBeCloseTo(1 - (errorOf(within!) / errorOf(over!)) ** 2, 10);
  expect(varianceReduction).toBeGreaterThan(0.5);
  // Rates of 60 % and 20 %, half of all units each: 0.2 within of 0.24 in all, but for the unequal mix.
  const rates = analysed('proportion', { stratify: 'country' }).comparisons[0]!;
  expect(Math.abs(rates.strata!.varianceReduction - 0.04)).toBeLessThan(0.06);
});

test('an imbalance of the column does not invalidate what is compared within it', () => {
  const codes = (changes: Partial<Design>) =>
    analysed('mean', changes).checks.filter(({ code }) => code === 'SEGMENT_IMBALANCE');
  expect(codes({})).toMatchObject([{ status: 'fail' }]);
  expect(codes({ stratify: 'country' })).toMatchObject([{ status: 'warn' }]);
});

test('a true null within segments is rejected no more often than it should be, one-sided and two-sided', () => {
  for (const alternative of ['two-sided', 'greater'] as const) {
    const rejected = Array.from({ length: 120 }, (_, seed) => {
      const { comparisons } = analysed('proportion', { stratify: 'country', alternative }, seed);
      return comparisons[0]!.pValue! < 0.1;
    }).filter(Boolean).length;
    // 10 % of 120 and three standard errors.
    expect(rejected).toBeLessThan(22);
  }
});

const PLANS = [null, { method: 'always-valid' }] as const;

test.each(
  PLANS.flatMap((plan) => [
    { plan, rare: [148, 4], frequent: [148, 4], reason: 'TOO_FEW_EVENTS' },
    // Of 250 and 250 successes 2.5 and 2.5 are expected of one unit in a hundred.
    { plan, rare: [245, 5], frequent: [244, 6], reason: null },
  ]),
)('at 99 : 1 rates are tested from five expected events on: %o', (given) => {
  const { plan, rare, frequent, reason } = given;
  const cells = ([control, treatment]: readonly number[]) => ({
    generic: rate(control!, 198_000),
    personal: rate(treatment!, 2000),
  });
  const aggregates = segmentedCells('country', { DE: cells(rare), FR: cells(frequent) });
  const units = new Map([...aggregates.variants].map(([name, variant]) => [name, variant.units]));
  const monitoring = plan && {
    plan,
    plannedUnits: units,
    units,
    earlierLooks: [],
    looksAssumed: false,
    dailyUnits: null,
    planChangedSince: null,
    look: 1,
    repeats: null,
  };
  const design = designOf(aggregates, { stratify: 'country', monitoring });
  const [comparison] = analyzeAggregates(aggregates, design).comparisons;
  expect(comparison!.reason).toBe(reason);
  expect(comparison!.pValue === null).toBe(reason !== null);
});

test('the column is found in any case and outer space, as the data have it', () => {
  const cells = segmentedCells(' Country', {
    DE: { a: rate(60, 200), b: rate(90, 200) },
    FR: { a: rate(40, 200), b: rate(70, 200) },
  });
  const { comparisons } = analyzeAggregates(cells, designOf(cells, { stratify: 'country' }));
  expect(comparisons[0]).toMatchObject({ strata: { column: ' Country', strata: 2 } });
  expect(comparisons[0]!.pValue).toBeLessThan(0.001);
});
