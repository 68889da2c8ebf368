import { expect, test } from 'vitest';
import { opposite } from '../../src/stats/alternative.js';
import { combinedMoments } from '../../src/stats/combined-moments.js';
import { countedMoments } from '../../src/stats/counted-moments.js';
import { studentReference } from '../../src/stats/distributions/reference-distribution.js';
import { summaryMoments } from '../../src/stats/moments.js';
import { adjustFamily } from '../../src/stats/multiplicity.js';
import { alwaysValidPower } from '../../src/stats/power/always-valid-power.js';
import { leastNoise } from '../../src/stats/power/noise-of-size.js';
import { quantileSequenceSides } from '../../src/stats/sequential/quantile-sequence.js';
import { adjustedTest, varianceReduction } from '../../src/stats/tests/adjusted-test.js';
import { covariateDistance } from '../../src/stats/tests/covariate.js';
import { quotientOf, unitsPerTriggered } from '../../src/stats/tests/dilution.js';
import { sampleRatioTest } from '../../src/stats/tests/sample-ratio.js';
import { mantelFleissReach } from '../../src/stats/tests/strata.js';
import { meanTrend, proportionTrend } from '../../src/stats/tests/trend.js';
import { runOf } from '../../src/stats/value-counts.js';
import { momentsOf } from './rows.js';

/** What stands on the very edge of a branch, or beyond all branches but one. */

const END = Number.POSITIVE_INFINITY;

test('the opposite of a side is the other, and of both sides both', () => {
  const opposites = (['greater', 'less', 'two-sided'] as const).map(opposite);
  expect(opposites).toEqual(['less', 'greater', 'two-sided']);
});

test('intervals say which kind of coverage they have, by correction', () => {
  const kinds = (correction: 'holm' | 'bonferroni' | 'hochberg' | 'bh' | 'none', p: number[]) =>
    adjustFamily(p, 0.06, correction).map(({ interval }) => interval.coverage);
  expect(kinds('bh', [0.01, 0.5])).toEqual(['selected', 'selected']);
  expect(kinds('bonferroni', [0.01, 0.5])).toEqual(['simultaneous', 'simultaneous']);
  expect(kinds('holm', [0.01, 0.04, 0.5])).toEqual([
    'simultaneous',
    'simultaneous',
    'simultaneous',
  ]);
  expect(kinds('holm', [0.01, 0.025, 0.5])).toEqual(['simultaneous', 'stepwise', 'simultaneous']);
  expect(kinds('hochberg', [0.05, 0.055])).toEqual(['stepwise', 'stepwise']);
  expect(kinds('none', [0.01, 0.5])).toEqual(['alone', 'alone']);
  expect(kinds('bh', [0.01])).toEqual(['alone']);
  const level = adjustFamily([0.01, 0.5], 0.06, 'bh').map(({ interval }) => interval.level);
  expect(level[0]).toBeCloseTo(0.03, 15);
});

test('sums of amounts keep what each addition rounds away, whichever is the larger', () => {
  for (const values of [
    [1, 2 ** 60, -(2 ** 60), 1],
    [2 ** 60, 1, 1, -(2 ** 60)],
  ]) {
    const { mean, residual } = countedMoments(runOf(Float64Array.from(values)));
    expect(mean[0]! + residual[0]!).toBe(0.5);
  }
});

test('products of a count and an amount keep their last digits, be the count large', () => {
  const [n, x] = [1_000_003, 0.1];
  const sample = new Float64Array(n + 1).fill(x);
  sample[0] = -n * x;
  const { mean, residual } = countedMoments(runOf(sample));
  // n times the double 0.1 less that product rounded, in exact decimals: 1000003 · 0.1000000000000000055511151231257827
  // − 100000.3000000000029103830456733704.
  const exact = 5.551115123125783e-18 * n - 2.91038304567337e-12;
  expect(Math.abs((mean[0]! + residual[0]!) * (n + 1) - exact)).toBeLessThan(1e-15);
});

test('what is combined has the digits of what it is combined of', () => {
  const moments = { ...summaryMoments(9, 1, 2), mean: [1, 2], residual: [1e-17, 3e-17] };
  const square = { ...moments, comoment: [16, 0, 16], third: null };
  const { residual, mean } = combinedMoments(square, [
    [1, 1],
    [2, -1],
  ]);
  expect(mean).toEqual([3, 0]);
  expect(residual[0]! / 4e-17).toBeCloseTo(1, 12);
  expect(residual[1]! / -1e-17).toBeCloseTo(1, 12);
});

test('three measurements have their third moments each in its own place', () => {
  const rows = [
    [1, 2, 5],
    [2, 7, 1],
    [4, 1, 1],
    [0, 3, 9],
  ];
  const { third, n } = momentsOf(rows);
  const centre = [0, 1, 2].map((k) => rows.reduce((sum, row) => sum + row[k]!, 0) / n);
  const places = [0, 1, 2].flatMap((i) =>
    [0, 1, 2]
      .filter((j) => j <= i)
      .flatMap((j) => [0, 1, 2].filter((l) => l <= j).map((l) => [i, j, l])),
  );
  expect(third).toHaveLength(10);
  for (const [at, [i, j, l]] of places.entries()) {
    const off = (row: number[], k: number) => row[k]! - centre[k]!;
    const sum = rows.reduce((all, row) => all + off(row, i!) * off(row, j!) * off(row, l!), 0);
    expect(third![at]).toBeCloseTo(sum, 10);
  }
});

test('a trend takes two doses that differ, an arm each, and some units', () => {
  const arm = { successes: 1, n: 4 };
  const none = { successes: 0, n: 0 };
  for (const doses of [[5], [1, 1], [1, 2, 3], [1, END]]) {
    const arms = doses.length === 1 ? [arm] : [arm, arm];
    expect(() => proportionTrend(arms, doses, 'less')).toThrow('not all the same');
  }
  expect(() => meanTrend([summaryMoments(5, 1, 1)], [5], 'less')).toThrow('not all the same');
  expect(proportionTrend([none, none], [0, 1], 'less')).toBe('TOO_FEW_UNITS');
  expect(proportionTrend([arm, none], [0, 1], 'less')).toBe('TOO_FEW_UNITS');
  expect(proportionTrend([arm, { successes: 1, n: 1 }], [0, 1], 'less')).toMatchObject({
    slope: expect.closeTo(0.75, 14),
  });
  expect(proportionTrend([arm, arm, { successes: 3, n: 4 }], [0, 0, 1], 'less')).toMatchObject({
    slope: expect.closeTo(0.5, 14),
  });
});

test('a sample ratio of one count, or of none, is refused for what it is', () => {
  for (const [counts, weights] of [
    [[5], [1]],
    [[], []],
    [[1, 2], [1]],
    [
      [0, 0],
      [1, 1],
    ],
  ] as const) {
    expect(() => sampleRatioTest(counts, weights)).toThrow('needs two or more counts');
  }
  expect(() => sampleRatioTest([1, 2], [1, END])).toThrow('must be positive: 1, Infinity');
});

test('numbers whose squares leave the doubles are told to be too large', () => {
  const of = (mean: number) => momentsOf([0, 1, 2, 3, 5].map((x) => [mean + mean * x, x * x]));
  expect(adjustedTest(of(1), of(1e200), 'welch', 'two-sided')).toBe('NUMBERS_TOO_LARGE');
  const [near, far] = [of(1), of(1)];
  far.mean[0] = 1e200;
  expect(adjustedTest(near, far, 'welch', 'two-sided')).toBe('NUMBERS_TOO_LARGE');
});

test('no variance is reduced where none can be told', () => {
  const arm = momentsOf([
    [1, 1],
    [2, 4],
  ]);
  const arms = {
    ...{ control: { estimate: 0, variance: 1 }, treatment: { estimate: 0, variance: 1 } },
    ...{ balanced: 0.1, earlyDf: 1, thetas: [1], leftOut: [null], ownSlopes: false },
  };
  expect(varianceReduction(arm, arm, { ...arms, df: 0 })).toBe(0);
  expect(varianceReduction(arm, arm, { ...arms, df: 0.5 })).toBeCloseTo(0.8, 12);
});

test('a covariate that is alike in both arms is at no distance, and no chance is above 1', () => {
  const flat = summaryMoments(9, 1, 0, 0);
  expect(covariateDistance(flat, flat)).toBe('ZERO_VARIANCE');
  const near = covariateDistance(summaryMoments(20, 1, 1, 3), summaryMoments(9, 1.001, 1, 3));
  expect(near).toMatchObject({ bound: 1 });
  expect((near as { logPSkewed: number }).logPSkewed).toBeLessThanOrEqual(0);
  expect(covariateDistance(summaryMoments(1, 1, 0, 0), flat)).toBe('TOO_FEW_UNITS');
});

test('units for each that is triggered: by the share of them, with the ends of Wilson', () => {
  // 40 of 100 units: Wilson's interval of the share is 0.309401286432 to 0.497997413209 (Wilson 1927, by mpmath).
  const outside = { sums: [1.5, 0], covariance: [[0.02]], triggered: 40 };
  const { estimate, ends } = unitsPerTriggered(outside);
  expect(estimate).toBe(2.5);
  const { lower, upper } = ends!(1.959963984540054);
  expect(1 / upper).toBeCloseTo(0.309401286432, 9);
  expect(1 / lower).toBeCloseTo(0.497997413209, 9);
});

test('a quotient by a divisor that is known is the interval divided', () => {
  const dividend = { estimate: 2, variance: 1, lower: 0, upper: 4 };
  expect(quotientOf(dividend, { estimate: 2, variance: 0 })).toEqual({
    ...{ estimate: 1, lower: 0, upper: 2 },
  });
  const turned = quotientOf({ ...dividend, lower: -2 }, { estimate: -2, variance: 0 });
  expect(turned).toEqual({ estimate: -1, lower: -2, upper: 1 });
  expect(quotientOf({ ...dividend, upper: null }, { estimate: 2, variance: 0 })).toMatchObject({
    upper: null,
  });
});

test('a quantile has a share of change only of values above 0', () => {
  const time = { units: 50, plannedUnits: 100, alpha: 0.05 };
  const share = (control: number[], treatment: number[]) =>
    (quantileSequenceSides(control, treatment, 0.5, time, 'two-sided') as { share: unknown }).share;
  expect(share([1, 2, 3], [1, 2, 4])).not.toBe(null);
  expect(share([1, 2, 3], [0, 2, 4])).toBe(null);
  expect(share([0, 2, 3], [1, 2, 4])).toBe(null);
  expect(share([1, 2, 3], [-1, 2, 4])).toBe(null);
});

test('a test that is sure at once is sure at every look', () => {
  expect(alwaysValidPower(0.05, 1, 'two-sided')).toBe(1);
});

test('the noise of a mean that is 0 has no relative size, and none is below 0', () => {
  expect(leastNoise(100, { mean: 0, sd: 1, skewness: 0 }).relative).toBe(null);
  expect(leastNoise(100, { mean: 1, sd: 1, skewness: 0 }).relative).toBeCloseTo(
    (3 - 0.97) / 99 + 0.04,
    14,
  );
  const skewed = leastNoise(100, { mean: 1, sd: 0.5, skewness: 1 });
  expect(skewed.relative).toBeCloseTo((3 - 0.97) / 99 + (1 - 2) / 100, 14);
  const unknown = leastNoise(100, { mean: 1, sd: 0.5, skewness: null });
  expect(unknown.relative).toBeCloseTo((3 - 0.97) / 99 + 1 / 100, 14);
});

test('a p-value of both sides is at most 1, a level of both the same on each', () => {
  const { pValue, criticalValue } = studentReference(7);
  expect(pValue(0, 'two-sided')).toEqual({ pValue: 1, logPValue: 0 });
  // R: 2 * pt(-2.364624, 7)
  expect(criticalValue(0.05, 'two-sided')).toBeCloseTo(2.364624251592784, 12);
});

test('strata together reach as far as their margins let them, by hand', () => {
  const stratum = (c: number, n: number, t: number, m: number) => ({
    ...{ control: { successes: c, n }, treatment: { successes: t, n: m } },
  });
  // 12 successes in 10 and 4 units: 24 ⁄ 7 expected of the treatment, 2 at least and 4 at most.
  expect(mantelFleissReach([stratum(9, 10, 3, 4)])).toBeCloseTo(4 - 24 / 7, 13);
  // 2 successes: 4 ⁄ 7 expected, 0 at least and 2 at most.
  expect(mantelFleissReach([stratum(1, 10, 1, 4)])).toBeCloseTo(4 / 7, 13);
  // Of both: 10 ⁄ 7 + 4 ⁄ 7 below, 4 ⁄ 7 + 10 ⁄ 7 above; a stratum of one arm adds nothing.
  const both = [stratum(9, 10, 3, 4), stratum(1, 10, 1, 4), stratum(3, 7, 0, 0)];
  expect(mantelFleissReach(both)).toBeCloseTo(2, 13);
});
