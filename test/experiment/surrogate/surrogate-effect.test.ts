import { expect, test } from 'vitest';
import {
  contributions,
  type IndexedArm,
  indexDifference,
  indexedArm,
  shiftOf,
} from '../../../src/experiment/surrogate/surrogate-effect.js';
import type { IndexModel } from '../../../src/stats/surrogate/index-model.js';

const model: IndexModel = {
  family: 'linear',
  centres: [1, 2],
  scales: [2, 4],
  weights: [10, 2, 3],
  covariance: [
    [0.25, 0, 0],
    [0, 0.04, 0.01],
    [0, 0.01, 0.09],
  ],
  units: 100,
  explained: 0.5,
};

// Brought to the history they are (0, 0), (1, 1), (2, −1) and (1, 0), (0, 1), (3, 2): by (x − centre) ÷ scale.
const control = indexedArm(
  'generic',
  [
    [1, 2],
    [3, 6],
    [5, -2],
  ],
  model,
);
const treatment = indexedArm(
  'personal',
  [
    [3, 2],
    [1, 6],
    [7, 10],
  ],
  model,
);

test('the index of an arm, by hand', () => {
  // 10, 15 and 11; 12, 13 and 22.
  expect(control).toMatchObject({ variant: 'generic', units: 3, mean: 12, means: [3, 2] });
  expect(treatment.mean).toBeCloseTo(47 / 3, 12);
  // ((−2)² + 3² + (−1)²) ÷ 2 ÷ 3.
  expect(control.ownVariance).toBeCloseTo(14 / 6, 12);
  expect(control.slopes[0]).toBeCloseTo(1, 12);
  expect(control.slopes[1]).toBeCloseTo(1, 12);
  expect(control.slopes[2]).toBeCloseTo(0, 12);
  expect(treatment.slopes[1]).toBeCloseTo(4 / 3, 12);
  expect(treatment.slopes[2]).toBeCloseTo(1, 12);
});

test('the difference has the noise of the weights only by what the arms differ in', () => {
  const found = indexDifference(control, treatment, model, 0.05);
  // Squares about 47/3: (11/3)² + (8/3)² + (19/3)² = 546/9, ÷ 2 ÷ 3.
  const own = 14 / 6 + 546 / 54;
  // (0, 1/3, 1): .04/9 + 2 · .01/3 + .09.
  const noise = 0.04 / 9 + 0.02 / 3 + 0.09;
  expect(found.knownModelError).toBeCloseTo(Math.sqrt(own), 12);
  expect(found.error).toBeCloseTo(Math.sqrt(own + noise), 12);
  expect(found.modelShare).toBeCloseTo(noise / (own + noise), 12);
  expect(found.level).toBe(0.05);
  // Welch, with the noise of the weights in the error: (47/3 − 12) ÷ √(own + noise).
  expect(found.test.statistic).toBeCloseTo(11 / 3 / Math.sqrt(own + noise), 10);
  const df = own ** 2 / ((14 / 6) ** 2 / 2 + (546 / 54) ** 2 / 2);
  expect(found.test.df).toBeCloseTo(df, 10);
});

test('what each measurement adds comes to the difference of a linear index', () => {
  const found = indexDifference(control, treatment, model, 0.05);
  // 2 ÷ 2 a unit of the first, of which the treatment has 11/3 − 3 more; 3 ÷ 4 of the second, 6 − 2.
  const added = contributions(model, found);
  expect(added[0]).toBeCloseTo(2 / 3, 12);
  expect(added[1]).toBeCloseTo(3, 12);
  expect(added[0]! + added[1]!).toBeCloseTo(treatment.mean - control.mean, 12);
});

test('a shift is told in standard deviations of the history, over all units', () => {
  const arm = (units: number, means: number[]): IndexedArm => ({ ...control, units, means });
  // (10 · 3 + 30 · 1) ÷ 40 = 1.5 and (10 · 10 + 30 · 2) ÷ 40 = 4.
  const shifts = shiftOf(model, [arm(10, [3, 10]), arm(30, [1, 2])]);
  expect(shifts).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.5, 12)]);
});
