import { expect, test } from 'vitest';
import { nearbyRates, nearbyStatistic } from '../../../src/stats/tests/nearby-statistic.js';
import { differenceStatistic, restrictedRates } from '../../../src/stats/tests/score-statistics.js';

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

const SIZES = { control: 23, treatment: 40 };
const DIFFERENCES = [-0.999, -0.6, -0.05, -1e-6, 1e-6, 0.1, 0.5, 0.9];

/** Every seventh table, and all at the edges. */
const TABLES = Array.from(
  { length: 24 * 41 },
  (_, i) => [i % 24, Math.floor(i / 24)] as const,
).filter(([x, y], i) => i % 7 === 0 || x === 0 || y === 0 || x === 23 || y === 40);

/** By halving alone, of which the other knows nothing. */
test.each(DIFFERENCES)(
  'table by table, rates and statistic at a difference of %d',
  (difference) => {
    const [rates, statistic] = [nearbyRates(SIZES, difference), nearbyStatistic(SIZES, difference)];
    for (const [x, y] of TABLES) {
      const arms = [
        { successes: x, n: 23 },
        { successes: y, n: 40 },
      ] as const;
      const expected = restrictedRates(...arms, difference);
      const { control, treatment } = rates(x, y);
      expect(Math.abs(control.rate - expected.control.rate)).toBeLessThan(1e-9);
      expect(Math.abs(treatment.rate - expected.treatment.rate)).toBeLessThan(1e-9);
      expect(control.complement).toBe(1 - control.rate);
      expect(treatment.complement).toBeCloseTo(1 - treatment.rate, 15);
      expect(treatment.complement).toBeGreaterThanOrEqual(0);
      const z = differenceStatistic(...arms, difference);
      if (Math.abs(z) < 1e6)
        expect(Math.abs(statistic(x, y) - z)).toBeLessThan(1e-7 * (1 + Math.abs(z)));
    }
  },
);

test('rates next to 1 keep the digits of what they lack, as those next to 0 keep theirs', () => {
  const [control, treatment] = [
    { successes: 3, n: 4e9 },
    { successes: 8, n: 5e9 },
  ];
  const turned = ({ successes, n }: typeof control) => ({ successes: n - successes, n });
  for (const difference of [1e-10, -1e-10, 3e-9]) {
    const low = restrictedRates(control, treatment, difference);
    const high = restrictedRates(turned(control), turned(treatment), -difference);
    for (const arm of ['control', 'treatment'] as const) {
      expect(high[arm].complement / low[arm].rate).toBeCloseTo(1, 9);
      expect(low[arm].rate).toBeGreaterThan(1e-11);
    }
    expect((low.treatment.rate - low.control.rate) / difference).toBeCloseTo(1, 6);
  }
});
