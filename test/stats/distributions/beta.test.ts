import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betaQuantile, betaTails } from '../../../src/stats/distributions/beta.js';
import {
  expectWholeOf,
  relativeError,
  rowsOf,
  tailError,
  tailsErrors,
  worst,
} from '../reference.js';

const shape = fc.double({ min: Math.log(0.05), max: Math.log(1e6), noNaN: true }).map(Math.exp);

test('both tails agree with R to 1e-11, for shapes 0.001 to 1e7', () => {
  const result = worst(rowsOf('beta'), (r) =>
    tailsErrors(betaTails(r.x!, r.a!, r.b!), r.logLower!, r.logUpper!),
  );
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(1e-11);
});

// mpmath 1.2.1, 40 digits, by quadrature: x, a, b, ln I_x(a, b). R's pbeta is off by up to 1e-7 here.
const LARGE_SHAPES: [number, number, number, number][] = [
  [0.49893933983087185, 100000000, 100000000, -454.3222542031224],
  [0.4998232233051453, 100000000, 100000000, -15.064999107136567],
  [0.49998232233051454, 100000000, 100000000, -1.1759117596321096],
  [0.24935048094797357, 100000000, 300000000, -454.8420397462254],
  [0.24989174682466225, 100000000, 300000000, -15.067394815404677],
  [0.24998917468246623, 100000000, 300000000, -1.1758952906896178],
  [0.4999893933982822, 1000000000000, 1000000000000, -454.3212440586624],
  [0.499998232233047, 1000000000000, 1000000000000, -15.06499839436875],
  [0.4999998232233047, 1000000000000, 1000000000000, -1.1759117615464665],
  [0.2499935048094716, 1000000000000, 3000000000000, -454.32644020920037],
  [0.24999891746824526, 1000000000000, 3000000000000, -15.065022349668467],
  [0.24999989174682452, 1000000000000, 3000000000000, -1.175911596925838],
  [0.4999996645898034, 1000000000000000, 1000000000000000, -454.3212439346896],
  [0.49999994409830056, 1000000000000000, 1000000000000000, -15.064998393362655],
  [0.49999999440983006, 1000000000000000, 1000000000000000, -1.1759117610132899],
  [0.24999979460404093, 1000000000000000, 3000000000000000, -454.3214083154747],
  [0.24999996576734015, 1000000000000000, 3000000000000000, -15.064999152759574],
  [0.24999999657673402, 1000000000000000, 3000000000000000, -1.1759117550247047],
];

test('agrees with mpmath to 1e-12 for shapes up to 3e15', () => {
  for (const [x, a, b, logLower] of LARGE_SHAPES) {
    expect(tailError(betaTails(x, a, b).logLower, logLower), `${a}, ${b}`).toBeLessThan(1e-12);
  }
});

test('the quantile agrees with R to 1e-12', () => {
  const result = worst(rowsOf('betaQuantile'), (r) => [
    relativeError(betaQuantile(r.p!, r.a!, r.b!), r.lower!),
  ]);
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(1e-12);
});

test('has the closed forms of a power and of the arcsine', () => {
  for (const x of [1e-100, 1e-5, 0.25, 0.5, 0.9]) {
    expect(relativeError(betaTails(x, 3.5, 1).lower, x ** 3.5)).toBeLessThan(1e-12);
    expect(relativeError(betaTails(x, 1, 7).logUpper, 7 * Math.log1p(-x))).toBeLessThan(1e-12);
    const arcsine = (2 / Math.PI) * Math.asin(Math.sqrt(x));
    expect(relativeError(betaTails(x, 0.5, 0.5).lower, arcsine)).toBeLessThan(1e-13);
  }
});

test('the tails are each other’s complement, mirror with the shapes exchanged, and fall', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1023 }), shape, shape, (i, a, b) => {
      const x = i / 1024;
      const tails = betaTails(x, a, b);
      expectWholeOf(tails);
      expect(betaTails(1 - x, b, a).logUpper).toBeCloseTo(tails.logLower, 9);
      expect(betaTails(Math.min(1, x * 1.01), a, b).logUpper).toBeLessThanOrEqual(tails.logUpper);
    }),
  );
});

test('the quantile inverts the tails, in either tail', () => {
  fc.assert(
    fc.property(fc.double({ min: -690, max: -1e-3, noNaN: true }), shape, shape, (log, a, b) => {
      const p = Math.exp(log);
      const lower = betaQuantile(p, a, b);
      // next to 1 a double no longer tells x well enough
      if (lower > 0 && lower < 0.999) {
        expect(relativeError(betaTails(lower, a, b).lower, p)).toBeLessThan(1e-10);
      }
      const upper = betaQuantile(p, a, b, 'upper');
      if (upper > 0 && upper < 0.999) {
        expect(relativeError(betaTails(upper, a, b).upper, p)).toBeLessThan(1e-10);
      }
    }),
  );
});

test('ends of the support, and arguments outside the domain', () => {
  const [end, nan] = [Number.POSITIVE_INFINITY, Number.NaN];
  expect([betaTails(0, 2, 3).lower, betaTails(1, 2, 3).upper]).toEqual([0, 0]);
  expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
  for (const n of [0, nan, end]) {
    expect(() => betaTails(0.5, n, 2)).toThrow(RangeError);
    expect(() => betaTails(0.5, 2, n)).toThrow(RangeError);
    expect(() => betaQuantile(0.1, 2, n)).toThrow(RangeError);
    expect(() => betaQuantile(0.1, n, 2)).toThrow(RangeError);
  }
  for (const x of [-0.1, 1.1, nan]) expect(() => betaTails(x, 2, 3)).toThrow(RangeError);
  for (const p of [-0.1, 1.1, nan]) expect(() => betaQuantile(p, 2, 3)).toThrow(RangeError);
});
