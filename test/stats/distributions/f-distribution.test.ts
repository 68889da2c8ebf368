import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fQuantile, fTails } from '../../../src/stats/distributions/f-distribution.js';
import { studentTails } from '../../../src/stats/distributions/student.js';
import {
  expectWholeOf,
  relativeError,
  rowsOf,
  tailError,
  tailsErrors,
  worst,
} from '../reference.js';

const df = fc.double({ min: Math.log(0.5), max: Math.log(1e6), noNaN: true }).map(Math.exp);

test('both tails agree with R to 1e-11, for df 0.1 to 1e6', () => {
  const result = worst(rowsOf('f'), (r) =>
    tailsErrors(fTails(r.x!, r.df1!, r.df2!), r.logLower!, r.logUpper!),
  );
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(1e-11);
});

test('the quantile agrees with R to 1e-11', () => {
  const result = worst(rowsOf('fQuantile'), (r) => [
    relativeError(fQuantile(r.p!, r.df1!, r.df2!, 'upper'), r.upper!),
  ]);
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(1e-11);
});

test('a log tail at which R’s pf is wrong by 2e-5 agrees with mpmath', () => {
  // mpmath 1.2.1, 40 digits, by hyp2f1
  expect(tailError(fTails(0.01, 1e4, 30).logLower, -1238.2702091414385)).toBeLessThan(1e-12);
});

test('is the square of t, and its own reciprocal with the df exchanged', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 30, noNaN: true }), df, df, (x, a, b) => {
      expect(
        tailError(fTails(x * x, 1, b).logUpper, studentTails(x, b).logUpper + Math.LN2),
      ).toBeLessThan(1e-10);
      const [tails, reciprocal] = [fTails(x, a, b), fTails(1 / x, b, a)];
      expectWholeOf(tails);
      // 1/x is rounded, which the density magnifies by up to max(a, b)
      expect(Math.abs(tails.lower - reciprocal.upper)).toBeLessThan(1e-12);
      expect(fTails(x * 1.01, a, b).logUpper).toBeLessThanOrEqual(tails.logUpper);
    }),
  );
});

test('the quantile inverts the tails, in either tail', () => {
  fc.assert(
    fc.property(fc.double({ min: -300, max: -1e-3, noNaN: true }), df, df, (log, a, b) => {
      const p = Math.exp(log);
      const upper = fQuantile(p, a, b, 'upper');
      // beyond, the beta variable 1/(1 + odds) would be subnormal
      if (upper < 1e300) {
        expect(relativeError(fTails(upper, a, b).upper, p)).toBeLessThan(1e-10);
      }
      const lower = fQuantile(p, a, b);
      if (lower > 0) expect(relativeError(fTails(lower, a, b).lower, p)).toBeLessThan(1e-10);
    }),
  );
});

test('ends of the support, and arguments outside the domain', () => {
  const [end, nan] = [Number.POSITIVE_INFINITY, Number.NaN];
  expect([fTails(0, 2, 3).lower, fTails(end, 2, 3).upper]).toEqual([0, 0]);
  expect(fTails(end, 2, 3)).toEqual({ lower: 1, upper: 0, logLower: 0, logUpper: -end });
  expect(fTails(0, 2, 3)).toEqual({ lower: 0, upper: 1, logLower: -end, logUpper: 0 });
  expect([fQuantile(0, 2, 3), fQuantile(1, 2, 3)]).toEqual([0, end]);
  for (const n of [0, nan, end]) {
    expect(() => fTails(1, n, 2)).toThrow(RangeError);
    expect(() => fTails(1, 2, n)).toThrow(RangeError);
    expect(() => fQuantile(0.1, n, 2)).toThrow(RangeError);
  }
  for (const x of [-1, nan]) expect(() => fTails(x, 2, 3)).toThrow(RangeError);
  for (const p of [-0.1, 1.1, nan]) expect(() => fQuantile(p, 2, 3)).toThrow(RangeError);
});
