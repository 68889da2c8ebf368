import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type EquivalenceTest,
  meanEquivalence,
  proportionEquivalence,
} from '../../../src/stats/margin/equivalence.js';
import {
  type Direction,
  type MarginTest,
  meanNonInferiority,
  proportionNonInferiority,
} from '../../../src/stats/margin/margin.js';
import { summaryMoments } from '../../../src/stats/moments.js';
import { welchTest } from '../../../src/stats/tests/means-test.js';
import { scoreTest } from '../../../src/stats/tests/score-test.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { relativeError, worst } from '../reference.js';
import { momentsIn, segmentCases, segmentRows } from '../tests/segments-reference.js';

const shared = segmentCases('margin');

test('there are shared cases', () => expect(shared.length).toBe(3));

test.each(shared)('the reference answer $id', ({ inputs, expected }) => {
  const [control, treatment] = [inputs.control, inputs.treatment].map(({ n, mean, sd }) =>
    summaryMoments(n, mean, sd ** 2),
  );
  const p = (better: Direction) =>
    (meanNonInferiority(control!, treatment!, inputs.margin, better) as MarginTest).pValue;
  const { noninferiority_p_higher_is_better, noninferiority_p_lower_is_better } = expected;
  expect(relativeError(p('increase'), noninferiority_p_higher_is_better)).toBeLessThan(1e-10);
  expect(relativeError(p('decrease'), noninferiority_p_lower_is_better)).toBeLessThan(1e-10);
  const both = meanEquivalence(control!, treatment!, inputs.margin) as EquivalenceTest;
  expect(relativeError(both.pValue, expected.equivalence_p)).toBeLessThan(1e-10);
});

test("rates agree with R on a grid, by the cubic's restricted rates", () => {
  const { error, row } = worst(segmentRows('margins'), (row) => {
    const control = { successes: row.x1!, n: row.n1! };
    const treatment = { successes: row.x2!, n: row.n2! };
    const of = (better: Direction) =>
      proportionNonInferiority(control, treatment, row.margin!, better) as MarginTest;
    const both = proportionEquivalence(control, treatment, row.margin!) as EquivalenceTest;
    const { lower, upper } = both.interval(row.alpha!);
    const width = row.boundHigh! - row.boundLow!;
    return [
      Math.abs(of('increase').statistic - row.zLow!),
      Math.abs(of('decrease').statistic - row.zHigh!),
      // A relative error of p is that of the statistic × z².
      Math.abs(of('increase').pValue - row.pLow!) / row.pLow! / (1 + row.zLow! ** 2),
      Math.abs(of('decrease').pValue - row.pHigh!) / row.pHigh! / (1 + row.zHigh! ** 2),
      relativeError(both.pValue, Math.max(row.pLow!, row.pHigh!)),
      Math.abs(lower - row.boundLow!) / width,
      Math.abs(upper - row.boundHigh!) / width,
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-11);
});

test('means agree with t.test on a grid', () => {
  const { error, row } = worst(segmentRows('margins'), (row) => {
    const [control, treatment] = [momentsIn(row, 'c', 1), momentsIn(row, 't', 1)];
    const of = (better: Direction) =>
      meanNonInferiority(control, treatment, row.meanMargin!, better) as MarginTest;
    const [low, high] = [of('increase'), of('decrease')];
    const width = row.meanHigh! - row.meanLow!;
    return [
      Math.abs(low.statistic - row.tLow!),
      Math.abs(high.statistic - row.tHigh!),
      relativeError(low.df!, row.df!),
      relativeError(low.pValue, row.tpLow!),
      relativeError(high.pValue, row.tpHigh!),
      Math.abs(low.bound(row.alpha!) - row.meanLow!) / width,
      Math.abs(high.bound(row.alpha!) - row.meanHigh!) / width,
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-10);
});

describe('published figures', () => {
  test('18/30 against 10/30, Farrington and Manning as gsDesign::testBinomial has it', () => {
    const [control, treatment] = [
      { successes: 10, n: 30 },
      { successes: 18, n: 30 },
    ];
    const within = proportionNonInferiority(control, treatment, 0.02, 'increase') as MarginTest;
    expect(within.statistic).toBeCloseTo(2.2257961, 7);
    expect(within.pValue).toBeCloseTo(0.0130139, 7);
    // The margin of +.02 from the other side: it is not "better by more than .02" when turned round.
    const turned = proportionNonInferiority(treatment, control, 0.02, 'decrease') as MarginTest;
    expect(turned.statistic).toBeCloseTo(-2.2257961, 7);
    const above = proportionNonInferiority(control, treatment, 0.02, 'decrease') as MarginTest;
    expect(above.statistic).toBeCloseTo(1.9154028, 7);
    expect(above.pValue).toBeGreaterThan(0.9);
  });

  test('Newcombe (1998), table II, method 5: the two-sided 95 % interval is two bounds at 2.5 %', () => {
    const [control, treatment] = [
      { successes: 48, n: 80 },
      { successes: 56, n: 70 },
    ];
    const both = proportionEquivalence(control, treatment, 0.1) as EquivalenceTest;
    expect(both.interval(0.025).lower).toBeCloseTo(0.0533, 4);
    expect(both.interval(0.025).upper).toBeCloseTo(0.3377, 4);
  });
});

const arm = fc
  .tuple(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, share]) => ({ n, successes: Math.round(n * share) }));
const moments = fc
  .tuple(fc.integer({ min: 2, max: 90 }), fc.integer({ min: -99, max: 99 }), fc.nat(99))
  .map(([n, mean, v]) => summaryMoments(n, mean / 8, v / 4));
const better = fc.constantFrom('increase' as const, 'decrease' as const);
const level = fc.double({ min: 1e-6, max: 0.49, noNaN: true });
const share = fc.integer({ min: 0, max: 300 }).map((x) => x / 1000);
const amount = fc.integer({ min: 0, max: 40 }).map((x) => x / 8);

function expectAgreement(result: MarginTest, margin: number, sign: Direction, alpha: number): void {
  const within = (bound: number) => (sign === 'increase' ? bound > -margin : bound < margin);
  const p = result.pValue;
  // The opposite claim has the other tail, as surely as that.
  expect(p + result.pValueBeyond).toBeCloseTo(1, 12);
  if (Math.abs(p / alpha - 1) > 1e-9) {
    const along = sign === 'increase' ? result.statistic : -result.statistic;
    expect(along > result.criticalValue(alpha)!).toBe(p < alpha);
  }
  for (const at of p < 0.4 ? [alpha, p, p * (1 + 2 ** -52)] : [alpha]) {
    expect(within(result.bound(at))).toBe(p < at);
  }
}

test('p < alpha exactly when the bound is within the margin, also where alpha is the p-value', () => {
  let rejections = 0;
  fc.assert(
    fc.property(arm, arm, share, better, level, (control, treatment, margin, sign, alpha) => {
      const result = proportionNonInferiority(control, treatment, margin, sign);
      if (typeof result === 'string') return;
      expectAgreement(result, margin, sign, alpha);
      if (result.pValue < alpha) rejections += 1;
    }),
  );
  fc.assert(
    fc.property(
      moments,
      moments,
      amount,
      better,
      level,
      (control, treatment, margin, sign, alpha) => {
        const result = meanNonInferiority(control, treatment, margin, sign);
        if (typeof result === 'string') return;
        expectAgreement(result, margin, sign, alpha);
        if (result.pValue < alpha) rejections += 1;
      },
    ),
  );
  expect(rejections).toBeGreaterThan(100);
});

test('equivalence is shown exactly when the interval is within the margins', () => {
  let shown = 0;
  fc.assert(
    fc.property(moments, moments, amount, level, (control, treatment, margin, alpha) => {
      const result = meanEquivalence(control, treatment, 4 * margin);
      if (typeof result === 'string') return;
      const { lower, upper } = result.interval(alpha);
      const inside = lower > -4 * margin && upper < 4 * margin;
      expect(inside).toBe(result.pValue < alpha);
      if (inside) shown += 1;
    }),
  );
  expect(shown).toBeGreaterThan(20);
});

test('a margin of 0 is the one-sided test of a difference', () => {
  fc.assert(
    fc.property(arm, arm, better, (control, treatment, sign) => {
      const alternative = sign === 'increase' ? 'greater' : 'less';
      const result = proportionNonInferiority(control, treatment, 0, sign);
      const plain = scoreTest(control, treatment, alternative);
      if (typeof plain === 'string') expect(result).toBe(plain);
      else expect((result as MarginTest).logPValue).toBeCloseTo(plain.logPValue, 8);
    }),
  );
  fc.assert(
    fc.property(moments, moments, better, (control, treatment, sign) => {
      const alternative = sign === 'increase' ? 'greater' : 'less';
      const result = meanNonInferiority(control, treatment, 0, sign);
      const plain = welchTest(control, treatment, alternative);
      if (typeof plain === 'string') expect(result).toBe(plain);
      else {
        expect((result as MarginTest).pValue).toBeCloseTo((plain as TwoSampleTest).pValue, 12);
        const bound = (result as MarginTest).bound(0.1);
        const { lower, upper } = plain.effectInterval(0.1);
        expect(bound).toBeCloseTo((lower ?? upper)!, 10);
      }
    }),
  );
});

test('a wider margin is easier to stay within', () => {
  fc.assert(
    fc.property(arm, arm, share, better, (control, treatment, margin, sign) => {
      const results = [margin, margin + 0.01].map((m) =>
        proportionNonInferiority(control, treatment, m, sign),
      );
      if (results.some((result) => typeof result === 'string')) return;
      const [near, far] = results as MarginTest[];
      expect(far!.logPValue).toBeLessThanOrEqual(near!.logPValue + 1e-9);
    }),
  );
});

test('no success in either arm shows that the rates differ by little', () => {
  const none = { successes: 0, n: 2000 };
  const result = proportionEquivalence(none, none, 0.01) as EquivalenceTest;
  expect(result.pValue).toBeLessThan(1e-4);
  expect(result.interval(0.05).upper).toBeLessThan(0.01);
});

test('what cannot be tested says why', () => {
  const some = { successes: 1, n: 3 };
  expect(proportionNonInferiority({ successes: 0, n: 0 }, some, 0.1, 'increase')).toBe(
    'TOO_FEW_UNITS',
  );
  const none = { successes: 0, n: 3 };
  expect(proportionNonInferiority(none, none, 0, 'decrease')).toMatchObject({ pValue: 0.5 });
  const [one, flat] = [summaryMoments(1, 2, 0), summaryMoments(5, 2, 0)];
  expect(meanNonInferiority(one, flat, 1, 'increase')).toBe('TOO_FEW_UNITS');
  expect(meanEquivalence(flat, flat, 1)).toBe('ZERO_VARIANCE');
  const huge = summaryMoments(5, 2, Infinity);
  expect(meanEquivalence(flat, huge, 1)).toBe('NUMBERS_TOO_LARGE');
  for (const margin of [-0.1, 1, Number.NaN]) {
    expect(() => proportionNonInferiority(some, some, margin, 'increase')).toThrow(RangeError);
  }
  expect(() => meanNonInferiority(flat, flat, -1, 'increase')).toThrow(RangeError);
});
