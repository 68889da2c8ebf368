import { describe, expect, test } from 'vitest';
import type { MetricAggregate } from '../../../src/experiment/aggregates.js';
import { estimatedArms, stratifiedArms } from '../../../src/experiment/compare/estimated-arms.js';
import type { Samples } from '../../../src/experiment/compare/tests.js';
import { addUnit, emptyMoments } from '../../../src/stats/moments.js';
import { differenceVariance, type EstimatedArms } from '../../../src/stats/tests/point-estimate.js';
import { mean, rate } from '../given.js';

const of = (control: MetricAggregate, treatment: MetricAggregate): Samples => ({
  control,
  treatment,
});

function known(arms: EstimatedArms | string): EstimatedArms {
  if (typeof arms === 'string') throw new Error(arms);
  return arms;
}

function unitsOf(units: readonly (readonly number[])[]): MetricAggregate {
  const moments = emptyMoments(units[0]!.length);
  for (const unit of units) addUnit(moments, unit);
  return { moments, successes: null, missing: 0 };
}

function near({ control, treatment }: EstimatedArms, expected: [number, number][]) {
  for (const [i, arm] of [control, treatment].entries()) {
    expect(arm.estimate).toBeCloseTo(expected[i]![0], 12);
    expect(arm.variance / expected[i]![1]).toBeCloseTo(1, 10);
  }
}

describe('two arms', () => {
  test('of rates have each its own variance, with half a success more where one is sure', () => {
    const arms = known(estimatedArms(of(rate(100, 1000), rate(120, 500)), 'proportion', []));
    near(arms, [
      [0.1, (0.1 * 0.9) / 1000],
      [0.24, (0.24 * 0.76) / 500],
    ]);
    for (const [successes, half] of [
      [0, 0.5],
      [500, 500.5],
    ]) {
      const own = (half! / 501) * (1 - half! / 501);
      const sure = known(
        estimatedArms(of(rate(100, 1000), rate(successes!, 500)), 'proportion', []),
      );
      near(sure, [
        [0.1, ((100.5 / 1001) * (900.5 / 1001)) / 1001],
        [successes! / 500, own / 501],
      ]);
    }
    for (const samples of [of(rate(0, 0), rate(1, 2)), of(rate(1, 2), rate(0, 0))])
      expect(estimatedArms(samples, 'proportion', [])).toBe('TOO_FEW_UNITS');
  });

  test('of means and ratios have those of their tests', () => {
    near(known(estimatedArms(of(mean(10, 5, 4), mean(20, 7, 8)), 'mean', [])), [
      [5, 0.4],
      [7, 0.4],
    ]);
    expect(estimatedArms(of(mean(1, 5, 0), mean(20, 7, 8)), 'mean', [])).toBe('TOO_FEW_UNITS');
    const [a, b] = [
      unitsOf([
        [2, 1],
        [4, 3],
        [7, 2],
      ]),
      unitsOf([
        [5, 2],
        [6, 2],
        [9, 4],
        [3, 1],
      ]),
    ];
    // R: r <- sum(a)/sum(b); var(a - r * b)/mean(b)^2/n * ((1 - 1/n)/(1 - sum(b^2)/sum(b)^2))^2
    near(known(estimatedArms(of(a, b), 'ratio', [])), [
      [13 / 6, 0.66391184573003],
      [23 / 9, 0.048309948979592],
    ]);
    const none = unitsOf([
      [1, 0],
      [2, 0],
    ]);
    expect(estimatedArms(of(a, none), 'ratio', [])).toBe('ZERO_DENOMINATOR');
  });

  test('with a covariate have what it leaves; there is none where nothing varies', () => {
    // The value follows the covariate but for ±1 that has nothing to do with it; arms differ by 3.
    const arm = (from: number) =>
      unitsOf(
        Array.from({ length: 40 }, (_, i) => {
          const before = Math.floor(i / 4);
          return [from + 2 * before + (i % 2 === 0 ? 1 : -1), before, 0];
        }),
      );
    const arms = known(estimatedArms(of(arm(1), arm(4)), 'mean', ['before']));
    expect(arms.treatment.estimate - arms.control.estimate).toBeCloseTo(3, 10);
    // Squares of 1 around each line, 40 on 38 degrees of freedom in each arm.
    expect(differenceVariance(arms)).toBeCloseTo(2 / 38, 2);
    const constant = unitsOf(Array.from({ length: 9 }, (_, i) => [5, i, 0]));
    expect(estimatedArms(of(constant, constant), 'mean', ['before'])).toBe('ZERO_VARIANCE');
    const none = unitsOf([
      [1, 0, 3, 0],
      [2, 0, 4, 0],
      [3, 0, 7, 0],
    ]);
    expect(estimatedArms(of(none, none), 'ratio', ['before'])).toBe('ZERO_DENOMINATOR');
  });
});

describe('within strata', () => {
  const first = of(mean(10, 5, 4), mean(10, 7, 8));
  const second = of(mean(20, 1, 2), mean(30, 2, 6));

  test('means are averaged by n m ÷ (n + m), 5 and 12', () => {
    near(known(stratifiedArms([first, second], 'mean', [])), [
      [(5 * 5 + 12 * 1) / 17, (25 * 0.4 + 144 * 0.1) / 289],
      [(5 * 7 + 12 * 2) / 17, (25 * 0.8 + 144 * 0.2) / 289],
    ]);
  });

  test('those of an arm with one unit are left out, those of two are not', () => {
    const all = known(stratifiedArms([first, second], 'mean', []));
    const one = [of(mean(1, 90, 0), mean(9, 90, 1)), of(mean(9, 90, 1), mean(1, 90, 0))];
    expect(stratifiedArms([first, ...one, second], 'mean', [])).toEqual(all);
    const two = of(mean(2, 5, 4), mean(2, 7, 8));
    near(known(stratifiedArms([two], 'mean', [])), [
      [5, 2],
      [7, 4],
    ]);
    expect(stratifiedArms(one, 'mean', [])).toBe('TOO_FEW_UNITS');
    expect(stratifiedArms([], 'proportion', [])).toBe('TOO_FEW_UNITS');
  });

  test('means that do not vary are known there', () => {
    const constant = of(mean(10, 3, 0), mean(10, 4, 0));
    near(known(stratifiedArms([first, constant], 'mean', [])), [
      [4, 0.1],
      [5.5, 0.2],
    ]);
    const half = unitsOf([
      [1, 2],
      [2, 4],
      [3, 6],
    ]);
    const [a, b] = [
      unitsOf([
        [2, 1],
        [4, 3],
        [7, 2],
      ]),
      unitsOf([
        [5, 2],
        [6, 2],
        [9, 4],
        [3, 1],
      ]),
    ];
    const ratios = known(stratifiedArms([of(half, half), of(a, b)], 'ratio', []));
    // Weights 3 · 3 ÷ 6 and 3 · 4 ÷ 7.
    const share = 1.5 / (1.5 + 12 / 7);
    expect(ratios.control.estimate).toBeCloseTo(share * 0.5 + ((1 - share) * 13) / 6, 12);
    expect(ratios.control.variance).toBeCloseTo((1 - share) ** 2 * 0.66391184573003, 12);
  });

  test('a stratum that cannot be tested says why', () => {
    const none = unitsOf([
      [1, 0],
      [2, 0],
    ]);
    const some = unitsOf([
      [2, 1],
      [4, 3],
      [7, 2],
    ]);
    expect(stratifiedArms([of(some, some), of(none, some)], 'ratio', [])).toBe('ZERO_DENOMINATOR');
  });

  test('of counts the error is that of Mantel and Haenszel’s test', () => {
    const strata = [of(rate(10, 100), rate(15, 120)), of(rate(30, 200), rate(20, 100))];
    const { control, treatment } = known(stratifiedArms(strata, 'proportion', []));
    expect(control.estimate).toBeCloseTo(0.1275, 12);
    expect(treatment.estimate).toBeCloseTo(0.16625, 12);
    // R, stratum by stratum from N/(N-1) (S (N-S)/N - w d^2) and d (1 - 2 (S - m d)/N - d), which have the expectations
    // of n vc + m vt and vt - vc: sum(w^2 * (vc/n + vt/m)) / sum(w)^2; shared as the arms' own, .000375 and .000669.
    expect((control.variance + treatment.variance) / 0.001033214590777).toBeCloseTo(1, 10);
    expect(treatment.variance / control.variance).toBeCloseTo(0.0006685703125 / 0.00037509375, 10);
    const single = known(stratifiedArms([of(rate(1, 1), rate(0, 1)), ...strata], 'proportion', []));
    expect(single.control.estimate).toBeGreaterThan(0.1275);
    const nobody = of(rate(0, 0), rate(5, 9));
    expect(known(stratifiedArms([nobody, ...strata], 'proportion', [])).control).toEqual(control);
    const sure = of(rate(0, 50), rate(0, 50));
    expect(stratifiedArms([sure], 'proportion', [])).toBe('ZERO_VARIANCE');
  });
});

test('what adjusted arms share is averaged with the squares of the weights', () => {
  const arm = (n: number, by: number) =>
    unitsOf(Array.from({ length: n }, (_, i) => [by + 2 * (i % 7) + ((3 * i) % 5), i % 7, 0]));
  const [first, second] = [of(arm(20, 1), arm(30, 4)), of(arm(28, 2), arm(21, 3))];
  const parts = [first, second].map((part) => known(estimatedArms(part, 'mean', ['before'])));
  const shares = [12, 12].map((weight) => weight / 24);
  const shared = parts.map(({ covariance }) => covariance!);
  expect(Math.min(...shared.map(Math.abs))).toBeGreaterThan(0);
  const { covariance } = known(stratifiedArms([first, second], 'mean', ['before']));
  const expected = shares[0]! ** 2 * shared[0]! + shares[1]! ** 2 * shared[1]!;
  expect(covariance! / expected).toBeCloseTo(1, 10);
  expect(known(stratifiedArms([first], 'mean', ['before'])).covariance).toBeCloseTo(shared[0]!, 14);
});
