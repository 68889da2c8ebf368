import { expect, test } from 'vitest';
import { type SkewedPlan, unitsForSkew } from '../../../src/experiment/size/skew-units.js';

const plan: SkewedPlan = {
  alpha: 0.05,
  alternative: 'two-sided',
  allocation: 1 / 9,
  monitoring: { method: 'fixed' },
  misledBy: 'both',
};

// R: z <- qnorm(.975); g <- 4 * (1/1^2 - 1/9^2) / (1/9 + 1)^1.5
// (g * (2 * z^2 + 1) * dnorm(z) / (6 * .025) / .1)^2, the units of a treatment beside nine times as many
const UNITS = 13_022.73058222;

test('a skewed value takes so many units where one arm is small', () => {
  expect(unitsForSkew(4, plan)! / UNITS).toBeCloseTo(1, 10);
  expect(unitsForSkew(-4, plan)! / UNITS).toBeCloseTo(1, 10);
  const oneSided = { ...plan, alpha: 0.025, alternative: 'greater' } as const;
  expect(unitsForSkew(4, oneSided)! / UNITS).toBeCloseTo(1, 10);
});

test('where the small arm is the control, its treatment has nine times as many', () => {
  expect(unitsForSkew(4, { ...plan, allocation: 9 })! / (9 * UNITS)).toBeCloseTo(1, 10);
});

test('any number will do in equal arms, and where the other side misleads', () => {
  expect(unitsForSkew(4, { ...plan, allocation: 1 })).toBeNull();
  // Long upper tails that a small treatment seldom has: its differences err below 0.
  const of = (skewness: number, misledBy: SkewedPlan['misledBy'], allocation = 1 / 9) =>
    unitsForSkew(skewness, { ...plan, misledBy, allocation }) !== null;
  expect([of(4, 'below'), of(4, 'above')]).toEqual([true, false]);
  expect([of(-4, 'below'), of(-4, 'above')]).toEqual([false, true]);
  expect([of(4, 'below', 9), of(4, 'above', 9)]).toEqual([false, true]);
});

test('a last look that is judged more strictly takes more', () => {
  const monitoring = { method: 'group-sequential', spending: 'obrien-fleming', looks: 5 } as const;
  // R: z <- 2.0310, as Lan and DeMets have it, in place of qnorm(.975)
  expect(unitsForSkew(4, { ...plan, monitoring })! / UNITS).toBeCloseTo(1.196755, 3);
});
