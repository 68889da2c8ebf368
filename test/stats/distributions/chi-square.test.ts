import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chiSquareQuantile, chiSquareTails } from '../../../src/stats/distributions/chi-square.js';
import { gammaTails } from '../../../src/stats/distributions/incomplete-gamma.js';
import { normalTails } from '../../../src/stats/distributions/normal.js';
import {
  expectWholeOf,
  relativeError,
  rowsOf,
  sharedCases,
  tailsErrors,
  worst,
} from '../reference.js';

const df = fc.double({ min: Math.log(0.2), max: Math.log(1e6), noNaN: true }).map(Math.exp);

test('both tails agree with R to 1e-12, for df 0.01 to 1e8', () => {
  const result = worst(rowsOf('chiSquare'), (r) =>
    tailsErrors(chiSquareTails(r.x!, r.df!), r.logLower!, r.logUpper!),
  );
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(1e-12);
});

test('both tails agree with R for df 1e9 to 1e14, where they come from an expansion', () => {
  const result = worst(rowsOf('chiSquareLarge'), (r) =>
    tailsErrors(chiSquareTails(r.x!, r.df!), r.logLower!, r.logUpper!),
  );
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(1e-11);
});

test('the quantile agrees with R to 1e-12', () => {
  const result = worst(rowsOf('chiSquareQuantile'), (r) => [
    relativeError(chiSquareQuantile(r.p!, r.df!), r.lower!),
    relativeError(chiSquareQuantile(r.p!, r.df!, 'upper'), r.upper!),
  ]);
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(1e-12);
});

test('gives the reference answers', () => {
  for (const { inputs, expected } of sharedCases('chi-square')) {
    inputs.x.forEach((x: number, i: number) => {
      const { upper } = chiSquareTails(x, inputs.df);
      expect(relativeError(upper, expected.upper[i])).toBeLessThan(1e-12);
    });
  }
});

test('has the closed forms at one and two degrees of freedom', () => {
  for (const x of [1e-12, 0.01, 0.9, 3, 40, 1200]) {
    const { upper } = chiSquareTails(x, 1);
    expect(relativeError(upper, 2 * normalTails(Math.sqrt(x)).upper)).toBeLessThan(1e-12);
    expect(relativeError(chiSquareTails(x, 2).logUpper, -x / 2)).toBeLessThan(1e-12);
  }
});

test('the tails are each other’s complement, and fall', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 5, noNaN: true }), df, (share, n) => {
      const tails = chiSquareTails(share * n, n);
      expectWholeOf(tails);
      expect(chiSquareTails(share * n * 1.001, n).logUpper).toBeLessThanOrEqual(tails.logUpper);
    }),
  );
});

test('the quantile inverts the tails, in either tail', () => {
  fc.assert(
    fc.property(fc.double({ min: -690, max: -1e-3, noNaN: true }), df, (log, n) => {
      const p = Math.exp(log);
      const upper = chiSquareTails(chiSquareQuantile(p, n, 'upper'), n).upper;
      expect(relativeError(upper, p)).toBeLessThan(1e-10);
      const x = chiSquareQuantile(p, n);
      if (x > 0) expect(relativeError(chiSquareTails(x, n).lower, p)).toBeLessThan(1e-10);
    }),
  );
});

test('ends of the support, and arguments outside the domain', () => {
  const [end, nan] = [Number.POSITIVE_INFINITY, Number.NaN];
  expect([chiSquareTails(0, 3).upper, chiSquareTails(end, 3).upper]).toEqual([1, 0]);
  expect([chiSquareQuantile(0, 3), chiSquareQuantile(1, 3)]).toEqual([0, end]);
  for (const n of [0, -1, nan, end]) expect(() => chiSquareTails(1, n)).toThrow(RangeError);
  for (const n of [0, -1, nan, end]) expect(() => chiSquareQuantile(0.1, n)).toThrow(RangeError);
  for (const x of [-1, nan]) expect(() => chiSquareTails(x, 3)).toThrow(RangeError);
  for (const p of [-0.1, 1.1, nan]) expect(() => chiSquareQuantile(p, 3)).toThrow(RangeError);
});

/* mpmath 1.3.0, 40 digits: 224,614 and 243,642 terms of the series, which the last ones are not left out of. */
test.each([
  [5e8, 5e8 - 2e4, 0.18554748199070722],
  [9e8, 9e8 - 1e5, 0.00042888708507657646],
])('the gamma distribution of shape %d, where thousands of terms matter', (shape, x, lower) => {
  expect(relativeError(gammaTails(shape, x).lower, lower)).toBeLessThan(1e-12);
});
