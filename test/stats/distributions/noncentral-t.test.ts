import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noncentralTTails } from '../../../src/stats/distributions/noncentral-t.js';
import { normalTails } from '../../../src/stats/distributions/normal.js';
import { studentQuantile, studentTails } from '../../../src/stats/distributions/student.js';
import { mirroredTails } from '../../../src/stats/distributions/tails.js';
import { expectWholeOf, noncentralRows, tailError, tailsErrors, worst } from '../reference.js';

const df = fc.double({ min: 0, max: Math.log(1e9), noNaN: true }).map(Math.exp);
const t = fc.double({ min: -50, max: 50, noNaN: true });
const noncentrality = fc.double({ min: -40, max: 40, noNaN: true });

test('both tails agree with mpmath to 1e-12, for df 0.1 to 1e7 and |noncentrality| to 100, and to 5e7 for few df', () => {
  const result = worst(noncentralRows(), (r) =>
    tailsErrors(noncentralTTails(r.t!, r.df!, r.noncentrality!), r.logLower!, r.logUpper!),
  );
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(1e-12);
});

// R 4.2.2: pt(t, df, ncp, lower.tail = FALSE), which is right absolutely, to 1e-12.
test.each([
  [3, 0.001, 30, 0.9987660375406],
  [2, 0.001, 1, 0.8377848988296],
  [10, 0.003, 3, 0.9860445371807],
  [5, 0.01, 35, 0.9946938516722],
  [-4, 0.01, 2, 0.9784132822148],
  [1, 0.03, 25, 0.9999998230137],
])(
  'of next to no degrees of freedom the upper tail at %d (df %d, noncentrality %d) is R’s',
  (at, n, delta, upper) => {
    const tails = noncentralTTails(at, n, delta);
    expect(Math.abs(tails.upper - upper)).toBeLessThan(2e-12);
    expect(Math.abs(tails.lower - (1 - upper))).toBeLessThan(2e-12);
  },
);

test('without noncentrality it is Student’s t, with infinite df the normal, at 0 too', () => {
  fc.assert(
    fc.property(t, df, noncentrality, (at, n, delta) => {
      const [central, student] = [noncentralTTails(at, n, 0), studentTails(at, n)];
      expect(tailError(central.logUpper, student.logUpper)).toBeLessThan(1e-11);
      const zero = noncentralTTails(0, n, delta);
      expect(tailError(zero.logLower, normalTails(-delta).logLower)).toBeLessThan(1e-11);
      const shifted = noncentralTTails(at, Number.POSITIVE_INFINITY, delta);
      expect(shifted).toEqual(normalTails(at - delta));
    }),
  );
});

test('has the tails of a normal at a df of 1e15', () => {
  const [a, b] = [noncentralTTails(1.96, 1e15, 2.8), normalTails(1.96 - 2.8)];
  expect(tailError(a.logUpper, b.logUpper)).toBeLessThan(1e-12);
});

test('the tails are each other’s complement and mirror image, and fall', () => {
  fc.assert(
    fc.property(t, df, noncentrality, (at, n, delta) => {
      const tails = noncentralTTails(at, n, delta);
      expectWholeOf(tails);
      const mirrored = mirroredTails(noncentralTTails(-at, n, -delta));
      expect(tailError(mirrored.logUpper, tails.logUpper)).toBeLessThan(1e-11);
      expect(noncentralTTails(at + 0.01, n, delta).logUpper).toBeLessThanOrEqual(tails.logUpper);
    }),
    { numRuns: 100 },
  );
});

test('ends of the support, and arguments outside the domain', () => {
  const [end, nan] = [Number.POSITIVE_INFINITY, Number.NaN];
  expect([noncentralTTails(end, 3, 1).upper, noncentralTTails(-end, 3, 1).upper]).toEqual([0, 1]);
  for (const n of [0, -1, nan]) expect(() => noncentralTTails(1, n, 1)).toThrow(RangeError);
  for (const d of [end, nan]) expect(() => noncentralTTails(1, 3, d)).toThrow(RangeError);
  expect(() => noncentralTTails(nan, 3, 1)).toThrow(RangeError);
});

test('a noncentrality beyond all that doubles tell apart ends', () => {
  // The step over so narrow a summit is below the rounding of where it lies.
  const noncentrality = 1e9 * Math.sqrt(1500);
  expect(noncentralTTails(studentQuantile(0.05, 5998, 'upper'), 5998, noncentrality).upper).toBe(1);
});

test('without end of δ it goes over into a scaled inverse chi', () => {
  for (const df of [1, 5, 300]) {
    for (const times of [0.9, 0.999, 1.001, 1.1, 3]) {
      const [noisy, noiseless] = [0.99e8, 1e8].map((d) => noncentralTTails(times * d, df, d));
      expect(noiseless!.lower / noisy!.lower).toBeCloseTo(1, 4);
      expect(noiseless!.upper / noisy!.upper).toBeCloseTo(1, 4);
    }
  }
  expect(noncentralTTails(2, 3, 1e28).lower).toBe(0);
  expect(noncentralTTails(-2, 3, -1e28).upper).toBe(0);
  expect(noncentralTTails(-2, 3, 1e28).lower).toBe(0);
});

test('a huge noncentrality is mirrored as any other', () => {
  for (const t of [1.2e8, 2e8, 3.5e8]) {
    const [up, down] = [noncentralTTails(t, 5, 2e8), noncentralTTails(-t, 5, -2e8)];
    expect(down).toEqual({
      ...{ lower: up.upper, upper: up.lower, logLower: up.logUpper, logUpper: up.logLower },
    });
    expect(up.lower).toBeGreaterThan(1e-3);
    expect(up.upper).toBeGreaterThan(1e-3);
  }
});

/* mpmath 1.3.0, 30 digits, by test/reference/noncentral-t.py: far out, where Z matters although δ is large. */
test.each([
  [5000, 1e4, 1000, -11253.91160758076],
  [8000, 3e4, 1000, -47199.96055573879],
])('is not steady among many degrees of freedom: t %d, df %d, δ %d', (t, df, delta, log) => {
  expect(noncentralTTails(t, df, delta).logUpper / log).toBeCloseTo(1, 12);
  expect(noncentralTTails(-t, df, -delta).logLower / log).toBeCloseTo(1, 12);
});
