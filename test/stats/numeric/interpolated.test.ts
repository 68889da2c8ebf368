import { expect, test } from 'vitest';
import { interpolatedBy } from '../../../src/stats/numeric/interpolated.js';

/** Functions that are known at any place, of values that move in the middle of a panel, and hardly anywhere. */
const known = (x: number) => [1 / (1 + Math.exp(-x)), Math.cos(x), 1, 0, x / 100];

test('between its points a function is what it is, on both sides of 0 and of the ends of panels', () => {
  const at = interpolatedBy(known, 5, 3);
  const found = new Float64Array(5);
  for (let x = -30; x <= 30; x += 0.0625 + 1e-3) {
    at(x, found);
    known(x).forEach((value, j) => {
      expect(Math.abs(found[j]! - value)).toBeLessThan(1e-10);
    });
  }
  for (const x of [0, 3, -3, 0.375, -0.375, 2.9999999999999996]) {
    at(x, found);
    expect(Math.abs(found[1]! - Math.cos(x))).toBeLessThan(1e-10);
  }
});

test('it is computed at 16 points of a panel that is asked for, and at no others', () => {
  const asked: number[] = [];
  const at = interpolatedBy(
    (x) => {
      asked.push(x);
      return known(x);
    },
    5,
    3,
  );
  const found = new Float64Array(5);
  for (let x = 3; x < 6; x += 0.01) at(x, found);
  expect(asked).toHaveLength(16);
  expect(Math.min(...asked)).toBeGreaterThan(3);
  expect(Math.max(...asked)).toBeLessThan(6);
});

test('values that are small altogether are told as well, as of rates of one in a billion', () => {
  const small = (x: number) => [1e-30 * Math.cos(x)];
  const at = interpolatedBy(small, 1, 3);
  const found = new Float64Array(1);
  for (let x = -6; x < 6; x += 0.37) {
    at(x, found);
    expect(Math.abs(found[0]! - small(x)[0]!)).toBeLessThan(1e-40);
  }
});
