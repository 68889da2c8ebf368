import { expect, test } from 'vitest';
import { chiSquareTest } from '../../../src/stats/distributions/chi-square.js';
import { normalUpperQuantile } from '../../../src/stats/distributions/normal.js';
import {
  normalEquivalent,
  studentEquivalent,
} from '../../../src/stats/distributions/student-equivalent.js';

/** mpmath 1.3.0, 40 digits: the regularized incomplete beta, and erfc inverted by its root. */
test.each([
  [0.1, 3, 0.0920575079264885],
  [2, 5, 1.635522896700349],
  [30, 3, 3.940379510427366],
  [6, 1, 1.620444098703418],
  [1000000.0, 2.5, 7.982096959648483],
  [5, 400, 4.921352305759516],
  [40, 100000.0, 39.84127243792201],
  [1e-6, 2, 8.862269254526524e-7],
])('t = %d with %d degrees of freedom is as far out as a normal z', (t, df, z) => {
  expect(Math.abs(normalEquivalent(t, df) - z)).toBeLessThan(1e-16 + 2e-12 * z);
  expect(normalEquivalent(-t, df)).toBe(-normalEquivalent(t, df));
  expect(Math.abs(studentEquivalent(z, df) - t)).toBeLessThan(1e-16 + 1e-11 * t);
});

test('nothing is as far out as nothing, and what leaves the doubles is infinitely far', () => {
  expect(normalEquivalent(0, 3)).toBe(0);
  expect(studentEquivalent(0, 3)).toBe(0);
  // Of one degree of freedom p is 1 ⁄ πt, so far out.
  expect(studentEquivalent(37.5, 1) / 6.91173696178146e306).toBeCloseTo(1, 9);
  expect(studentEquivalent(38, 1)).toBe(Number.POSITIVE_INFINITY);
  expect(studentEquivalent(60, 2)).toBe(Number.POSITIVE_INFINITY);
  expect(studentEquivalent(2, Number.POSITIVE_INFINITY)).toBeCloseTo(2, 14);
  expect(studentEquivalent(2, 1e300)).toBeCloseTo(2, 14);
});

/** mpmath: the root of ln erfc(z ⁄ √2) ⁄ 2. */
test.each([
  [-0.1, -1.309617799458493],
  [-0.6, -0.122659510255886],
  [-0.75, 0.06932226245962965],
  [-5, 2.470938637261588],
  [-50, 9.674825283612357],
  [-800, 39.88469483825668],
  [-5000, 99.9447481748411],
  [-1e6, 1414.207782991017],
])('an upper tail of exp(%d) begins at z', (logP, z) => {
  expect(Math.abs(normalUpperQuantile(logP) - z)).toBeLessThan(1e-13 * Math.max(1, Math.abs(z)));
});

test('a tail of ½ begins at 0, none at all nowhere', () => {
  expect(normalUpperQuantile(-Math.LN2)).toBeCloseTo(0, 15);
  expect(normalUpperQuantile(Number.NEGATIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
});

test('a chi-square statistic keeps the logarithm of its p-value where that underflows', () => {
  // Of two degrees of freedom p is exp(−x ⁄ 2).
  const some = chiSquareTest(6, 2);
  expect(some).toMatchObject({ statistic: 6, df: 2 });
  expect(some.pValue).toBeCloseTo(Math.exp(-3), 15);
  expect(some.logPValue).toBeCloseTo(-3, 13);
  const far = chiSquareTest(4000, 2);
  expect(far.pValue).toBe(Number.MIN_VALUE);
  expect(far.logPValue).toBeCloseTo(-2000, 9);
});
