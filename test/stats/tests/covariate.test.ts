import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addUnit,
  emptyMoments,
  type Moments,
  mergeMoments,
  variance,
} from '../../../src/stats/moments.js';
import { type Random, randomStream } from '../../../src/stats/random/random.js';
import { drawNormal } from '../../../src/stats/random/random-draws.js';
import {
  adjustedMoments,
  type CovariateDistance,
  covariateAdjustment,
  covariateBalance,
  covariateDistance,
  varianceReduction,
} from '../../../src/stats/tests/covariate.js';
import { welchTest } from '../../../src/stats/tests/means-test.js';
import { deltaTest, linearizedRatio } from '../../../src/stats/tests/ratio-test.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { relativeError, worst } from '../reference.js';
import { momentsIn, segmentCases, segmentRows } from './segments-reference.js';

function momentsOf(units: number[][]): Moments {
  const moments = emptyMoments(2);
  for (const unit of units) addUnit(moments, unit);
  return moments;
}

function adjustedTest(control: Moments, treatment: Moments) {
  const adjustment = covariateAdjustment([control, treatment]);
  const [a, b] = [adjustedMoments(control, adjustment), adjustedMoments(treatment, adjustment)];
  const result = welchTest(a, b, 'two-sided') as TwoSampleTest;
  return { ...result, theta: adjustment.theta, effect: b.mean[0]! - a.mean[0]! };
}

const shared = segmentCases('cuped');

test('there are shared cases', () => expect(shared.length).toBe(3));

test.each(shared)('the reference answer $id', ({ inputs, expected }) => {
  const pairs = ({ y, pre }: { y: number[]; pre: number[] }) =>
    momentsOf(y.map((value, i) => [value, pre[i]!]));
  const [control, treatment] = [pairs(inputs.control), pairs(inputs.treatment)];
  const result = adjustedTest(control, treatment);
  expect(relativeError(result.theta, expected.theta_within)).toBeLessThan(1e-12);
  expect(relativeError(result.effect, expected.within.difference)).toBeLessThan(1e-11);
  expect(relativeError(result.pValue, expected.within.p)).toBeLessThan(1e-10);
  const { lower, upper } = result.effectInterval(0.05);
  expect(lower).toBeCloseTo(expected.within.ci[0], 11);
  expect(upper).toBeCloseTo(expected.within.ci[1], 11);
  // With the theta over all units as well, since the adjustment takes any.
  const other = { ...covariateAdjustment([control, treatment]), theta: expected.theta_pooled };
  const [a, b] = [adjustedMoments(control, other), adjustedMoments(treatment, other)];
  const pooled = welchTest(a, b, 'two-sided') as TwoSampleTest;
  expect(relativeError(pooled.pValue, expected.pooled.p)).toBeLessThan(1e-10);
});

test('agrees with R on a grid, where theta and effect are coefficients of a regression', () => {
  const { error, row } = worst(segmentRows('covariates'), (row) => {
    const [control, treatment] = [momentsIn(row, 'c', 2), momentsIn(row, 't', 2)];
    const adjustment = covariateAdjustment([control, treatment]);
    const result = adjustedTest(control, treatment);
    const { lower, upper } = result.effectInterval(0.05);
    const width = row.upper! - row.lower!;
    return [
      Math.abs(result.theta / row.theta! - 1),
      Math.abs(result.effect - row.effect!) / width,
      Math.abs(result.statistic! - row.t!),
      relativeError(result.df!, row.df!),
      Math.abs(lower! - row.lower!) / width,
      Math.abs(upper! - row.upper!) / width,
      Math.abs(varianceReduction(control, treatment, adjustment) - row.reduction!),
      relativeError((covariateBalance(control, treatment) as TwoSampleTest).pValue, row.balanceP!),
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-9);
});

test('a ratio is adjusted through its linearization, as R has it unit by unit', () => {
  const { error, row } = worst(segmentRows('ratios'), (row) => {
    const [control, treatment] = [
      linearizedRatio(momentsIn(row, 'c', 3)),
      linearizedRatio(momentsIn(row, 't', 3)),
    ];
    const adjustment = covariateAdjustment([control, treatment]);
    const [a, b] = [adjustedMoments(control, adjustment), adjustedMoments(treatment, adjustment)];
    const result = deltaTest(a, b, 'two-sided') as TwoSampleTest;
    return [
      Math.abs(adjustment.theta - row.theta!),
      Math.abs(b.mean[0]! - a.mean[0]! - row.adjustedEffect!),
      Math.abs(result.statistic! - row.adjustedZ!),
      Math.abs(varianceReduction(control, treatment, adjustment) - row.reduction!),
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-10);
});

const number = fc.integer({ min: -400, max: 400 }).map((x) => x / 16);
const arm = fc.array(fc.tuple(number, number), { minLength: 3, maxLength: 40 });

test('adding a constant to the covariate, or scaling it, changes nothing', () => {
  fc.assert(
    fc.property(
      arm,
      arm,
      number,
      fc.constantFrom(0.001, -3, 250),
      (control, treatment, add, by) => {
        const moved = (units: number[][]) =>
          momentsOf(units.map(([y, x]) => [y!, by * (x! + 1e4 * add)]));
        const plain = adjustedTest(momentsOf(control), momentsOf(treatment));
        const other = adjustedTest(moved(control), moved(treatment));
        if (typeof plain.pValue !== 'number') return;
        expect(other.theta * by).toBeCloseTo(plain.theta, 6);
        expect(other.effect).toBeCloseTo(plain.effect, 6);
      },
    ),
  );
});

test('the pooled theta gives the least variance within arms', () => {
  fc.assert(
    fc.property(arm, arm, fc.constantFrom(0.9, 1.1), (control, treatment, factor) => {
      const arms = [momentsOf(control), momentsOf(treatment)];
      const best = covariateAdjustment(arms);
      const spread = (theta: number) =>
        arms
          .map((one) => adjustedMoments(one, { ...best, theta }).comoment[0]!)
          .reduce((sum, comoment) => sum + comoment, 0);
      expect(spread(best.theta)).toBeLessThanOrEqual(
        spread(best.theta * factor) * (1 + 1e-9) + 1e-9,
      );
      expect(spread(best.theta)).toBeLessThanOrEqual(spread(0) * (1 + 1e-9) + 1e-9);
    }),
  );
});

test('adjusted moments are those of the adjusted units, and merge like them', () => {
  fc.assert(
    fc.property(arm, arm, (one, two) => {
      const adjustment = { theta: 0.7, centre: 3 };
      const units = [...one, ...two].map(([y, x]) => y - 0.7 * (x - 3));
      const direct = emptyMoments();
      for (const unit of units) addUnit(direct, [unit]);
      const merged = adjustedMoments(mergeMoments(momentsOf(one), momentsOf(two)), adjustment);
      expect(merged.n).toBe(direct.n);
      expect(merged.mean[0]).toBeCloseTo(direct.mean[0]!, 11);
      expect(variance(merged)).toBeCloseTo(variance(direct), 8);
    }),
  );
});

test('a treatment that moves the metric does not move theta', () => {
  const control = momentsOf([
    [1, 1],
    [2, 2],
    [4, 3],
  ]);
  const treatment = (add: number) =>
    momentsOf([
      [1 + add, 2],
      [3 + add, 4],
      [4 + add, 5],
    ]);
  const [plain, moved] = [0, 1000].map((add) => covariateAdjustment([control, treatment(add)]));
  expect(moved!.theta).toBeCloseTo(plain!.theta, 10);
});

test('a covariate that does not vary adjusts nothing', () => {
  const [control, treatment] = [
    momentsOf([
      [1, 5],
      [2, 5],
    ]),
    momentsOf([
      [3, 5],
      [7, 5],
    ]),
  ];
  const adjustment = covariateAdjustment([control, treatment]);
  expect(adjustment.theta).toBe(0);
  expect(adjustedMoments(treatment, adjustment).mean).toEqual([5]);
  expect(varianceReduction(control, treatment, adjustment)).toBe(0);
  expect(covariateBalance(control, treatment)).toBe('ZERO_VARIANCE');
});

test('a metric that does not vary cannot be improved', () => {
  const flat = [
    momentsOf([
      [4, 1],
      [4, 2],
    ]),
    momentsOf([
      [4, 5],
      [4, 3],
    ]),
  ] as const;
  expect(varianceReduction(...flat, covariateAdjustment(flat))).toBe(0);
});

test('a metric that the covariate tells exactly has no variance left', () => {
  const line = (xs: number[]) => momentsOf(xs.map((x) => [0.1 + 0.3 * x, x]));
  const [control, treatment] = [line([0.7, 1.1, 5.3, 2.9]), line([0.2, 3.3, 9.1])];
  const adjustment = covariateAdjustment([control, treatment]);
  expect(varianceReduction(control, treatment, adjustment)).toBe(1);
  const arms = [control, treatment].map((arm) => adjustedMoments(arm, adjustment));
  expect(welchTest(arms[0]!, arms[1]!, 'two-sided')).toBe('ZERO_VARIANCE');
});

test('a skewed covariate at 99 : 1 raises no false alarm, as by Welch alone it would in a tenth', () => {
  const [runs, alarm] = [1000, Math.log(0.001)];
  let [byWelch, byBoth, invalid] = [0, 0, 0];
  const armOf = (units: number, random: Random) =>
    momentsOf(Array.from({ length: units }, () => [0, Math.exp(2 * drawNormal(random))]));
  for (let run = 0; run < runs; run += 1) {
    const random = randomStream(20240607, [run, 0]);
    const [control, treatment] = [armOf(990, random), armOf(10, random)];
    const distance = covariateDistance(control, treatment) as CovariateDistance;
    if ((covariateBalance(control, treatment) as TwoSampleTest).logPValue < alarm) byWelch += 1;
    if (distance.logPValue < alarm) byBoth += 1;
    if (distance.bound < 0.001) invalid += 1;
  }
  expect(byWelch / runs).toBeGreaterThan(0.05);
  expect(byBoth / runs).toBeLessThan(0.001 + 4 * Math.sqrt(0.001 / runs));
  expect(invalid).toBe(0);
});

test('no arms are a mistake', () => expect(() => covariateAdjustment([])).toThrow(RangeError));
