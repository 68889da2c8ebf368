import fc from 'fast-check';
import { expect, test } from 'vitest';
import { summaryMoments } from '../../../src/stats/moments.js';
import { welchTest } from '../../../src/stats/tests/means-test.js';
import { scoreTest } from '../../../src/stats/tests/score-test.js';
import { meanTrend, proportionTrend, type TrendTest } from '../../../src/stats/tests/trend.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { relativeError, worst } from '../reference.js';
import { segmentCases, segmentRows } from './segments-reference.js';

const shared = segmentCases('trend');

test('there are shared cases', () => expect(shared.length).toBe(3));

test.each(shared)('the reference answer $id', ({ inputs, expected }) => {
  const arms = inputs.successes.map((successes: number, i: number) => ({
    successes,
    n: inputs.n[i],
  }));
  const { statistic, pValue } = proportionTrend(arms, inputs.scores, 'two-sided') as TrendTest;
  expect(relativeError(statistic ** 2, expected.chi_square)).toBeLessThan(1e-10);
  expect(relativeError(pValue, expected.p)).toBeLessThan(1e-10);
});

const FOUR = [1, 2, 3, 4];

test('agrees with R on a grid, where the slopes are those of regressions', () => {
  const { error, row } = worst(segmentRows('trends'), (row) => {
    const scores = FOUR.map((i) => row[`score${i}`]!);
    const counts = FOUR.map((i) => ({ successes: row[`x${i}`]!, n: row[`n${i}`]! }));
    const rates = proportionTrend(counts, scores, 'two-sided') as TrendTest;
    const arms = FOUR.map((i) => summaryMoments(row[`n${i}`]!, row[`mean${i}`]!, row[`v${i}`]!));
    const means = meanTrend(arms, scores, 'two-sided') as TrendTest;
    return [
      // R centres scores of 2000 and more by subtraction of large sums, which costs it digits.
      Math.abs(rates.statistic ** 2 - row.chiSquare!) / Math.max(1, row.chiSquare!),
      Math.abs(rates.pValue - row.p!) / row.p! / 10,
      Math.abs(rates.slope - row.slope!),
      Math.abs(means.slope - row.meanSlope!),
      Math.abs(means.statistic - row.t!),
      relativeError(means.df!, row.df!),
      relativeError(means.pValue, row.meanP!) / 10,
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-9);
});

const counts = fc
  .tuple(fc.nat(60), fc.nat(60))
  .map(([successes, failures]) => ({ successes, n: successes + failures }));
const moments = fc
  .tuple(fc.integer({ min: 2, max: 90 }), fc.integer({ min: -99, max: 99 }), fc.nat(99))
  .map(([n, mean, v]) => summaryMoments(n, mean / 8, v / 4));
const side = fc.constantFrom('two-sided' as const, 'greater' as const, 'less' as const);
const SCORES = [0, 1, 2.5, 7];

test('with two arms it is the test of two arms', () => {
  fc.assert(
    fc.property(counts, counts, side, (control, treatment, alternative) => {
      const trend = proportionTrend([control, treatment], [3, 5], alternative);
      const two = scoreTest(control, treatment, alternative);
      const successes = control.successes + treatment.successes;
      const alike = successes === 0 || successes === control.n + treatment.n;
      if (typeof two === 'string' || alike) expect(typeof trend).toBe('string');
      else {
        expect((trend as TrendTest).statistic).toBeCloseTo(two.statistic!, 9);
        expect(relativeError((trend as TrendTest).pValue, two.pValue)).toBeLessThan(1e-9);
        const effect = treatment.successes / treatment.n - control.successes / control.n;
        expect((trend as TrendTest).slope).toBeCloseTo(effect / 2, 12);
      }
    }),
  );
  fc.assert(
    fc.property(moments, moments, side, (control, treatment, alternative) => {
      const trend = meanTrend([control, treatment], [3, 5], alternative);
      const two = welchTest(control, treatment, alternative);
      if (typeof two === 'string') expect(trend).toBe(two);
      else {
        const { statistic, df, pValue } = two as TwoSampleTest;
        expect((trend as TrendTest).statistic).toBeCloseTo(statistic!, 9);
        expect(relativeError((trend as TrendTest).df!, df!)).toBeLessThan(1e-12);
        expect(relativeError((trend as TrendTest).pValue, pValue)).toBeLessThan(1e-9);
      }
    }),
  );
});

test('the zero and the unit of the scores do not matter, their direction turns the sign', () => {
  const four = fc.tuple(counts, counts, counts, counts);
  const means = fc.tuple(moments, moments, moments, moments);
  const moved = SCORES.map((score) => 2000 - 4 * score);
  fc.assert(
    fc.property(four, means, (rates, arms) => {
      for (const [plain, turned] of [
        [proportionTrend(rates, SCORES, 'greater'), proportionTrend(rates, moved, 'less')],
        [meanTrend(arms, SCORES, 'greater'), meanTrend(arms, moved, 'less')],
      ]) {
        if (typeof plain === 'string') expect(turned).toBe(plain);
        else {
          const { slope, statistic, logPValue } = turned as TrendTest;
          expect(statistic).toBeCloseTo(-plain!.statistic, 8);
          expect(slope).toBeCloseTo(-plain!.slope / 4, 9);
          expect(Math.abs(logPValue - plain!.logPValue)).toBeLessThan(
            1e-8 * (1 + Math.abs(plain!.logPValue)),
          );
        }
      }
    }),
  );
});

test('large scores and large means keep their digits', () => {
  const rates = [12, 19, 31].map((successes) => ({ successes, n: 90 }));
  const arms = [1, 2, 4].map((mean) => summaryMoments(50, mean, 2));
  const far = [1, 2, 4].map((mean) => summaryMoments(50, 2 ** 46 + mean, 2));
  const [near, late] = [[0.1, 0.2, 0.7], [0.1, 0.2, 0.7].map((score) => score + 2 ** 40)];
  const back = late.map((score) => score - 2 ** 40);
  expect(meanTrend(far, near, 'greater')).toEqual(meanTrend(arms, near, 'greater'));
  expect(meanTrend(arms, late, 'less')).toEqual(meanTrend(arms, back, 'less'));
  expect(proportionTrend(rates, late, 'less')).toEqual(proportionTrend(rates, back, 'less'));
});

test('an empty arm counts for nothing in a trend of rates', () => {
  const arms = [
    { successes: 3, n: 40 },
    { successes: 9, n: 50 },
    { successes: 0, n: 0 },
  ];
  const two = proportionTrend(arms.slice(0, 2), [0, 1], 'two-sided') as TrendTest;
  expect(proportionTrend(arms, [0, 1, 9], 'two-sided')).toEqual(two);
});

test('a trend far beyond the smallest double keeps its logarithm', () => {
  const arms = [0.1, 0.2, 0.3].map((rate) => ({ successes: rate * 1e6, n: 1e6 }));
  const { pValue, logPValue } = proportionTrend(arms, [0, 1, 2], 'two-sided') as TrendTest;
  expect(pValue).toBe(Number.MIN_VALUE);
  // z² = 2e6 · 0.1² ⁄ (0.2 · 0.8) = 125,000; ln 2Φ(−z) = −z²/2 + ln 2 − ln(z √2π) − 1/z².
  const z2 = 125_000;
  const tail = Math.LN2 - z2 / 2 - 0.5 * Math.log(2 * Math.PI * z2) - 1 / z2;
  expect(relativeError(logPValue, tail)).toBeLessThan(1e-12);
});

test('what cannot be tested says why', () => {
  const some = { successes: 3, n: 9 };
  expect(proportionTrend([some, { successes: 0, n: 0 }], [1, 2], 'less')).toBe('TOO_FEW_UNITS');
  const none = { successes: 0, n: 4 };
  expect(proportionTrend([none, none], [1, 2], 'less')).toBe('ZERO_VARIANCE');
  const arm = summaryMoments(3, 2, 1);
  expect(meanTrend([arm, summaryMoments(1, 2, 0)], [1, 2], 'less')).toBe('TOO_FEW_UNITS');
  const flat = summaryMoments(3, 2, 0);
  expect(meanTrend([flat, flat], [1, 2], 'less')).toBe('ZERO_VARIANCE');
  expect(meanTrend([arm, summaryMoments(3, 2, Infinity)], [1, 2], 'less')).toBe(
    'NUMBERS_TOO_LARGE',
  );
  for (const scores of [[1], [1, 1], [1, Number.NaN], [1, 2, 3]]) {
    expect(() => proportionTrend([some, some], scores, 'less')).toThrow(RangeError);
    expect(() => meanTrend([arm, arm], scores, 'less')).toThrow(RangeError);
  }
});
