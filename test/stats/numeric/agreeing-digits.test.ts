import { expect, test } from 'vitest';
import { agreeingDigits } from '../../../src/stats/numeric/agreeing-digits.js';

/** McCullough's (1998) log relative error, by hand. */
test.each<[found: number, reference: number, digits: number]>([
  [2, 2, 15],
  [0, 0, 15],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 15],
  [2.002, 2, 3],
  [-2.002, -2, 3],
  [1e-4, 0, 4],
  [-1e-4, 0, 4],
  [0.05, 0, 1.3010299957],
  [3, 2, 0.3010299957],
  [4, 2, 0],
  [5, 2, 0],
  [-2, 2, 0],
  [1 + 2 ** -52, 1, 15],
  [Number.NaN, 2, 0],
  [Number.POSITIVE_INFINITY, 2, 0],
])('%d is %d in some digits', (found, reference, digits) => {
  expect(agreeingDigits(found, reference)).toBeCloseTo(digits, 8);
});
