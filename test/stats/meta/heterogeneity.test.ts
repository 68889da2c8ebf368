import { describe, expect, test } from 'vitest';
import { fitAt } from '../../../src/stats/meta/fit.js';
import {
  fallingFrom,
  tauSquaredInterval,
  tauSquaredOf,
} from '../../../src/stats/meta/heterogeneity.js';
import { holdsTo, INNER } from '../domains.js';
import { relativeError } from '../reference.js';
import { effectsOf } from './meta-reference.js';

/** By numpy, from the matrices as Viechtbauer (2005) prints them. */
const MODERATED = effectsOf({
  ...{ y: [0.3, -0.1, 0.8, 0.5], v: [0.04, 0.09, 0.01, 0.25] },
  mods: [[1], [0], [2], [-1]],
});

test.each([
  {
    tauSquared: 0,
    coefficients: [0.11923076923077, 0.32435897435897454],
    covariance: [0.03807692307692307, -0.019615384615384607, 0.012435897435897432],
    q: 3.1410256410256414,
    trace: 33.33333333333323,
    logLikelihood: { ml: 4.2386301698012065, reml: -0.4261717266002938 },
    slope: { ml: -51.53155818540453, reml: 1.8573307034844149 },
  },
  {
    tauSquared: 0.05,
    coefficients: [0.18707865168539312, 0.25449438202247193],
    covariance: [0.05741573033707865, -0.02910112359550562, 0.02707865168539326],
    q: 2.0646067415730336,
    trace: 16.791510611735333,
    logLikelihood: { ml: 3.163417622268822, reml: -0.46321083889254977 },
    slope: { ml: -12.498419411530133, reml: -1.7671905904136729 },
  },
])('at a spread of $tauSquared the fit is that of the matrices', ({ covariance, ...expected }) => {
  const fit = fitAt(MODERATED, expected.tauSquared)!;
  const [[first, second], [third, fourth]] = fit.covariance as [[number, number], [number, number]];
  const own = [...fit.coefficients, first, second, fourth, fit.q, fit.trace];
  const others = [...expected.coefficients, ...covariance, expected.q, expected.trace];
  for (const key of ['ml', 'reml'] as const) {
    own.push(fit.logLikelihood[key], fit.slope[key]);
    others.push(expected.logLikelihood[key], expected.slope[key]);
  }
  for (const [i, one] of own.entries()) expect(relativeError(one, others[i]!)).toBeLessThan(1e-12);
  expect(third).toBe(second);
  expect(fit.tauSquared).toBe(expected.tauSquared);
});

describe('of several summits the highest is the answer', () => {
  // Roots of the slope over a grid, by scipy 1.17.1; the other summits are 0, 0, 28.5 and 8.87 apart.
  test.each([
    [
      [-0.2, -0.2, 0.6, -0.1, 0.1, 8.7],
      [0.004, 0.018, 41.4, 5.098, 1.3, 3.518],
      10.101110141179591,
      0,
    ],
    [
      [0, -0.3, -8.2, 0.1, 14.4, 0.2],
      [0.003, 0.062, 10.286, 5.75, 17.442, 9.864],
      28.549858418507036,
      0,
    ],
    [
      [-9.6, 0.3, 1.1, 0],
      [11.523, 0.016, 12.304, 0.002],
      0.03592847596169317,
      0.009841908381702125,
    ],
    [[0.2, -2.5, 3, 0.2], [0.082, 2.976, 1.356, 0.055], 0, 0],
  ])('%j with variances %j: %d by REML, %d by ML', (y, v, reml, ml) => {
    expect(tauSquaredOf(effectsOf({ y, v }), 'reml')).toBeCloseTo(reml, 8);
    expect(tauSquaredOf(effectsOf({ y, v }), 'ml')).toBeCloseTo(ml, 8);
  });
});

const FIVE = effectsOf({ y: [0.3, -0.1, 0.8, 0.5, 1.9], v: [0.04, 0.09, 0.01, 0.25, 0.04] });

test.each([
  [0.5, 0.3697828500434944, 1.1343806712087505],
  [0.95, 0.1511644922021685, 4.667206413331478],
  [0.9999, 0.03919411523962216, 113.96211200953535],
])('at %d confidence the spread has the Q-profile of brentq', (confidence, lower, upper) => {
  const own = tauSquaredInterval(FIVE, confidence)!;
  expect(relativeError(own.lower, lower)).toBeLessThan(1e-9);
  expect(relativeError(own.upper, upper)).toBeLessThan(1e-9);
});

test('where effects lie closer together than chance has them, there is no spread, or only at most', () => {
  const close = effectsOf({ y: [1, 1.01, 0.99], v: [1, 1, 1] });
  expect(tauSquaredInterval(close, 0.95)).toEqual({ lower: 0, upper: 0 });
  expect(tauSquaredOf(close, 'paule-mandel')).toBe(0);
  // Q is 2 of 2 degrees of freedom: just what chance makes.
  const even = effectsOf({ y: [0, 1, 2], v: [1, 1, 1] });
  expect(tauSquaredOf(even, 'paule-mandel')).toBe(0);
  const { lower, upper } = tauSquaredInterval(even, 0.95)!;
  expect(lower).toBe(0);
  // 2 ⁄ (1 + τ²) at the 2.5 % point of chi-square with 2 degrees of freedom, −2 ln 0.975.
  expect(upper).toBeCloseTo(2 / (-2 * Math.log(0.975)) - 1, 8);
});

test('likelihoods fall from twice the spread of equal weights and the largest variance on', () => {
  // Around their mean of 0.68 the squares come to 2.288, over 4 degrees of freedom.
  expect(fallingFrom(FIVE)).toBeCloseTo(2 * (2.288 / 4 + 0.25), 12);
  for (const from of [1, 2, 100]) {
    const { slope } = fitAt(FIVE, from * fallingFrom(FIVE))!;
    expect(Math.max(slope.ml, slope.reml)).toBeLessThan(0);
  }
});

test('what cannot be estimated is said in this order: what is collinear, then what is too few', () => {
  const one = effectsOf({ y: [1], v: [1] });
  for (const method of ['reml', 'ml', 'paule-mandel'] as const) {
    expect(tauSquaredOf(one, method)).toBe('TOO_FEW_EFFECTS');
  }
  expect(tauSquaredOf(one, 'fixed')).toBe(0);
  const twice = effectsOf({ y: [1, 2], v: [1, 1], mods: [[3], [3]] });
  for (const method of ['reml', 'fixed'] as const) {
    expect(tauSquaredOf(twice, method)).toBe('COLLINEAR');
  }
  expect(tauSquaredInterval(effectsOf({ y: [1, 2], v: [1, 1], mods: [[3], [4]] }), 0.9)).toBeNull();
});

holdsTo('tauSquaredInterval', 'confidence', INNER, (level) => tauSquaredInterval(FIVE, level));
