import { describe, expect, test } from 'vitest';
import { betaOffset } from '../../../src/stats/distributions/beta-offset.js';
import { binomialLogMass } from '../../../src/stats/distributions/binomial.js';
import {
  cumulate,
  emptyMasses,
  fillMasses,
  tailFrom,
} from '../../../src/stats/distributions/binomial-masses.js';
import {
  expDeviation,
  logBeta,
  logBetaKernel,
  logDeviation,
  logPoissonMass,
} from '../../../src/stats/distributions/deviance.js';
import {
  hypergeometricLogMass,
  hypergeometricMode,
  hypergeometricSupport,
  relativeTail,
} from '../../../src/stats/distributions/hypergeometric.js';
import { relativeError } from '../reference.js';

/* Figures by mpmath 1.3.0, 40 digits, at the doubles that are given. */

test.each([
  [-0.999, 5.908755278982136],
  [-0.5, 0.1931471805599453],
  [-0.41, 0.1176327420823719],
  [-0.4, 0.1108256237659907],
  [-0.39, 0.1042963218147801],
  [-0.001, 5.003335835335002e-7],
  [1e-9, 4.999999996666667e-19],
  [0.39, 0.06069625285739962],
  [0.41, 0.06641029560992308],
  [3, 1.613705638880109],
  [1e5, 99988.48706453507],
])('u − ln(1 + u) at %d', (u, value) => {
  expect(relativeError(logDeviation(u), value)).toBeLessThan(8e-15);
});

test.each([
  [-700, 699],
  [-2, 1.135335283236613],
  [-0.41, 0.07365025013631936],
  [-0.4, 0.07032004603563931],
  [-0.1, 0.004837418035959574],
  [1e-9, 5.000000001666667e-19],
  [0.4, 0.09182469764127033],
  [0.41, 0.09681778511285356],
  [30, 10686474581493.46],
])('the exponential of %d less its tangent', (v, value) => {
  expect(relativeError(expDeviation(v), value)).toBeLessThan(8e-15);
  expect(expDeviation(0)).toBe(0);
});

test.each([
  [0.5, 0.1, -1.130510308861778],
  [1, 1, -1],
  [3, 8, -3.553434844188547],
  [100, 99.5, -3.223611139108781],
  [1e6, 1.001e6, -8.32636081198698],
  [1e-3, 50, -49.9955115833963],
])('the Poisson mass at %d with mean %d', (a, x, log) => {
  expect(relativeError(logPoissonMass(a, x), log)).toBeLessThan(1e-12);
});

test.each([
  [0.5, 0.5, 0.25, -1.981718102635236],
  [3, 9, 0.5, -2.113208404150653],
  [1e4, 2e4, 0.3333, 3.483414374008501],
  [0.01, 80, 0.75, -115.4621473233212],
])('the kernel of a beta with shapes %d and %d at %d', (a, b, x, log) => {
  expect(relativeError(logBetaKernel(a, b, x, 1 - x), log)).toBeLessThan(1e-12);
  expect(relativeError(logBetaKernel(b, a, 1 - x, x), log)).toBeLessThan(1e-12);
});

test.each([
  [0.5, 0.5, 1.1447298858494],
  [3, 9, -6.20455776256869],
  [1e-3, 1e5, 6.895665964913892],
  [1e6, 1e6, -1386300.003362921],
  [200, 0.25, -0.03608787199340306],
])('ln B(%d, %d)', (a, b, log) => {
  expect(relativeError(logBeta(a, b), log)).toBeLessThan(1e-12);
  expect(relativeError(logBeta(b, a), log)).toBeLessThan(1e-12);
});

test('how far a beta lies beyond its mean has all its digits, for shapes of 1e12', () => {
  expect(betaOffset(3, 5, 0.25, 0.75)).toBe(-1);
  expect(betaOffset(5, 3, 0.75, 0.25)).toBe(1);
  expect(
    relativeError(betaOffset(1e12, 3e12, 0.25000001, 1 - 0.25000001), 39999.99997894577),
  ).toBeLessThan(1e-15);
  expect(
    relativeError(betaOffset(3e12, 1e12, 1 - 0.25000001, 0.25000001), -39999.99997894577),
  ).toBeLessThan(1e-15);
  expect(betaOffset(1e300, 1e300, 0.5, 0.5)).toBe(0);
});

describe('all masses of a binomial that matter', () => {
  test.each([
    [0, 0.3],
    [1, 0.5],
    [7, 0],
    [7, 1e-3],
    [7, 0.999],
    [60, 0.5],
    [400, 0.02],
    [20_000, 0.3],
  ])('of %i units at %d', (n, p) => {
    const into = emptyMasses();
    fillMasses(into, n, p);
    const { from, to, masses } = into;
    for (let k = from; k <= to; k += 1) {
      expect(masses[k - from]! / Math.exp(binomialLogMass(k, n, p))).toBeCloseTo(1, 10);
    }
    if (from > 0) expect(binomialLogMass(from - 1, n, p)).toBeLessThan(Math.log(1e-17));
    if (to < n) expect(binomialLogMass(to + 1, n, p)).toBeLessThan(Math.log(1e-17));
    const all = masses.slice(0, to - from + 1);
    const upTo = (k: number) =>
      all.slice(0, Math.max(0, k - from + 1)).reduce((sum, x) => sum + x, 0);
    const fromOn = (k: number) => all.slice(Math.max(0, k - from)).reduce((sum, x) => sum + x, 0);
    for (const tail of ['lower', 'upper'] as const) {
      fillMasses(into, n, p);
      cumulate(into, tail);
      for (const k of [-1, from - 1, from, Math.floor((from + to) / 2), to, to + 1, n]) {
        const sum = tail === 'lower' ? upTo(k) : k > to ? 0 : fromOn(k);
        expect(tailFrom(into, tail, k), `${tail} ${k}`).toBeCloseTo(sum, 13);
      }
    }
  });
});

describe('a draw without replacement', () => {
  test.each([
    [3, 9, 6],
    [5, 2, 6],
    [40, 25, 33],
    [1, 1, 1],
    [4, 4, 8],
    [0, 7, 3],
  ])('of %i marked and %i others, %i drawn, by counting', (marked, unmarked, drawn) => {
    const urn = { marked, unmarked, drawn };
    const [least, most] = hypergeometricSupport(urn);
    expect([least, most]).toEqual([Math.max(0, drawn - unmarked), Math.min(drawn, marked)]);
    const choose = (n: number, k: number): number =>
      Array.from({ length: k }, (_, i) => (n - i) / (i + 1)).reduce((all, x) => all * x, 1);
    const counts = Array.from({ length: most - least + 1 }, (_, i) => least + i);
    const ways = counts.map((x) => choose(marked, x) * choose(unmarked, drawn - x));
    const all = ways.reduce((sum, x) => sum + x, 0);
    for (const [i, x] of counts.entries()) {
      expect(Math.exp(hypergeometricLogMass(x, urn))).toBeCloseTo(ways[i]! / all, 12);
      const [up, down] = [ways.slice(i), ways.slice(0, i + 1)].map((some) =>
        some.reduce((a, b) => a + b),
      );
      expect(relativeTail(x, urn, 1) / (up! / ways[i]!)).toBeCloseTo(1, 12);
      expect(relativeTail(x, urn, -1) / (down! / ways[i]!)).toBeCloseTo(1, 12);
    }
    const mode = ways[hypergeometricMode(urn) - least]!;
    expect(mode).toBeCloseTo(Math.max(...ways), 8);
  });
});

/* Exact, by Python's fractions, at the doubles that are given. */
test.each([
  [2455849808209.7246, 5487869330429.924, 0.30915614886756154, -191622.34771231574],
  [6078808382102.325, 6294631010669.734, 0.4912786658989231, -1584640.0865507857],
  [230363116393.25397, 8390943912754.954, 0.026720204065675005, -33261.575523506224],
  [2419876514362.294, 9956883871553.582, 0.19551776036165383, -43175.18352122749],
  [1591102597832.887, 6385120517023.365, 0.19948074750166622, 351358.7067419029],
])('how far a beta variable of shapes %d and %d is at %d', (a, b, x, beyond) => {
  expect(relativeError(betaOffset(a, b, x, 1 - x), beyond)).toBeLessThan(3e-16);
  expect(relativeError(betaOffset(b, a, 1 - x, x), -beyond)).toBeLessThan(3e-16);
});
