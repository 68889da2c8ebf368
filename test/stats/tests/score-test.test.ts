import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Counts, differenceStatistic } from '../../../src/stats/tests/score-statistics.js';
import { scoreTest } from '../../../src/stats/tests/score-test.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { comparisonRows, relativeError, sharedCases } from '../reference.js';

function tested(control: Counts, treatment: Counts, alternative: 'two-sided' | 'greater' | 'less') {
  return scoreTest(control, treatment, alternative) as TwoSampleTest;
}

/** The reference's searches are good to about 1e-9 relative, on an interval's own scale. */
function expectEnds(actual: { lower: number | null; upper: number | null }, expected: number[]) {
  const width = expected[1]! - expected[0]!;
  expect(Math.abs(actual.lower! - expected[0]!) / width).toBeLessThan(1e-8);
  expect(Math.abs(actual.upper! - expected[1]!) / width).toBeLessThan(1e-8);
}

const shared = sharedCases('two-proportions').filter(({ expected }) => 'score_ci' in expected);

test('there are shared cases', () => expect(shared.length).toBeGreaterThan(10));

test.each(shared)('the reference answer $id', ({ inputs, expected }) => {
  const { control, treatment, confidence } = inputs;
  const two = tested(control, treatment, 'two-sided');
  expect(relativeError(two.statistic!, expected.z_pooled)).toBeLessThan(1e-11);
  expect(relativeError(two.logPValue, expected.log_p_two_sided)).toBeLessThan(1e-11);
  const greater = tested(control, treatment, 'greater');
  const less = tested(control, treatment, 'less');
  expect(relativeError(greater.pValue, expected.p_greater)).toBeLessThan(1e-9);
  expect(relativeError(less.pValue, expected.p_less)).toBeLessThan(1e-9);
  expectEnds(two.effectInterval(1 - confidence), expected.score_ci);
  const relative = two.relativeInterval(1 - confidence);
  if (expected.relative_score_ci[0] === null) expect(relative).toBeNull();
  else expectEnds(relative!, expected.relative_score_ci);
});

test('agrees with R on a grid, found there by other formulas', () => {
  for (const row of comparisonRows('proportions')) {
    const control = { successes: row.x1!, n: row.n1! };
    const treatment = { successes: row.x2!, n: row.n2! };
    const two = tested(control, treatment, 'two-sided');
    expect(relativeError(two.statistic!, row.z!)).toBeLessThan(1e-8);
    expect(relativeError(two.pValue, row.p!)).toBeLessThan(1e-9);
    expectEnds(two.effectInterval(row.alpha!), [row.lower!, row.upper!]);
    expectEnds(two.relativeInterval(row.alpha!)!, [row.relativeLower!, row.relativeUpper!]);
    const atMargin = differenceStatistic(control, treatment, row.margin!);
    expect(relativeError(atMargin, row.zAtMargin!)).toBeLessThan(1e-7);
  }
});

describe('published figures', () => {
  test.each([
    // Newcombe (1998), Statistics in Medicine 17, 873–890, table II, method 5 (Mee).
    [{ successes: 48, n: 80 }, { successes: 56, n: 70 }, 0.0533, 0.3377],
    [{ successes: 0, n: 29 }, { successes: 5, n: 56 }, -0.0313, 0.1926],
  ])('Mee interval of %j and %j', (control, treatment, lower, upper) => {
    const interval = tested(control, treatment, 'two-sided').effectInterval(0.05);
    expect(interval.lower).toBeCloseTo(lower, 4);
    expect(interval.upper).toBeCloseTo(upper, 4);
  });

  test('Koopman interval of 7/34 against 1/34', () => {
    // As PropCIs::riskscoreci gives it.
    const two = tested({ successes: 1, n: 34 }, { successes: 7, n: 34 }, 'two-sided');
    const interval = two.relativeInterval(0.05)!;
    expect(interval.lower! + 1).toBeCloseTo(1.220853, 6);
    expect(interval.upper! + 1).toBeCloseTo(42.575718, 5);
  });

  test('Farrington–Manning statistic of 18/30 against 10/30', () => {
    // As gsDesign::testBinomial gives it.
    const [control, treatment] = [
      { successes: 10, n: 30 },
      { successes: 18, n: 30 },
    ];
    expect(differenceStatistic(control, treatment, -0.02)).toBeCloseTo(2.2257961, 7);
    expect(differenceStatistic(control, treatment, 0.02)).toBeCloseTo(1.9154028, 7);
  });

  test('Cookie Cats, retention after seven days', () => {
    const two = tested({ successes: 8502, n: 44700 }, { successes: 8279, n: 45489 }, 'two-sided');
    expect(two.statistic).toBeCloseTo(-3.1643589, 7);
    expect(two.pValue).toBeCloseTo(0.0015542, 7);
  });
});

const arm = fc
  .tuple(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, share]) => ({ n, successes: Math.round(n * share) }));
const level = fc.double({ min: 1e-6, max: 0.6, noNaN: true });
const side = fc.constantFrom('two-sided', 'greater', 'less');

const excludesZero = ({ lower, upper }: { lower: number | null; upper: number | null }) =>
  (lower !== null && lower > 0) || (upper !== null && upper < 0);

test('p < alpha exactly when an interval excludes 0, and the interval holds the estimate', () => {
  fc.assert(
    fc.property(arm, arm, level, side, (control, treatment, alpha, alternative) => {
      const result = scoreTest(control, treatment, alternative as 'greater');
      if (typeof result === 'string') return;
      const estimate = treatment.successes / treatment.n - control.successes / control.n;
      const effect = result.effectInterval(alpha);
      expect(excludesZero(effect)).toBe(result.pValue < alpha);
      if (alpha < 0.5) {
        expect(effect.lower ?? -1).toBeLessThanOrEqual(estimate + 1e-15);
        expect(effect.upper ?? 1).toBeGreaterThanOrEqual(estimate - 1e-15);
      }
      const relative = result.relativeInterval(alpha);
      if (relative !== null) expect(excludesZero(relative)).toBe(result.pValue < alpha);
      else expect(control.successes).toBe(0);
    }),
    { numRuns: 500 },
  );
});

test('p < alpha exactly when the interval excludes 0, also where alpha is the p-value itself', () => {
  fc.assert(
    fc.property(arm, arm, (control, treatment) => {
      const result = scoreTest(control, treatment, 'two-sided');
      if (typeof result === 'string' || result.pValue > 0.9) return;
      for (const alpha of [result.pValue, result.pValue * (1 + 2 ** -52)]) {
        expect(excludesZero(result.effectInterval(alpha))).toBe(result.pValue < alpha);
        const relative = result.relativeInterval(alpha);
        if (relative !== null) expect(excludesZero(relative)).toBe(result.pValue < alpha);
      }
    }),
  );
});

test('swapping the arms mirrors the test', () => {
  fc.assert(
    fc.property(arm, arm, level, (control, treatment, alpha) => {
      const there = scoreTest(control, treatment, 'two-sided');
      const back = scoreTest(treatment, control, 'two-sided');
      if (typeof there === 'string' || typeof back === 'string') {
        expect(back).toBe(there);
        return;
      }
      expect(back.statistic! + there.statistic!).toBeCloseTo(0, 12);
      const [a, b] = [there.effectInterval(alpha), back.effectInterval(alpha)];
      expect(a.lower! + b.upper!).toBeCloseTo(0, 12);
      expect(a.upper! + b.lower!).toBeCloseTo(0, 12);
    }),
  );
});

test('an interval end is where the statistic is critical', () => {
  fc.assert(
    fc.property(arm, arm, level, (control, treatment, alpha) => {
      const result = scoreTest(control, treatment, 'two-sided');
      if (typeof result === 'string') return;
      const { lower } = result.effectInterval(alpha);
      if (Math.abs(lower!) < 1e-12 || lower! <= -1) return;
      const there = differenceStatistic(control, treatment, lower!);
      expect(there / result.criticalValue(alpha)!).toBeCloseTo(1, 7);
    }),
  );
});

test('an arm without units has no test; no events, or only successes, have one', () => {
  expect(scoreTest({ successes: 0, n: 0 }, { successes: 1, n: 2 }, 'greater')).toBe(
    'TOO_FEW_UNITS',
  );
  for (const share of [0, 1]) {
    const [control, treatment] = [20, 10].map((n) => ({ successes: share * n, n }));
    const none = tested(control!, treatment!, 'two-sided');
    expect([none.statistic, none.pValue]).toEqual([0, 1]);
    const { lower, upper } = none.effectInterval(0.05);
    // At one end an arm is as it was seen, so that z² = d n ÷ (1 − d) of the other.
    const [low, high] = share === 0 ? [-lower!, upper!] : [upper!, -lower!];
    expect((low * 20) / (1 - low)).toBeCloseTo(1.959963984540054 ** 2, 9);
    expect((high * 10) / (1 - high)).toBeCloseTo(1.959963984540054 ** 2, 9);
  }
});

test('the statistic of no events is that of Miettinen and Nurminen (1985), example 4, by their variance', () => {
  // 0 of 10 against 0 of 20: their interval is −0.166 to 0.284, with N ⁄ (N − 1) in the variance.
  const [control, treatment] = [
    { successes: 0, n: 20 },
    { successes: 0, n: 10 },
  ];
  const theirs = (difference: number) =>
    differenceStatistic(control, treatment, difference) ** 2 * (29 / 30);
  expect(theirs(-0.1658)).toBeCloseTo(1.96 ** 2, 2);
  expect(theirs(0.2844)).toBeCloseTo(1.96 ** 2, 2);
});

test('the largest possible difference is within its interval', () => {
  const result = tested({ successes: 0, n: 5 }, { successes: 5, n: 5 }, 'two-sided');
  expect(result.effectInterval(0.05).upper).toBe(1);
  expect(result.relativeInterval(0.05)).toBeNull();
  const worst = tested({ successes: 5, n: 5 }, { successes: 0, n: 5 }, 'two-sided');
  expect(worst.effectInterval(0.05).lower).toBe(-1);
  expect(worst.relativeInterval(0.05)!.lower).toBe(-1);
});

test('no rate differs by more than all, whatever is claimed at whatever level', () => {
  const [none, all] = [
    { successes: 0, n: 5 },
    { successes: 5, n: 5 },
  ];
  for (const level of [0.01, 0.4, 0.6, 0.95]) {
    const up = tested(none, all, 'greater').effectInterval(level);
    const down = tested(all, none, 'less').effectInterval(level);
    expect(up.lower).toBeLessThanOrEqual(1);
    expect(down.upper).toBeCloseTo(-up.lower!, 12);
  }
});
