import { expect, test } from 'vitest';
import { summaryMoments } from '../../../src/stats/moments.js';
import {
  differenceVariance,
  estimatedDifference,
  welchFreedom,
} from '../../../src/stats/tests/point-estimate.js';
import { scaledEffects } from '../../../src/stats/tests/scaled-effects.js';

const ARMS = {
  control: { estimate: 4, variance: 0.25 },
  treatment: { estimate: 5, variance: 0.36 },
};

test('an effect on each scale with its standard error, by hand', () => {
  const { effect, logRatio, lift } = scaledEffects(ARMS);
  expect(effect).toEqual({ estimate: 1, standardError: Math.sqrt(0.61), controlPart: -0.5 });
  expect(logRatio!.estimate).toBeCloseTo(0.2231435513142098, 15);
  expect(logRatio!.standardError).toBeCloseTo(Math.sqrt(0.25 / 16 + 0.36 / 25), 15);
  expect(logRatio!.controlPart).toBeCloseTo(-0.125, 15);
  expect(lift!.estimate).toBeCloseTo(0.25, 15);
  expect(lift!.standardError).toBeCloseTo(Math.sqrt((25 / 256) * 0.25 + 0.36 / 16), 15);
  expect(lift!.controlPart).toBeCloseTo((-5 / 16) * 0.5, 15);
});

test('what the arms have in common is taken off', () => {
  const { effect, logRatio, lift } = scaledEffects({ ...ARMS, covariance: 0.1 });
  expect(effect!.standardError).toBeCloseTo(Math.sqrt(0.61 - 0.2), 15);
  expect(logRatio!.standardError).toBeCloseTo(Math.sqrt(0.030025 - (2 * 0.1) / 20), 15);
  const square = (25 / 256) * 0.25 + 0.36 / 16 - 2 * 0.1 * (5 / 16) * (1 / 4);
  expect(lift!.standardError).toBeCloseTo(Math.sqrt(square), 15);
});

test('no logarithm of what is not positive, and no lift over 0', () => {
  const at = (c: number, t: number) =>
    scaledEffects({
      control: { estimate: c, variance: 1 },
      treatment: { estimate: t, variance: 1 },
    });
  for (const [c, t] of [
    [0, 1],
    [1, 0],
    [-1, -2],
    [-1, 1],
    [1, -1],
  ] as const) {
    expect(at(c, t).logRatio).toBe(null);
    expect(at(c, t).effect).not.toBe(null);
    expect(at(c, t).lift === null).toBe(c === 0);
  }
  expect(at(0.5, 0.25).logRatio!.estimate).toBe(-Math.LN2);
  expect(at(-2, -3).lift!.estimate).toBe(0.5);
});

test('no effect without an error, or beyond the doubles', () => {
  const of = (estimate: number, variance: number) =>
    scaledEffects({ control: { estimate: 1, variance: 0 }, treatment: { estimate, variance } })
      .effect;
  expect(of(2, 0)).toBe(null);
  expect(of(2, 1e-9)).not.toBe(null);
  expect(of(2, Number.POSITIVE_INFINITY)).toBe(null);
  expect(of(Number.POSITIVE_INFINITY, 1)).toBe(null);
  expect(of(2, Number.NaN)).toBe(null);
});

test('the variance of treatment − ratio · control, by hand', () => {
  expect(differenceVariance({ ...ARMS, covariance: 0.1 })).toBeCloseTo(0.61 - 0.2, 15);
  expect(differenceVariance(ARMS, 3)).toBeCloseTo(9 * 0.25 + 0.36, 15);
  expect(differenceVariance({ ...ARMS, covariance: 0.1 }, 3)).toBeCloseTo(2.61 - 0.6, 15);
  expect(differenceVariance({ ...ARMS, covariance: 0.1 }, 0.5)).toBeCloseTo(
    0.0625 + 0.36 - 0.1,
    15,
  );
});

test('degrees of freedom by Satterthwaite, of an early look no more than twice the fewest units', () => {
  const [one, other] = [
    { error: 2, df: 3 },
    { error: 1, df: 9 },
  ];
  expect(welchFreedom(one, other)).toBeCloseTo(9 / (4 / 3 + 1 / 9), 13);
  expect(welchFreedom({ error: 0, df: 3 }, other)).toBeCloseTo(9, 13);
  // In any unit, however far one error is from the other.
  const vast = { error: 1e300, df: 5 };
  expect(welchFreedom(vast, { error: 1e-300, df: 2 })).toBe(5);
  expect(welchFreedom({ error: 1e-300, df: 2 }, vast)).toBe(5);
  expect(welchFreedom(vast, vast)).toBeCloseTo(10, 13);
  const tiny = { error: 3e-300, df: 5 };
  expect(welchFreedom(tiny, tiny)).toBeCloseTo(10, 13);
  const of = (n: number, mean: number, variance: number) => summaryMoments(n, mean, variance);
  const wide = estimatedDifference(of(4, 1, 8), of(10, 3, 10));
  expect(wide.df).toBeCloseTo(Math.min(9 / (4 / 3 + 1 / 9), 6), 13);
  expect(wide.control).toEqual({ estimate: 1, variance: 2 });
  expect(wide.treatment).toEqual({ estimate: 3, variance: 1 });
  // With next to no spread in the smaller arm Welch counts on the larger one, an early look does not.
  expect(estimatedDifference(of(4, 1, 1e-9), of(400, 3, 10)).df).toBe(6);
  expect(estimatedDifference(of(400, 3, 10), of(4, 1, 1e-9)).df).toBe(6);
});
