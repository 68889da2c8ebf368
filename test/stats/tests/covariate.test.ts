import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addUnit,
  emptyMoments,
  type Moments,
  summaryMoments,
  variance,
} from '../../../src/stats/moments.js';
import { type Random, randomStream } from '../../../src/stats/random/random.js';
import { drawNormal } from '../../../src/stats/random/random-draws.js';
import {
  type CovariateDistance,
  covariateColumns,
  covariateDistance,
  knownMoments,
} from '../../../src/stats/tests/covariate.js';
import { welchTest } from '../../../src/stats/tests/means-test.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { relativeError } from '../reference.js';
import { momentsIn, segmentRows } from './segments-reference.js';

function momentsOf(units: readonly (readonly number[])[], measures = 1): Moments {
  const moments = emptyMoments(measures);
  for (const unit of units) addUnit(moments, unit);
  return moments;
}

test('the moments of units that have a covariate are those of these units', () => {
  const value = fc.option(fc.integer({ min: -400, max: 400 }).map((x) => 25 + x / 16));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (values) => {
      const all = momentsOf(
        values.map((x) => [1, ...covariateColumns(x)]),
        3,
      );
      const known = momentsOf(values.filter((x) => x !== null).map((x) => [x]));
      const found = knownMoments(all, 1);
      expect(found.n).toBe(known.n);
      if (known.n === 0) return;
      expect(found.mean[0]! + found.residual[0]!).toBeCloseTo(known.mean[0]!, 11);
      if (known.n > 1) expect(variance(found)).toBeCloseTo(variance(known), 8);
      expect(found.third![0]!).toBeCloseTo(known.third![0]!, 5);
    }),
  );
});

test('how far a covariate is apart is at least what R has by Welch', () => {
  for (const row of segmentRows('covariates')) {
    const of = (arm: 'c' | 't') => {
      const { n, mean, residual, comoment } = momentsIn(row, arm, 2);
      return {
        n,
        mean: [mean[1]!],
        residual: [residual[1]!],
        comoment: [comoment[2]!],
        third: null,
      };
    };
    const welch = welchTest(of('c'), of('t'), 'two-sided') as TwoSampleTest;
    expect(relativeError(welch.pValue, row.balanceP!)).toBeLessThan(1e-9);
    const { logPValue } = covariateDistance(of('c'), of('t')) as CovariateDistance;
    expect(logPValue).toBeGreaterThanOrEqual(welch.logPValue);
  }
});

test('a skewed covariate at 99 : 1 raises no false alarm, as by Welch alone it would in a tenth', () => {
  const [runs, alarm] = [1000, Math.log(0.001)];
  let [byWelch, byBoth, invalid] = [0, 0, 0];
  const armOf = (units: number, random: Random) =>
    momentsOf(Array.from({ length: units }, () => [Math.exp(2 * drawNormal(random))]));
  for (let run = 0; run < runs; run += 1) {
    const random = randomStream(20240607, [run, 0]);
    const [control, treatment] = [armOf(990, random), armOf(10, random)];
    const distance = covariateDistance(control, treatment) as CovariateDistance;
    if ((welchTest(control, treatment, 'two-sided') as TwoSampleTest).logPValue < alarm)
      byWelch += 1;
    if (distance.logPValue < alarm) byBoth += 1;
    if (distance.bound < 0.001) invalid += 1;
  }
  expect(byWelch / runs).toBeGreaterThan(0.05);
  expect(byBoth / runs).toBeLessThan(0.001 + 4 * Math.sqrt(0.001 / runs));
  expect(invalid).toBe(0);
});

test('so many units are known as there are, of however many', () => {
  for (let n = 1; n <= 120; n += 1) {
    const moments = emptyMoments(2);
    for (let i = 0; i < n; i += 1) {
      addUnit(moments, covariateColumns((i * 7) % n < n / 3 ? null : i));
    }
    const known = Array.from({ length: n }, (_, i) => (i * 7) % n).filter((i) => i >= n / 3);
    expect(knownMoments(moments, 0).n).toBe(known.length);
  }
});

test('third moments of tiny amounts are as those of large ones, and rounding is none', () => {
  const thirdOf = (unit: number, values: readonly (number | null)[]) => {
    const columns = values.map((x) => covariateColumns(x === null ? null : x * unit));
    return knownMoments(momentsOf(columns, 2), 0).third![0]!;
  };
  for (const unit of [1e-9, 1, 1e9]) {
    // About their mean of 3 the third powers of 1, 2 and 6 are −8, −1 and 27.
    expect(thirdOf(unit, [1, null, 2, 6, null]) / unit ** 3).toBeCloseTo(18, 9);
    expect(thirdOf(unit, [0.1, null, 0.2, 0.3, null, null])).toBe(0);
  }
});

test('about the p-value of a skewed covariate is told where its skewness is known and not too far out', () => {
  const of = (n: number, mean: number, skew: number | null) =>
    summaryMoments(n, mean, 1, skew === null ? null : skew);
  const told = (mean: number, skew: number | null) =>
    covariateDistance(of(2000, 5, skew), of(200, mean, skew)) as CovariateDistance;
  expect(told(5.2, null).logPSkewed).toBeNull();
  expect(told(5.2, 0).logPSkewed).toBeCloseTo(told(5.2, 0).logPValue, 6);
  const skewed = told(5.1, 1);
  expect(skewed.logPSkewed).toBeGreaterThan(skewed.logPValue + 0.05);
  expect(told(5, 3).logPSkewed).toBeLessThanOrEqual(0);
  expect(told(9, 8).logPSkewed).toBeNull();
});
