import fc from 'fast-check';
import { cumulativeStdNormalProbability } from 'simple-statistics';
import { expect, test } from 'vitest';
import {
  logNormalUpper,
  normalQuantile,
  normalTails,
  normalUpper,
} from '../../../src/stats/distributions/normal.js';
import { mirroredTails } from '../../../src/stats/distributions/tails.js';
import {
  expectWholeOf,
  plain,
  relativeError,
  rowsOf,
  sharedCases,
  tailError,
  tailsErrors,
  worst,
} from '../reference.js';

test('both tails agree with R to 1e-14, down to z = 1e10 in logarithms', () => {
  const rows = rowsOf('normal');
  const result = worst(rows, (r) => tailsErrors(normalTails(r.z!), r.logLower!, r.logUpper!));
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(2e-13);
  expect(worst(rows, (r) => [tailError(logNormalUpper(r.z!), r.logUpper!)]).error).toBeLessThan(
    1e-14,
  );
  const doubles = rows.filter((r) => r.logUpper! > -690);
  expect(
    worst(doubles, (r) => [relativeError(normalUpper(r.z!), Math.exp(r.logUpper!))]).error,
  ).toBeLessThan(2e-13);
});

test('the quantile agrees with R to 1e-13, from 1e-300 to 1 − 1e-9', () => {
  const result = worst(rowsOf('normalQuantile'), (r) => [
    relativeError(normalQuantile(r.p!), r.lower!),
    relativeError(normalQuantile(r.p!, 'upper'), r.upper!),
  ]);
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(1e-13);
});

test('gives the reference answers', () => {
  for (const { inputs, expected } of sharedCases('normal')) {
    inputs.z.forEach((z: number, i: number) => {
      expect(relativeError(normalTails(z).upper, expected.upper[i])).toBeLessThan(1e-12);
      expect(relativeError(normalTails(z).logUpper, expected.log_upper[i])).toBeLessThan(1e-13);
    });
  }
  for (const { inputs, expected } of sharedCases('normal-quantile')) {
    inputs.p.forEach((p: number, i: number) => {
      expect(relativeError(normalQuantile(p), expected.q[i])).toBeLessThan(1e-12);
    });
  }
});

test('agrees with the table of simple-statistics to its four digits', () => {
  for (const z of [-2.5, -1, 0, 0.6, 1.5, 3]) {
    expect(Math.abs(normalTails(z).lower - cumulativeStdNormalProbability(z))).toBeLessThan(1e-4);
  }
});

test('the tails are each other’s complement and mirror image, and fall', () => {
  fc.assert(
    fc.property(fc.double({ min: -38, max: 38, noNaN: true }), (z) => {
      const tails = normalTails(z);
      expectWholeOf(tails);
      expect(normalTails(-z)).toEqual(mirroredTails(tails));
      expect(normalTails(z + 1e-3).logUpper).toBeLessThanOrEqual(tails.logUpper);
    }),
  );
});

test('is continuous where one approximation takes over from the next', () => {
  for (const z of [0.67448975, Math.sqrt(32)]) {
    const [left, right] = [normalTails(z * (1 - 1e-15)), normalTails(z * (1 + 1e-15))];
    expect(relativeError(left.upper, right.upper)).toBeLessThan(1e-13);
  }
});

test('the quantile inverts the tails, in either tail', () => {
  fc.assert(
    fc.property(fc.double({ min: -690, max: -0.7, noNaN: true }), (log) => {
      const p = Math.exp(log);
      expect(relativeError(normalTails(normalQuantile(p)).lower, p)).toBeLessThan(1e-12);
      expect(relativeError(normalTails(normalQuantile(p, 'upper')).upper, p)).toBeLessThan(1e-12);
      expect(normalQuantile(p) + normalQuantile(p, 'upper')).toBe(0);
    }),
  );
});

test('ends of the support, and arguments outside the domain', () => {
  const all = { lower: 1, upper: 0, logLower: 0, logUpper: Number.NEGATIVE_INFINITY };
  expect(plain(normalTails(Number.POSITIVE_INFINITY))).toEqual(all);
  expect(plain(normalTails(Number.NEGATIVE_INFINITY))).toEqual(mirroredTails(all));
  expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
  expect(normalQuantile(0, 'upper')).toBe(Number.POSITIVE_INFINITY);
  expect(normalQuantile(0.5)).toBeCloseTo(0, 15);
  expect(() => normalTails(Number.NaN)).toThrow(RangeError);
  for (const p of [-1e-9, 1.1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
});
