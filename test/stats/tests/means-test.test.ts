import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addUnit, emptyMoments, type Moments, summaryMoments } from '../../../src/stats/moments.js';
import { fiellerInterval, studentTest, welchTest } from '../../../src/stats/tests/means-test.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { comparisonRows, relativeError, sharedCases } from '../reference.js';

type Side = 'two-sided' | 'greater' | 'less';

function welch(control: Moments, treatment: Moments, side: Side = 'two-sided') {
  return welchTest(control, treatment, side) as TwoSampleTest;
}

function student(control: Moments, treatment: Moments, side: Side = 'two-sided') {
  return studentTest(control, treatment, side) as TwoSampleTest;
}

function momentsOf(values: readonly number[]): Moments {
  const moments = emptyMoments();
  for (const value of values) addUnit(moments, [value]);
  return moments;
}

const ofSd = ({ n, mean, sd }: { n: number; mean: number; sd: number }) =>
  summaryMoments(n, mean, sd ** 2);

function expectEnds(
  actual: { lower: number | null; upper: number | null } | null,
  [lower, upper]: number[],
) {
  const scale = upper! - lower!;
  expect(Math.abs(actual!.lower! - lower!) / scale).toBeLessThan(1e-9);
  expect(Math.abs(actual!.upper! - upper!) / scale).toBeLessThan(1e-9);
}

test.each(sharedCases('two-means'))('the reference answer $id', ({ inputs, expected }) => {
  const [control, treatment] = [ofSd(inputs.control), ofSd(inputs.treatment)];
  const alpha = 1 - inputs.confidence;
  const w = welch(control, treatment);
  expect(relativeError(w.statistic!, expected.welch_t)).toBeLessThan(1e-10);
  expect(relativeError(w.df!, expected.welch_df)).toBeLessThan(1e-11);
  expect(relativeError(w.logPValue, expected.welch_log_p_two_sided)).toBeLessThan(1e-9);
  expectEnds(w.effectInterval(alpha), expected.welch_ci);
  const relative = w.relativeInterval(alpha);
  if (expected.relative_lift_fieller_ci[0] === null) expect(relative).toBeNull();
  else expectEnds(relative, expected.relative_lift_fieller_ci);
  const s = student(control, treatment);
  expect(relativeError(s.statistic!, expected.student_t)).toBeLessThan(1e-10);
  expect(s.df).toBe(expected.student_df);
  expectEnds(s.effectInterval(alpha), expected.student_ci);
});

test.each(sharedCases('raw-means'))('the reference answer $id', ({ inputs, expected }) => {
  const [control, treatment] = [momentsOf(inputs.control), momentsOf(inputs.treatment)];
  const w = welch(control, treatment);
  expect(relativeError(w.statistic!, expected.welch_t)).toBeLessThan(1e-11);
  expect(relativeError(w.df!, expected.welch_df)).toBeLessThan(1e-11);
  expect(relativeError(w.pValue, expected.welch_p_two_sided)).toBeLessThan(1e-11);
});

test('agrees with R on a grid', () => {
  for (const row of comparisonRows('means')) {
    const control = summaryMoments(row.n1!, row.mean1!, row.variance1!);
    const treatment = summaryMoments(row.n2!, row.mean2!, row.variance2!);
    const w = welch(control, treatment);
    expect(relativeError(w.statistic!, row.t!)).toBeLessThan(1e-11);
    expect(relativeError(w.df!, row.df!)).toBeLessThan(1e-11);
    expect(relativeError(w.logPValue, row.logP!)).toBeLessThan(1e-10);
    expectEnds(w.effectInterval(row.alpha!), [row.lower!, row.upper!]);
    const s = student(control, treatment);
    expect(relativeError(s.logPValue, row.studentLogP!)).toBeLessThan(1e-9);
    expectEnds(s.effectInterval(row.alpha!), [row.studentLower!, row.studentUpper!]);
    if (row.relativeLower === null) expect(w.relativeInterval(row.alpha!)).toBeNull();
    else expectEnds(w.relativeInterval(row.alpha!), [row.relativeLower!, row.relativeUpper!]);
    if (row.studentRelativeLower === null) expect(s.relativeInterval(row.alpha!)).toBeNull();
    else {
      const expected = [row.studentRelativeLower!, row.studentRelativeUpper!];
      expectEnds(s.relativeInterval(row.alpha!), expected);
    }
  }
});

describe('published figures', () => {
  test('R, t.test(7:20, 1:10)', () => {
    const range = (from: number, to: number) =>
      momentsOf(Array.from({ length: to - from + 1 }, (_, i) => from + i));
    const w = welch(range(7, 20), range(1, 10));
    expect(w.statistic).toBeCloseTo(-5.4349, 4);
    expect(w.df).toBeCloseTo(21.982, 3);
    expect(w.pValue).toBeCloseTo(1.855e-5, 8);
    const { lower, upper } = w.effectInterval(0.05);
    expect([lower, upper]).toEqual([expect.closeTo(-11.052802, 6), expect.closeTo(-4.947198, 6)]);
  });

  test('R, t.test(extra ~ group, data = sleep)', () => {
    // Student (1908), table on p. 20.
    const first = momentsOf([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
    const second = momentsOf([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
    const w = welch(second, first);
    expect(w.statistic).toBeCloseTo(-1.8608, 4);
    expect(w.df).toBeCloseTo(17.776, 3);
    expect(w.pValue).toBeCloseTo(0.07939, 5);
    const { lower, upper } = w.effectInterval(0.05);
    expect([lower, upper]).toEqual([expect.closeTo(-3.3654832, 7), expect.closeTo(0.2054832, 7)]);
    // A control whose mean cannot be told from 0 has no relative interval.
    expect(welch(first, second).relativeInterval(0.05)).toBeNull();
  });
});

const mean = fc.integer({ min: -1e5, max: 1e5 }).map((thousandths) => thousandths / 1000);
const spread = fc.double({ min: 1e-3, max: 1e4, noNaN: true });
const sample = fc
  .tuple(fc.integer({ min: 2, max: 5000 }), mean, spread)
  .map(([n, m, v]) => summaryMoments(n, m, v));
const level = fc.double({ min: 1e-6, max: 0.6, noNaN: true });
const side = fc.constantFrom<Side>('two-sided', 'greater', 'less');
const method = fc.constantFrom(welch, student);

const excludesZero = ({ lower, upper }: { lower: number | null; upper: number | null }) =>
  (lower !== null && lower > 0) || (upper !== null && upper < 0);

test('p < alpha exactly when an interval excludes 0, the relative one (Fieller) too', () => {
  let relatives = 0;
  fc.assert(
    fc.property(sample, sample, level, side, method, (control, treatment, alpha, from, by) => {
      const result = by(control, treatment, from);
      for (const at of [alpha, result.pValue, result.pValue * (1 + 2 ** -52)]) {
        if (!(at > 0 && at < 0.99)) continue;
        expect(excludesZero(result.effectInterval(at))).toBe(result.pValue < at);
        const relative = result.relativeInterval(at);
        if (relative === null) continue;
        relatives += 1;
        expect(excludesZero(relative)).toBe(result.pValue < at);
      }
    }),
    { numRuns: 1000 },
  );
  expect(relatives).toBeGreaterThan(500);
});

test('swapping the arms mirrors the test', () => {
  fc.assert(
    fc.property(sample, sample, level, method, (control, treatment, alpha, by) => {
      const [there, back] = [by(control, treatment), by(treatment, control)];
      expect(back.statistic).toBe(-there.statistic! + 0);
      expect(back.pValue).toBe(there.pValue);
      const [a, b] = [there.effectInterval(alpha), back.effectInterval(alpha)];
      expect(a.lower).toBeCloseTo(-b.upper!, 9);
    }),
  );
});

test('a one-sided interval is open on the other side, and turned round by a negative control', () => {
  const [low, high] = [summaryMoments(50, -20, 4), summaryMoments(50, -10, 4)];
  const result = welch(low, high, 'greater');
  expect(result.effectInterval(0.05)).toEqual({ lower: expect.closeTo(9.3358, 4), upper: null });
  // An increase of a negative mean is a relative decrease.
  expect(result.relativeInterval(0.05)!.lower).toBeNull();
  expect(result.relativeInterval(0.05)!.upper).toBeLessThan(0);
});

test('too few units, no variance or too much of it is a state', () => {
  const one = summaryMoments(1, 5, 0);
  const flat = summaryMoments(9, 5, 0);
  const huge = summaryMoments(9, 1e200, Number.POSITIVE_INFINITY);
  const usual = summaryMoments(9, 5, 2);
  for (const by of [welchTest, studentTest]) {
    expect(by(one, usual, 'greater')).toBe('TOO_FEW_UNITS');
    expect(by(flat, flat, 'greater')).toBe('ZERO_VARIANCE');
    expect(by(usual, one, 'greater')).toBe('TOO_FEW_UNITS');
    expect(by(usual, huge, 'greater')).toBe('NUMBERS_TOO_LARGE');
    // A distance whose square leaves the doubles.
    expect(by(usual, summaryMoments(9, 1e160, 2), 'less')).toBe('NUMBERS_TOO_LARGE');
    expect(by(usual, summaryMoments(9, 1e150, 2), 'less')).toMatchObject({ pValue: 1 });
    expect(by(summaryMoments(2, 1, 1), summaryMoments(2, 2, 1), 'less')).toMatchObject({ df: 2 });
    expect(by(flat, usual, 'greater')).toMatchObject({ df: by === welchTest ? 8 : 16 });
  }
});

test.each([1e-140, 1e142])('a relative interval is the same in a unit of %d', (unit) => {
  const of = (mean: number, sd: number, n: number) => ({
    estimate: mean * unit,
    variance: (sd * unit) ** 2 / n,
  });
  const here = fiellerInterval(of(2.3, 1, 40), of(2.2, 0.9, 30), 1.99)!;
  const plain = fiellerInterval(
    { estimate: 2.3, variance: 1 / 40 },
    { estimate: 2.2, variance: 0.81 / 30 },
    1.99,
  )!;
  expect(here.lower).toBeCloseTo(plain.lower, 12);
  expect(here.upper).toBeCloseTo(plain.upper, 12);
});

test('a quotient of estimates that err wholly together is known but for rounding', () => {
  // Of 1.7 times the same, so that what is under the root comes to a little less than 0 here.
  for (const estimate of [5 / 7, 10 / 7, 11 / 7, 15 / 7]) {
    const variance = 1 / 911;
    const control = { estimate, variance };
    const treatment = { estimate: estimate * 1.7, variance: variance * 1.7 * 1.7 };
    const found = fiellerInterval(control, treatment, Math.sqrt(3.84), variance * 1.7)!;
    expect(found.lower).toBeCloseTo(0.7, 6);
    expect(found.upper).toBeCloseTo(0.7, 6);
  }
});

test('a quotient next to 0 costs the other end no digits', () => {
  // mpmath 1.3.0: both roots r of (10.5543718 − 10 (1 + r))² = 1.96² · 0.04 (1 + (1 + r)²).
  const of = (estimate: number) => ({ estimate, variance: 0.04 });
  const found = fiellerInterval(of(10), of(10.5543718), 1.96)!;
  expect(found.upper).toBeCloseTo(0.11412299784627009, 14);
  expect(found.lower / 8.129632769645796e-9).toBeCloseTo(1, 7);
});
