import { expect, test } from 'vitest';
import { countedMoments } from '../../src/stats/counted-moments.js';
import { addUnit, emptyMoments } from '../../src/stats/moments.js';
import { runOf } from '../../src/stats/value-counts.js';

function bothWays(values: readonly number[]) {
  const units = emptyMoments();
  for (const value of values) addUnit(units, [value]);
  return { units, counted: countedMoments(runOf(Float64Array.from(values))) };
}

test.each([
  ['amounts, many of them alike', (i: number) => (i % 3 === 0 ? ((i * 7919) % 101) / 100 : 0)],
  ['a mean 3.5e6 times the sd', (i: number) => 3_500_000 + (i % 7) / 10],
  ['an outlier', (i: number) => (i === 1200 ? 1e9 : i % 5)],
  ['all different', (i: number) => Math.sin(i) * 1000],
])('are those of the units: %s', (_, value) => {
  const { units, counted } = bothWays(Array.from({ length: 5000 }, (_, i) => value(i)));
  const deviation = Math.sqrt(units.comoment[0]! / units.n);
  expect(counted.n).toBe(5000);
  const mean = (of: typeof units) => of.mean[0]! + of.residual[0]!;
  expect(Math.abs(mean(counted) - mean(units))).toBeLessThanOrEqual(
    4e-16 * (deviation + Math.abs(units.mean[0]!)),
  );
  expect(counted.comoment[0]! / units.comoment[0]! - 1).toBeCloseTo(0, 13);
  const off = counted.third![0]! - units.third![0]!;
  expect(Math.abs(off)).toBeLessThan(1e-12 * units.n * deviation ** 3);
});

test('between limits are those of the values brought there', () => {
  const values = Array.from({ length: 999 }, (_, i) => ((i * 7919) % 997) - 300);
  const within = values.map((value) => Math.min(250, Math.max(-20, value)));
  const { counted } = bothWays(within);
  const found = countedMoments(runOf(Float64Array.from(values)), [-20, 250]);
  expect(found.mean).toEqual(counted.mean);
  expect(found.comoment[0]! / counted.comoment[0]! - 1).toBeCloseTo(0, 14);
  expect(countedMoments(runOf(Float64Array.from(values)), [7, 7])).toMatchObject({
    ...{ n: 999, mean: [7], comoment: [0], third: [0] },
  });
});

test('of values that are all alike have just that mean, and no variance', () => {
  const { counted } = bothWays(Array<number>(7).fill(0.1));
  expect(counted).toEqual({ n: 7, mean: [0.1], residual: [0], comoment: [0], third: [0] });
  expect(countedMoments(runOf(new Float64Array(0)))).toEqual(emptyMoments());
});

test('keep their last digit, as exact fractions have it', () => {
  // Halves and quarters are doubles, so that their sums are exact.
  const values = Array.from({ length: 999 }, (_, i) => (((i * 7919) % 997) - 300) / 4);
  const exact = values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(countedMoments(runOf(Float64Array.from(values))).mean[0]).toBe(exact);
});

test('of amounts whose squares leave the doubles have no finite spread, but a mean', () => {
  const { mean, comoment } = countedMoments(runOf(Float64Array.of(0, 1e200, 1e200, 4e200)));
  expect(mean[0]! / 1.5e200).toBeCloseTo(1, 14);
  expect(comoment).toEqual([Number.POSITIVE_INFINITY]);
});

test('keep what their mean rounds away, of few units and of many', () => {
  // By exact fractions: 4 ⁄ 3 and 5 ⁄ 7 less the doubles next to them.
  for (const [values, rest] of [
    [[1, 1, 2], 7.401486830834377e-17],
    [[0, 0, 1, 1, 1, 1, 1], -1.586032892321652e-17],
  ] as const) {
    const { mean, residual } = countedMoments(runOf(Float64Array.from(values)));
    expect(residual[0]! / rest).toBeCloseTo(1, 12);
    expect(mean[0]).toBe(values.reduce<number>((a, b) => a + b, 0) / values.length);
  }
  // Of −3 once and 3 five times: deviations −5 and 1 from 2.
  const found = countedMoments({ values: Float64Array.of(-3, 3), counts: Uint32Array.of(1, 5) });
  expect(found).toEqual({ n: 6, mean: [2], residual: [0], comoment: [30], third: [-120] });
});
