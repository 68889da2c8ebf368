import { expect, test } from 'vitest';
import { addUnit, emptyMoments, type Moments } from '../../../src/stats/moments.js';
import { columnsApart } from '../../../src/stats/tests/adjusted-arms.js';
import { ownSlopes } from '../../../src/stats/tests/own-slopes.js';
import { sharedSlopes } from '../../../src/stats/tests/shared-slopes.js';
import { skewedDifference } from '../../../src/stats/tests/skewed-difference.js';

function momentsOf(rows: readonly (readonly number[])[]): Moments {
  const moments = emptyMoments(rows[0]!.length);
  for (const row of rows) addUnit(moments, row);
  return moments;
}

/** Slopes of 1 and of 3, each with errors that are orthogonal to its column: sums of squares 4 and 16 about the lines. */
const CONTROL = momentsOf([
  [-1 + 1, -1],
  [-1 - 1, -1],
  [1 + 1, 1],
  [1 - 1, 1],
]);
const TREATMENT = momentsOf([
  [10 - 3 + 2, 0],
  [10 - 3 - 2, 0],
  [10 + 2, 1],
  [10 - 2, 1],
  [10 + 3, 2],
  [10 + 3, 2],
]);
const UNITS = { control: 4, treatment: 6 };

test('each arm by its own slope, weighted by the units of the other, by hand', () => {
  const found = ownSlopes(CONTROL, TREATMENT, UNITS);
  // Means of the column 0 and 1, over both 0.6: the arms' means go along their lines to there.
  expect(found.control.estimate).toBeCloseTo(0.6, 13);
  expect(found.treatment.estimate).toBeCloseTo(10 - 3 * 0.4, 13);
  expect(found.thetas).toEqual([expect.closeTo((4 * 3 + 6 * 1) / 10, 13)]);
  const [own, other] = [4 / 2, 16 / 4];
  const [a, b] = [own * (1 / 4 + 0.36 / 4), other * (1 / 6 + 0.16 / 4)];
  const welch = (a + b) ** 2 / (a ** 2 / 2 + b ** 2 / 4);
  expect(found.df).toBeCloseTo(welch, 12);
  // No more than twice the fewer degrees of freedom, where looks are early.
  expect(found.earlyDf).toBeCloseTo(Math.min(welch, 4), 12);
  expect(found.ownSlopes).toBe(true);
});

test('where degrees of freedom are many in one arm, an early look counts on twice the fewer', () => {
  const many = momentsOf(
    Array.from({ length: 60 }, (_, i) => [i % 2 === 0 ? 1e-3 : -1e-3, (i % 4 < 2 ? -1 : 1) * 1]),
  );
  const found = ownSlopes(
    momentsOf(Array.from({ length: 5 }, (_, i) => [[1e-3, -2e-3, 1e-3, 0, 0][i]!, i - 2])),
    many,
    {
      ...{ control: 5, treatment: 60 },
    },
  );
  const shared = sharedSlopes(CONTROL, many, { control: 4, treatment: 60 }, false);
  expect(found.earlyDf).toBeLessThanOrEqual(6);
  expect(found.earlyDf).toBe(Math.min(found.df, 6));
  expect(shared.earlyDf).toBe(Math.min(shared.df, 2 * 3 - 1));
});

test('one slope for both is that of the sums of both arms, by hand', () => {
  const found = sharedSlopes(CONTROL, TREATMENT, UNITS, true);
  // Within arms Σxy = 4 + 12, Σx² = 4 + 4.
  expect(found.thetas).toEqual([expect.closeTo(2, 13)]);
  expect(found.control.estimate).toBeCloseTo(2 * 0.6, 13);
  expect(found.treatment.estimate).toBeCloseTo(10 - 2 * 0.4, 13);
  // R: lm(y ~ arm + x) has 10 − 3 degrees of freedom.
  expect(found.df).toBeCloseTo(7, 12);
  expect(found.earlyDf).toBeCloseTo(Math.min(7, 2 * 3 - 1), 12);
  expect(found.ownSlopes).toBe(false);
  // About the lines of slope 2: 20 + (1 · 1)² · 8 in all, by 7.
  const unit = 28 / 7;
  expect(found.balanced).toBeCloseTo(unit * (1 / 4 + 1 / 6), 12);
});

test('the skewness of a difference needs two units in each arm, and third moments', () => {
  const of = (values: number[]) => momentsOf(values.map((x) => [x]));
  const [two, four] = [of([0, 3]), of([0, 1, 1, 6])];
  expect(skewedDifference(two, of([4]))).toBe(null);
  expect(skewedDifference(of([4]), two)).toBe(null);
  expect(skewedDifference({ ...two, third: null }, four)).toBe(null);
  expect(skewedDifference(two, { ...four, third: null })).toBe(null);
  const found = skewedDifference(two, four)!;
  // Squares about the means 4.5 and 22, cubes 0 and 54: pooled over six units.
  const pooled = 54 / 6 / (26.5 / 6) ** 1.5;
  expect(found.difference).toBeCloseTo((pooled * (2 - 4)) / Math.sqrt(2 * 4 * 6), 13);
  expect(found.units).toBe(6);
  const own = 4.5 / 2 + 22 / 3 / 4;
  expect(found.pooledError).toBeCloseTo(Math.sqrt((26.5 / 4) * (3 / 4)) / Math.sqrt(own), 13);
  expect(found.control).toBeCloseTo(0, 13);
  expect(skewedDifference(of([1, 1]), of([1, 1]))).toBe(null);
});

test('arms with one and the same slope err alike by the spread of the columns, by hand', () => {
  const [a, b] = [CONTROL, { ...CONTROL, mean: [7, 0] }];
  const found = ownSlopes(a, b, { control: 4, treatment: 4 });
  // No distance of the columns' means; a unit's variance about the line 4 ⁄ 2, the column's 8 ⁄ 6 within arms.
  const [mean, shared] = [4 / 2 / 4, 8 / 6 / 8];
  expect(found.control.variance).toBeCloseTo(mean + shared, 13);
  expect(found.treatment.variance).toBeCloseTo(mean + shared, 13);
  expect(found.covariance).toBeCloseTo(shared, 13);
  expect(found.balanced).toBeCloseTo(2 * mean, 13);
});

test('where each arm lies on its own line nothing errs, with the fewer degrees of freedom', () => {
  const line = (units: number) => momentsOf(Array.from({ length: units }, (_, i) => [2 * i, i]));
  const found = ownSlopes(line(5), line(9), { control: 5, treatment: 9 });
  expect([found.df, found.earlyDf]).toEqual([3, 3]);
  expect(found.balanced).toBe(0);
});

test('columns are as far apart as their means and what those round away', () => {
  const of = (n: number, mean: number, residual: number) => ({
    ...{ n, mean: [0, mean], residual: [9, residual], comoment: [0, 0, 0], third: null },
  });
  const found = columnsApart(of(3, 2, 1e-17), of(1, 2, 5e-17));
  expect(found.control[0]! / -1e-17).toBeCloseTo(1, 12);
  expect(found.treatment[0]! / 3e-17).toBeCloseTo(1, 12);
  expect(columnsApart(of(3, 2, 0), of(1, 6, 0))).toEqual({ control: [-1], treatment: [3] });
});

test('of a ratio, fewer effective units raise what units are off the line by, by hand', () => {
  const found = sharedSlopes(CONTROL, TREATMENT, { control: 3, treatment: 5 }, false);
  // About the slope 2 are left 8 and 20; of the column's variation each arm has a half.
  const raised = (n: number, e: number) => ((1 - 1 / n) / (1 - 1 / e)) ** 2 * ((e - 1) / (n - 1));
  const control = (8 / 1.5) * raised(4, 3);
  const treatment = (20 / 3.5) * raised(6, 5);
  expect(found.balanced).toBeCloseTo(control / 4 + treatment / 6, 12);
  const own = ownSlopes(CONTROL, TREATMENT, { control: 3, treatment: 5 });
  const [a, b] = [(4 / 1) * raised(4, 3), (16 / 3) * raised(6, 5)];
  const apart = Math.max(0, (2 ** 2 * 8) / 8 - (a * (8 / 8)) / 4 - (b * (8 / 8)) / 4);
  expect(own.balanced).toBeCloseTo(a / 4 + b / 6 + apart / 10, 12);
});
