import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alternative } from '../../../src/stats/alternative.js';
import { normalQuantile, normalTails } from '../../../src/stats/distributions/normal.js';
import { pValueOf } from '../../../src/stats/distributions/reference-distribution.js';
import { type Direction, meanNonInferiority } from '../../../src/stats/margin/margin.js';
import {
  proportionRelativeNonInferiority,
  type RelativeMarginTest,
} from '../../../src/stats/margin/relative-margin.js';
import { summaryMoments } from '../../../src/stats/moments.js';
import {
  marginAtLook,
  nominalLevel,
  repeatedPValue,
  testAtLook,
} from '../../../src/stats/sequential/look.js';
import type { SequentialLooks } from '../../../src/stats/sequential/sequential-boundary.js';
import { spendingBoundaries } from '../../../src/stats/sequential/sequential-boundary.js';
import type { Spending } from '../../../src/stats/sequential/spending-family.js';
import { fisherTest } from '../../../src/stats/tests/fisher-test.js';
import { welchTest } from '../../../src/stats/tests/means-test.js';
import { scoreTest } from '../../../src/stats/tests/score-test.js';
import type { TwoSampleTest, Untestable } from '../../../src/stats/tests/two-sample-test.js';
import { relativeError, worst } from '../reference.js';
import { excludesZero } from '../tests/segments-reference.js';
import { looksOf, sequentialFigures } from './reference.js';

const counts = fc
  .tuple(fc.integer({ min: 5, max: 900 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, share]) => ({ n, successes: Math.round(n * share) }));
const moments = fc
  .tuple(fc.integer({ min: 2, max: 90 }), fc.integer({ min: -40, max: 40 }), fc.nat(99))
  .map(([n, mean, v]) => summaryMoments(n, mean / 8, v / 4));
const fractions = fc
  .uniqueArray(fc.integer({ min: 1, max: 110 }), { minLength: 1, maxLength: 5 })
  .map((values) => values.sort((a, b) => a - b).map((value) => value / 100));
const looks = fc.record({
  fractions,
  spending: fc.constantFrom<Spending>('obrien-fleming', 'pocock'),
  alternative: fc.constantFrom<Alternative>('two-sided', 'greater', 'less'),
});
const level = fc.double({ min: 1e-4, max: 0.6, noNaN: true });
const better = fc.constantFrom<Direction>('increase', 'decrease');

test("the repeated p-value is where Miwa's boundary meets the statistic", () => {
  const { error, row } = worst(sequentialFigures.repeated, (row) => {
    const at = looksOf(row, row.t);
    const p = pValueOf(normalTails(row.z), at.alternative);
    return [relativeError(repeatedPValue(at, p).pValue, row.repeated)];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-6);
});

test('the level of a look is that of its boundary', () => {
  fc.assert(
    fc.property(looks, level, (at, alpha) => {
      const bound = spendingBoundaries(at, alpha).at(-1)!;
      const nominal = nominalLevel(at, alpha);
      const area = at.alternative === 'two-sided' ? nominal / 2 : nominal;
      expect(nominal).toBeLessThanOrEqual(alpha);
      if (nominal > 1e-300) expect(normalQuantile(area, 'upper')).toBeCloseTo(bound, 9);
    }),
    { numRuns: 80 },
  );
});

test('the repeated p-value inverts the level, and grows with the p-value', () => {
  fc.assert(
    fc.property(looks, level, (at, alpha) => {
      const nominal = nominalLevel(at, alpha);
      if (nominal < 1e-290) return;
      const of = (pValue: number) => repeatedPValue(at, { pValue, logPValue: Math.log(pValue) });
      expect(relativeError(of(nominal).pValue, alpha)).toBeLessThan(1e-8);
      expect(of(nominal * 0.9).pValue).toBeLessThan(of(nominal).pValue);
      expect(of(nominal).pValue).toBeGreaterThanOrEqual(nominal);
    }),
    { numRuns: 80 },
  );
});

/** Checks at levels around both the level asked for and the p-value. */
function expectAgreement(result: TwoSampleTest, alpha: number): number {
  const p = result.pValue;
  const levels = p < 0.9 ? [alpha, p, p * (1 + 2 ** -52)] : [alpha];
  for (const at of levels) {
    expect(excludesZero(result.effectInterval(at))).toBe(p < at);
    const relative = result.relativeInterval(at);
    if (relative !== null) expect(excludesZero(relative)).toBe(p < at);
    if (result.statistic !== null && Math.abs(p / at - 1) > 1e-9) {
      const claimed = Math.abs(result.statistic) > result.criticalValue(at)!;
      if (p < at) expect(claimed).toBe(true);
    }
  }
  return levels.filter((at) => p < at).length;
}

test('p < level exactly when the intervals of the look exclude 0', () => {
  let rejections = 0;
  const check = (base: TwoSampleTest | Untestable, at: SequentialLooks, alpha: number) => {
    if (typeof base === 'string') return;
    const result = testAtLook(base, at);
    expect(result.pValue).toBeGreaterThanOrEqual(base.pValue);
    expect(result.statistic).toBe(base.statistic);
    rejections += expectAgreement(result, alpha);
  };
  fc.assert(
    fc.property(counts, counts, looks, level, (a, b, at, alpha) => {
      check(scoreTest(a, b, at.alternative), at, alpha);
    }),
    { numRuns: 100 },
  );
  fc.assert(
    fc.property(moments, moments, looks, level, (a, b, at, alpha) => {
      check(welchTest(a, b, at.alternative), at, alpha);
    }),
    { numRuns: 100 },
  );
  expect(rejections).toBeGreaterThan(100);
});

/** The same of a margin of a quarter; how often it is kept. */
function expectMarginAgreement(
  base: RelativeMarginTest | Untestable,
  at: SequentialLooks,
  { sign, alpha }: { sign: Direction; alpha: number },
): number {
  if (typeof base === 'string') return 0;
  const result = marginAtLook(base, at);
  const p = result.pValue;
  const nominal = nominalLevel({ ...at, alternative: 'greater' }, alpha);
  if (nominal === 0) expect(result.criticalValue(alpha)).toBe(Number.POSITIVE_INFINITY);
  else expect(result.criticalValue(alpha)! / base.criticalValue(nominal)!).toBeCloseTo(1, 9);
  expect(result.pValueBeyond).toBeGreaterThanOrEqual(base.pValueBeyond);
  const levels = p < 0.9 ? [alpha, p, p * (1 + 2 ** -52)] : [alpha];
  for (const level of levels) {
    const bound = result.bound(level);
    // Without a bound the look cannot stop, or the control cannot be told from 0.
    if (bound === null) continue;
    expect(sign === 'increase' ? bound > -0.25 : bound < 0.25).toBe(p < level);
  }
  return levels.filter((level) => p < level).length;
}

test('p < level exactly when the bound of the look is within the margin', () => {
  let kept = 0;
  fc.assert(
    fc.property(counts, counts, looks, level, better, (a, b, at, alpha, sign) => {
      const base = proportionRelativeNonInferiority(a, b, 0.25, sign);
      kept += expectMarginAgreement(base, at, { sign, alpha });
    }),
    { numRuns: 80 },
  );
  fc.assert(
    fc.property(moments, moments, looks, level, better, (a, b, at, alpha, sign) => {
      const base = meanNonInferiority(a, b, 0.25, sign);
      kept += expectMarginAgreement(base, at, { sign, alpha });
    }),
    { numRuns: 80 },
  );
  expect(kept).toBeGreaterThan(50);
});

const [generic, personal] = [
  { successes: 760, n: 50_209 },
  { successes: 1359, n: 49_791 },
];
const [few, more] = [
  { successes: 100, n: 1000 },
  { successes: 140, n: 1000 },
];

test('a single look at all of the information is the test itself', () => {
  const base = scoreTest(few, more, 'two-sided') as TwoSampleTest;
  const once = testAtLook(base, {
    fractions: [1],
    spending: 'obrien-fleming',
    alternative: 'two-sided',
  });
  expect(relativeError(once.pValue, base.pValue)).toBeLessThan(1e-12);
  expect(once.criticalValue(0.05)).toBeCloseTo(base.criticalValue(0.05)!, 12);
  expect(once.effectInterval(0.05).lower).toBeCloseTo(base.effectInterval(0.05).lower!, 12);
  expect(once.pValueAt(0.01)!.pValue).toBeCloseTo(base.pValueAt(0.01)!.pValue, 12);
});

test('an early look is judged by its boundary, and its interval is wider', () => {
  const at: SequentialLooks = {
    fractions: [0.2, 0.4],
    spending: 'obrien-fleming',
    alternative: 'two-sided',
  };
  const base = scoreTest(few, more, 'two-sided') as TwoSampleTest;
  const early = testAtLook(base, at);
  // Lan–DeMets, as published: 3.3569; z = 2.75 does not pass it, as it would 1.96.
  expect(early.criticalValue(0.05)).toBeCloseTo(3.357, 3);
  expect(base.pValue).toBeLessThan(0.05);
  expect(early.pValue).toBeGreaterThan(0.05);
  const [narrow, wide] = [base.effectInterval(0.05), early.effectInterval(0.05)];
  expect(wide.lower).toBeLessThan(0);
  expect(wide.upper).toBeGreaterThan(narrow.upper!);
});

test('a look that cannot stop the test has p 1 and an interval without ends', () => {
  const base = scoreTest(generic, personal, 'two-sided') as TwoSampleTest;
  const beyond: SequentialLooks = {
    fractions: [0.5, 1, 1.2],
    spending: 'pocock',
    alternative: 'two-sided',
  };
  const result = testAtLook(base, beyond);
  expect(result).toMatchObject({ pValue: 1, logPValue: 0 });
  expect(result.criticalValue(0.05)).toBe(Number.POSITIVE_INFINITY);
  expect(result.effectInterval(0.05)).toEqual({ lower: null, upper: null });
  expect(result.relativeInterval(0.05)).toEqual({ lower: null, upper: null });
  expect(nominalLevel(beyond, 0.05)).toBe(0);
});

test('p-values and levels below doubles keep their logarithms', () => {
  const at: SequentialLooks = {
    fractions: [0.1, 0.3],
    spending: 'obrien-fleming',
    alternative: 'greater',
  };
  const { pValue, logPValue } = repeatedPValue(at, { pValue: Number.MIN_VALUE, logPValue: -9000 });
  // z = 134.1 at three tenths is z = 73.5 at the end: exp(−2700) or so.
  expect(pValue).toBe(Number.MIN_VALUE);
  expect(logPValue / -2700).toBeCloseTo(1, 2);
  const first: SequentialLooks = { ...at, fractions: [0.0005] };
  const base = scoreTest(few, more, 'greater') as TwoSampleTest;
  expect(testAtLook(base, first).effectInterval(0.025)).toEqual({ lower: null, upper: null });
});

test('an exact test at a look stays exact', () => {
  const base = fisherTest(few, more, 'greater') as TwoSampleTest;
  const at = { fractions: [0.5, 1], spending: 'pocock' as const, alternative: 'greater' as const };
  const result = testAtLook(base, at);
  expect(result.pValue).toBeGreaterThan(base.pValue);
  expect(result.criticalValue(0.05)).toBeNull();
  expect(result.pValueAt(0)).toBeNull();
});
