import { expect, test } from 'vitest';
import {
  choleskyFactor,
  inverseOfPositive,
  solved,
} from '../../../src/stats/numeric/positive-definite.js';

/** A root of whole numbers, and its product with its transpose. */
const ROOT = [
  [2, 0, 0],
  [6, 1, 0],
  [-8, 5, 3],
];
const MATRIX = [
  [4, 12, -16],
  [12, 37, -43],
  [-16, -43, 98],
];

test('the root of a matrix, what it is the product of, and its inverse', () => {
  expect(choleskyFactor(MATRIX)).toEqual(ROOT);
  // The matrix times (1, 2, 3).
  expect(solved(ROOT, [-20, -43, 192])).toEqual([1, 2, 3]);
  const inverse = inverseOfPositive(MATRIX)!;
  for (const [i, row] of MATRIX.entries()) {
    for (const j of MATRIX.keys()) {
      const product = row.reduce((sum, value, k) => sum + value * inverse[k]![j]!, 0);
      expect(product).toBeCloseTo(i === j ? 1 : 0, 10);
      expect(inverse[i]![j]).toBe(inverse[j]![i]);
    }
  }
});

test('what is left is rounding below 1e-14 of a diagonal, however large that is', () => {
  for (const size of [1e-9, 1, 1e9]) {
    const nextTo = (more: number) => [
      [size, size],
      [size, size * (1 + more)],
    ];
    expect(choleskyFactor(nextTo(4e-15))).toBe(null);
    expect(inverseOfPositive(nextTo(4e-15))).toBe(null);
    expect(choleskyFactor(nextTo(4e-14))).not.toBe(null);
  }
});

test('none of a matrix that is not positive', () => {
  expect(choleskyFactor([[0]])).toBe(null);
  expect(choleskyFactor([[-1]])).toBe(null);
  expect(choleskyFactor([[Number.NaN]])).toBe(null);
  expect(
    choleskyFactor([
      [1, 2],
      [2, 1],
    ]),
  ).toBe(null);
});
