import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalQuantile, normalTails } from '../../../src/stats/distributions/normal.js';
import { studentQuantile, studentTails } from '../../../src/stats/distributions/student.js';
import { mirroredTails } from '../../../src/stats/distributions/tails.js';
import {
  expectWholeOf,
  plain,
  relativeError,
  rowsOf,
  sharedCases,
  studentQuantileRows,
  tailsErrors,
  worst,
} from '../reference.js';

const df = fc.double({ min: Math.log(0.3), max: Math.log(1e15), noNaN: true }).map(Math.exp);

test('both tails agree with R to 1e-12, for df 0.01 to 1e15 and |t| to 1e10', () => {
  const result = worst(rowsOf('student'), (r) =>
    tailsErrors(studentTails(r.t!, r.df!), r.logLower!, r.logUpper!),
  );
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(1e-12);
});

test('the quantile agrees with R to 1e-11', () => {
  const result = worst(rowsOf('studentQuantile'), (r) => [
    relativeError(studentQuantile(r.p!, r.df!, 'upper'), r.upper!),
  ]);
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(1e-11);
});

test('the quantile agrees with mpmath to 1e-14 where it becomes a series, at 10,000 degrees of freedom, and beyond', () => {
  const result = worst(studentQuantileRows(), (r) => [
    relativeError(studentQuantile(r.p!, r.df!, 'upper'), r.quantile!),
  ]);
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(1e-14);
});

test('quantiles at which R’s qt is wrong (by 1e-2, 2e-4, 2e-9) invert the tail', () => {
  for (const [p, n] of [
    [1e-300, 1.5],
    [1e-12, 0.3],
    [1e-300, 5],
  ] as const) {
    const { upper } = studentTails(studentQuantile(p, n, 'upper'), n);
    expect(relativeError(upper, p)).toBeLessThan(1e-12);
  }
});

test('gives the reference answers', () => {
  for (const { inputs, expected } of sharedCases('student')) {
    inputs.t.forEach((t: number, i: number) => {
      const { upper } = studentTails(t, inputs.df);
      if (expected.upper[i] === 0) expect(upper).toBeLessThan(1e-300);
      else expect(relativeError(upper, expected.upper[i])).toBeLessThan(1e-12);
    });
    expect(relativeError(studentQuantile(0.975, inputs.df), expected.q975)).toBeLessThan(1e-12);
    expect(relativeError(studentQuantile(0.9999, inputs.df), expected.q9999)).toBeLessThan(1e-10);
  }
});

test('has the closed forms at one, two and infinitely many degrees of freedom', () => {
  for (const t of [1e-6, 0.2, 1, 7, 1e5, 1e200]) {
    // df 1: Cauchy, atan(1/t)/π; df 2: t/√(t² + 2) (Student 1908)
    expect(relativeError(studentTails(t, 1).upper, Math.atan2(1, t) / Math.PI)).toBeLessThan(1e-13);
    const s = Math.hypot(t, Math.SQRT2);
    expect(relativeError(studentTails(t, 2).upper, 1 / s / (s + t))).toBeLessThan(1e-13);
    expect(studentTails(t, Number.POSITIVE_INFINITY)).toEqual(normalTails(t));
  }
  expect(studentQuantile(0.01, Number.POSITIVE_INFINITY)).toBe(normalQuantile(0.01));
});

test('the tails are each other’s complement and mirror image, and fall', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e3, max: 1e3, noNaN: true }), df, (t, n) => {
      const tails = studentTails(t, n);
      expectWholeOf(tails);
      expect(studentTails(-t, n)).toEqual(mirroredTails(tails));
      expect(studentTails(t + 1e-3, n).logUpper).toBeLessThanOrEqual(tails.logUpper + 1e-15);
    }),
  );
});

test('the quantile inverts the tails, in either tail', () => {
  fc.assert(
    fc.property(fc.double({ min: -690, max: -1e-3, noNaN: true }), df, (log, n) => {
      const p = Math.exp(log);
      const t = studentQuantile(p, n, 'upper');
      if (t < Number.POSITIVE_INFINITY) {
        expect(relativeError(studentTails(t, n).upper, p)).toBeLessThan(1e-11);
      }
      expect(studentQuantile(p, n)).toBe(-t);
    }),
  );
});

test('ends of the support, and arguments outside the domain', () => {
  const [end, nan] = [Number.POSITIVE_INFINITY, Number.NaN];
  const all = { lower: 1, upper: 0, logLower: 0, logUpper: -end };
  expect(plain(studentTails(end, 3))).toEqual(all);
  expect(plain(studentTails(-end, 3))).toEqual(mirroredTails(all));
  expect([studentQuantile(0, 3), studentQuantile(1, 3)]).toEqual([-end, end]);
  expect(studentQuantile(0.5, 3) + 0).toBe(0);
  for (const n of [0, -1, nan]) expect(() => studentTails(1, n)).toThrow(RangeError);
  for (const n of [0, -1, nan]) expect(() => studentQuantile(0.1, n)).toThrow(RangeError);
  expect(() => studentTails(nan, 3)).toThrow(RangeError);
  for (const p of [-0.1, 1.1, nan]) expect(() => studentQuantile(p, 3)).toThrow(RangeError);
});
