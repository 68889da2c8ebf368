import fc from 'fast-check';
import { expect, test } from 'vitest';
import { studentReference } from '../../../src/stats/distributions/reference-distribution.js';
import { addUnit, emptyMoments, type Moments, variance } from '../../../src/stats/moments.js';
import { differenceTest, welchTest } from '../../../src/stats/tests/means-test.js';
import { estimatedMean } from '../../../src/stats/tests/point-estimate.js';
import { linearizedRatio, ratioTest } from '../../../src/stats/tests/ratio-test.js';
import type { Interval, TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { relativeError, worst } from '../reference.js';
import { excludesZero, momentsIn, segmentCases, segmentRows } from './segments-reference.js';

function momentsOf(units: number[][], measurements = 2): Moments {
  const moments = emptyMoments(measurements);
  for (const unit of units) addUnit(moments, unit);
  return moments;
}

function pairs({ numerator, denominator }: { numerator: number[]; denominator: number[] }) {
  return momentsOf(numerator.map((x, i) => [x, denominator[i]!]));
}

function tested(control: Moments, treatment: Moments) {
  return ratioTest(control, treatment, 'two-sided') as TwoSampleTest;
}

/** The delta method as published, for many units: z, without what few of them ask for. */
function asymptotic(control: Moments, treatment: Moments) {
  const arms = {
    control: estimatedMean(linearizedRatio(control)),
    treatment: estimatedMean(linearizedRatio(treatment)),
  };
  return differenceTest('delta', arms, studentReference(null), 'two-sided');
}

function endErrors(actual: Interval | null, lower: number | null, upper: number | null): number[] {
  if (actual === null || lower === null) return [actual === null && lower === null ? 0 : 1];
  const width = upper! - lower;
  return [Math.abs(actual.lower! - lower) / width, Math.abs(actual.upper! - upper!) / width];
}

const shared = segmentCases('ratio-of-means');

test('there are shared cases', () => expect(shared.length).toBe(3));

test.each(shared)('the reference answer $id', ({ inputs, expected }) => {
  const [control, treatment] = [pairs(inputs.control), pairs(inputs.treatment)];
  const [a, b] = [linearizedRatio(control), linearizedRatio(treatment)];
  expect(relativeError(a.mean[0]!, expected.ratio_control)).toBeLessThan(1e-12);
  expect(relativeError(b.mean[0]!, expected.ratio_treatment)).toBeLessThan(1e-12);
  expect(relativeError(Math.sqrt(variance(a) / a.n), expected.se_control)).toBeLessThan(1e-12);
  expect(relativeError(Math.sqrt(variance(b) / b.n), expected.se_treatment)).toBeLessThan(1e-12);
  const result = asymptotic(control, treatment);
  expect(relativeError(result.statistic!, expected.z)).toBeLessThan(1e-11);
  expect(relativeError(result.pValue, expected.p_two_sided_normal)).toBeLessThan(1e-10);
  const [lower, upper] = expected.relative_fieller_ci;
  expect(Math.max(...endErrors(result.relativeInterval(0.05), lower, upper))).toBeLessThan(1e-9);
});

test('many units leave of the correction what their number says', () => {
  for (const row of segmentRows('ratios')) {
    const [control, treatment] = [momentsIn(row, 'c', 2), momentsIn(row, 't', 2)];
    const fewest = Math.min(control.n, treatment.n);
    const ours = tested(control, treatment).statistic! / asymptotic(control, treatment).statistic!;
    expect(ours).toBeLessThan(1);
    expect(ours).toBeGreaterThan(1 - 1 / fewest);
  }
});

test('agrees with R on a grid, found there unit by unit and by search', () => {
  const { error, row } = worst(segmentRows('ratios'), (row) => {
    const result = asymptotic(momentsIn(row, 'c', 2), momentsIn(row, 't', 2));
    return [
      relativeError(result.statistic!, row.z!),
      relativeError(result.pValue, row.p!),
      ...endErrors(result.effectInterval(row.alpha!), row.lower!, row.upper!),
      ...endErrors(result.relativeInterval(row.alpha!), row.relativeLower!, row.relativeUpper!),
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-11);
});

const unit = fc.tuple(
  fc.integer({ min: -200, max: 90 }).map((x) => x / 8),
  fc.integer({ min: 1, max: 90 }).map((x) => x / 4),
);
const arm = fc.array(unit, { minLength: 2, maxLength: 40 });
const level = fc.double({ min: 1e-6, max: 0.6, noNaN: true });
const side = fc.constantFrom('two-sided' as const, 'greater' as const, 'less' as const);

test('p < alpha exactly when an interval excludes 0, also where alpha is the p-value', () => {
  let rejections = 0;
  fc.assert(
    fc.property(arm, arm, level, side, (control, treatment, alpha, alternative) => {
      const result = ratioTest(momentsOf(control), momentsOf(treatment), alternative);
      if (typeof result === 'string') return;
      const p = result.pValue;
      for (const at of p < 0.9 ? [alpha, p, p * (1 + 2 ** -52)] : [alpha]) {
        expect(excludesZero(result.effectInterval(at))).toBe(p < at);
        const relative = result.relativeInterval(at);
        if (relative === null) continue;
        expect(excludesZero(relative)).toBe(p < at);
        // Ends that were set for the wrong sign would be out of order.
        const { lower, upper } = relative;
        if (lower !== null && upper !== null && at < 0.5) expect(lower).toBeLessThanOrEqual(upper);
        if (p < at) rejections += 1;
      }
    }),
    { numRuns: 500 },
  );
  expect(rejections).toBeGreaterThan(100);
});

test('swapping the arms mirrors the test', () => {
  fc.assert(
    fc.property(arm, arm, level, (control, treatment, alpha) => {
      const there = ratioTest(momentsOf(control), momentsOf(treatment), 'two-sided');
      const back = ratioTest(momentsOf(treatment), momentsOf(control), 'two-sided');
      if (typeof there === 'string' || typeof back === 'string') {
        expect(back).toBe(there);
        return;
      }
      expect(back.statistic!).toBe(-there.statistic!);
      expect(back.effectInterval(alpha).lower).toBe(-there.effectInterval(alpha).upper!);
    }),
  );
});

test('the units of numerator and denominator do not matter', () => {
  fc.assert(
    fc.property(arm, arm, (control, treatment) => {
      const scaled = (units: number[][]) => momentsOf(units.map(([x, y]) => [1000 * x!, y! / 60]));
      const plain = ratioTest(momentsOf(control), momentsOf(treatment), 'two-sided');
      const other = ratioTest(scaled(control), scaled(treatment), 'two-sided');
      if (typeof plain === 'string') expect(other).toBe(plain);
      else expect((other as TwoSampleTest).statistic!).toBeCloseTo(plain.statistic!, 8);
    }),
  );
});

test('with a denominator of 1 it is the difference of means', () => {
  fc.assert(
    fc.property(arm, arm, (control, treatment) => {
      const ones = (units: number[][]) => momentsOf(units.map(([x]) => [x!, 1]));
      const means = welchTest(ones(control), ones(treatment), 'two-sided');
      const ratios = ratioTest(ones(control), ones(treatment), 'two-sided');
      if (typeof means === 'string') expect(ratios).toBe(means);
      else {
        expect((ratios as TwoSampleTest).statistic!).toBeCloseTo(means.statistic!, 10);
        expect((ratios as TwoSampleTest).df!).toBeCloseTo(means.df!, 10);
      }
    }),
  );
});

test('ratios below 0 turn the relative effect round', () => {
  const below = (units: number[][]) => momentsOf(units.map(([x, y]) => [-x!, y!]));
  const [control, treatment] = [
    [
      [4, 2],
      [5, 2],
      [4, 2.5],
    ],
    [
      [8, 2],
      [9, 2],
      [8, 2.5],
    ],
  ];
  const result = tested(below(control!), below(treatment!));
  expect(result.effectInterval(0.05).upper).toBeLessThan(0);
  const { lower, upper } = result.relativeInterval(0.05)!;
  expect(lower).toBeGreaterThan(0);
  expect(upper).toBeGreaterThan(lower!);
});

test('what cannot be tested says why', () => {
  const some = momentsOf([
    [1, 2],
    [2, 3],
    [0, 4],
  ]);
  expect(ratioTest(momentsOf([[1, 2]]), some, 'greater')).toBe('TOO_FEW_UNITS');
  // One unit has all of the denominators, so its arm has one unit's worth of ratio.
  const lone = momentsOf([
    [1, 2],
    [0.5, 0],
  ]);
  expect(ratioTest(lone, some, 'greater')).toBe('TOO_FEW_UNITS');
  expect(
    ratioTest(
      momentsOf([
        [1, 0],
        [2, 0],
      ]),
      some,
      'greater',
    ),
  ).toBe('ZERO_DENOMINATOR');
  // Every unit has the same ratio: the delta variance is all cancellation.
  const thirds = momentsOf([
    [0.1, 0.3],
    [0.7, 2.1],
    [1.3, 3.9],
  ]);
  expect(ratioTest(thirds, thirds, 'greater')).toBe('ZERO_VARIANCE');
  const huge = momentsOf([
    [1e200, 1],
    [-1e200, 2],
    [3e200, 1],
  ]);
  expect(ratioTest(huge, some, 'greater')).toBe('NUMBERS_TOO_LARGE');
});
