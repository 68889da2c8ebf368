import { expect, test } from 'vitest';
import { nearbyStatistic } from '../../../src/stats/tests/nearby-statistic.js';

/*
 * (p2 − p1 − d) ÷ standard error at the most likely rates p and p + d, found by halving their likelihood's slope 190
 * times in decimals of 60 digits (Python 3.11, decimal).
 */
test.each<[x: number, n: number, y: number, m: number, d: number, z: number]>([
  [9_785_974, 9_785_976, 976_408, 976_408, 1.5227e-7, 0.225554556652137],
  [3, 4, 1_015_081, 1_015_081, 9.5e-7, 503.755193115199],
  [99_998, 100_000, 999, 1000, -0.0005, -0.665565009025734],
  [1, 1000, 2, 99_000, 0.0003, -10.8856903889771],
])('%d of %d and %d of %d, a difference of %d', (x, n, y, m, d, z) => {
  const statistic = nearbyStatistic({ control: n, treatment: m }, d)(x, y);
  expect(Math.abs(statistic - z)).toBeLessThan(1e-7 * Math.abs(z));
});
