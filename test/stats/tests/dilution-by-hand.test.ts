import { describe, expect, test } from 'vitest';
import { summaryMoments } from '../../../src/stats/moments.js';
import {
  controlPerTriggered,
  type Outside,
  withOutside,
} from '../../../src/stats/tests/dilution.js';

const Z = 1.959963984540054;
const control = { estimate: 3, variance: 0.04 };
const arms = { control, treatment: { estimate: 3.5, variance: 0.09 }, covariance: 0.01 };
const outside = (sum: number, variance: number, units = 1.5): Outside => ({
  ...{ sums: [units, sum], triggered: 40 },
  covariance: [
    [0.02, 0.05],
    [0.05, variance],
  ],
});

describe('what all units of the control come to for each that is triggered', () => {
  test('is the sum of both, and errs together with the effect as far as the control does', () => {
    const found = controlPerTriggered(arms, outside(6, 0.3));
    expect([found.estimate, found.variance]).toEqual([9, expect.closeTo(0.34, 14)]);
    // Of treatment − control the variance is 0.11, their covariance 0.01 − 0.04.
    expect(found.correlation).toBeCloseTo(-0.03 / Math.sqrt(0.11 * 0.34), 13);
    const plain = controlPerTriggered({ ...arms, covariance: 0.06 }, outside(6, 0.3));
    expect(plain.correlation).toBeCloseTo(0.02 / Math.sqrt(0.01 * 0.34), 13);
    const apart = controlPerTriggered({ control, treatment: arms.treatment }, outside(6, 0.3));
    expect(apart.correlation).toBeCloseTo(-0.04 / Math.sqrt(0.13 * 0.34), 13);
  });

  test('errs no more together than wholly, be it by rounding, and not at all where nothing errs', () => {
    const of = (own: number, other: number, covariance: number) =>
      controlPerTriggered(
        {
          control: { estimate: 1, variance: own },
          treatment: { estimate: 1, variance: other },
          covariance,
        },
        outside(0, 0),
      ).correlation;
    expect(of(0.1, 0.4, 0.2)).toBe(1);
    expect(of(0.25, 0, 0)).toBe(-1);
    expect(of(0, 0, 0)).toBe(0);
  });

  /* With a share of 0.4 in 100 units, by scipy 1.17.1: Wilson's ends times the mean outside, and the rest of the variance. */
  test.each([
    [6, 0.3, 7.012744818511079, 11.941284077660407],
    [-6, 0.3, -5.9412840776604074, -1.0127448185110792],
    [6, 0.1, 7.032170236036491, 11.92819446913704],
  ])(
    'ends where how many there are does: outside %d with variance %d',
    (sum, variance, lower, upper) => {
      const ends = controlPerTriggered(arms, outside(sum, variance)).ends!(Z);
      expect(ends.lower).toBeCloseTo(lower, 12);
      expect(ends.upper).toBeCloseTo(upper, 12);
    },
  );

  test('has plain ends where nobody is outside', () => {
    const ends = controlPerTriggered(arms, outside(0, 0, 0)).ends!(2);
    expect(ends).toEqual({ lower: expect.closeTo(2.6, 13), upper: expect.closeTo(3.4, 13) });
  });
});

test('what both arms have in common already is kept beside what units outside add', () => {
  const outsider = outside(6, 0.3);
  const wide = {
    ...outsider,
    sums: [1.5, 6, 4],
    covariance: [
      [0.02, 0.05, 0],
      [0.05, 0.3, 0.1],
      [0, 0.1, 0.2],
    ],
  };
  const of = (estimate: number) => ({ ...summaryMoments(20, estimate, 1), mean: [estimate, 2] });
  const both = { control: of(3), treatment: of(3.5) };
  const [shared, apart] = [0.01, 0].map((covariance) =>
    withOutside({ ...arms, covariance }, both, wide),
  );
  expect(shared!.covariance! - apart!.covariance!).toBeCloseTo(0.01, 15);
  expect(withOutside({ control, treatment: arms.treatment }, both, wide)).toEqual({
    ...apart,
    covariance: apart!.covariance,
  });
  // By hand: ratios 9 ÷ 6 and 9.5 ÷ 6 over all units, gradients (0, 1 ÷ 6, −ratio ÷ 6).
  const [r, s] = [9 / 6, 9.5 / 6];
  const form = (a: number, b: number) => (0.3 - 0.1 * (a + b) + 0.2 * a * b) / 36;
  expect(apart!.covariance).toBeCloseTo(form(r, s), 14);
  expect(apart!.control.variance).toBeCloseTo(0.04 + form(r, r), 14);
  expect(apart!.treatment.variance).toBeCloseTo(0.09 + form(s, s), 14);
});
