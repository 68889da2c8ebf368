import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  binomialLogMass,
  binomialQuantile,
  binomialTails,
} from '../../../src/stats/distributions/binomial.js';
import {
  expectWholeOf,
  relativeError,
  rowsOf,
  tailError,
  tailsErrors,
  worst,
} from '../reference.js';

/** In distributions.json, −1e308 stands for the logarithm of 0. */
const LOG_OF_NOTHING = -1e308;

const trial = fc.record({
  n: fc.integer({ min: 1, max: 2000 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  prob: fc.double({ min: 1e-6, max: 0.999, noNaN: true }),
});

test('mass and tails agree with R to 1e-11, for n up to 1e9', () => {
  const result = worst(rowsOf('binomial'), (r) => {
    const logUpper = r.logUpper === LOG_OF_NOTHING ? Number.NEGATIVE_INFINITY : r.logUpper!;
    const mass = binomialLogMass(r.k!, r.n!, r.p!);
    const tails = binomialTails(r.k!, r.n!, r.p!);
    return [tailError(mass, r.logMass!), ...tailsErrors(tails, r.logLower!, logUpper)];
  });
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(1e-11);
});

test('the quantile is R’s', () => {
  for (const { p, n, prob, lower, upper } of rowsOf('binomialQuantile')) {
    expect(binomialQuantile(p!, n!, prob!)).toBe(lower! + 0);
    expect(binomialQuantile(p!, n!, prob!, 'upper')).toBe(upper! + 0);
  }
});

test('tails are sums of masses', () => {
  fc.assert(
    fc.property(trial, ({ n, share, prob }) => {
      const k = Math.floor(share * n);
      const tails = binomialTails(k, n, prob);
      expectWholeOf(tails);
      let sum = 0;
      for (let i = 0; i <= k; i += 1) sum += Math.exp(binomialLogMass(i, n, prob));
      expect(Math.abs(tails.lower - sum)).toBeLessThan(1e-11 * sum + 1e-300);
    }),
  );
});

test('the quantile is the first step that reaches p', () => {
  fc.assert(
    fc.property(trial, ({ n, share, prob }) => {
      const k = binomialQuantile(share, n, prob);
      expect(binomialTails(k, n, prob).lower * (1 + 1e-13)).toBeGreaterThanOrEqual(share);
      expect(binomialTails(k - 1, n, prob).lower).toBeLessThanOrEqual(share);
      const at = Math.floor(share * n);
      const { lower, upper } = binomialTails(at, n, prob);
      if (lower < 0.999 && lower > 1e-300) expect(binomialQuantile(lower, n, prob)).toBe(at);
      if (upper < 0.999 && upper > 1e-300)
        expect(binomialQuantile(upper, n, prob, 'upper')).toBe(at);
    }),
  );
});

test('ends of the support, and degenerate trials', () => {
  expect([binomialTails(-1, 5, 0.3).upper, binomialTails(5, 5, 0.3).lower]).toEqual([1, 1]);
  expect(relativeError(binomialTails(2.9, 5, 0.3).lower, binomialTails(2, 5, 0.3).lower)).toBe(0);
  expect([binomialTails(0, 5, 0).lower, binomialTails(4, 5, 1).upper]).toEqual([1, 1]);
  expect(
    [binomialLogMass(0, 0, 0.3), binomialLogMass(0, 5, 0), binomialLogMass(5, 5, 1)].map(
      (x) => x + 0,
    ),
  ).toEqual([0, 0, 0]);
  expect(binomialLogMass(2, 5, 0)).toBe(Number.NEGATIVE_INFINITY);
  expect(binomialLogMass(6, 5, 0.1)).toBe(Number.NEGATIVE_INFINITY);
  expect([binomialQuantile(0, 5, 0.3), binomialQuantile(1, 5, 0.3)]).toEqual([0, 5]);
  const upper = [0, 1].map((p) => binomialQuantile(p, 5, 0.3, 'upper'));
  expect(upper).toEqual([5, 0]);
  expect([0, 1].map((p) => binomialQuantile(p, 5, 0, 'upper'))).toEqual([0, 0]);
  expect([binomialQuantile(0.4, 5, 0), binomialQuantile(0.4, 5, 1)]).toEqual([0, 5]);
  expect(binomialQuantile(0.4, 0, 0.3)).toBe(0);
});

test('refuses arguments outside the domain', () => {
  for (const n of [-1, 2.5, Number.NaN]) expect(() => binomialTails(1, n, 0.3)).toThrow(RangeError);
  for (const p of [-0.1, 1.1, Number.NaN]) {
    expect(() => binomialTails(1, 5, p)).toThrow(RangeError);
    expect(() => binomialLogMass(1, 5, p)).toThrow(RangeError);
    expect(() => binomialQuantile(p, 5, 0.3)).toThrow(RangeError);
    expect(() => binomialQuantile(0.3, 5, p)).toThrow(RangeError);
  }
  for (const k of [1.5, Number.NaN]) expect(() => binomialLogMass(k, 5, 0.3)).toThrow(RangeError);
  expect(() => binomialTails(Number.NaN, 5, 0.3)).toThrow(RangeError);
});

test('a quantile next to 1 is told by what lies beyond it, of either tail', () => {
  // mpmath 1.3.0, sums of masses with 60 digits.
  expect(binomialQuantile(1 - 2 ** -48, 1000, 0.3)).toBe(416);
  expect(binomialQuantile(1 - 2 ** -48, 1000, 0.3, 'upper')).toBe(192);
});
