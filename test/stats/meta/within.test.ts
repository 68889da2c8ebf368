import { describe, expect, test } from 'vitest';
import {
  predictionInterval,
  type RandomEffects,
  randomEffects,
  within,
} from '../../../src/stats/meta/random-effects.js';
import { holdsTo, INNER } from '../domains.js';
import { relativeError } from '../reference.js';
import { effectsOf } from './meta-reference.js';

/** scipy 1.17.1: norm and t. */
test.each([
  [0.5, 0.2, null, 0.95, 0.10800720309198919, 0.8919927969080108, 0.012419330651552265],
  [-0.5, 0.2, 4, 0.9, -0.9263693572653302, -0.0736306427346698, 0.06676654481198814],
  [-9, 0.2, null, 0.8, -9.25631031310892, -8.74368968689108, Number.MIN_VALUE],
  [3, 2, 1, 0.99, -124.31348232574305, 130.31348232574305, 0.3743340836219977],
  [0, 0, null, 0.95, 0, 0, 1],
  [0, 0, 3, 0.95, 0, 0, 1],
  [1, 0, 3, 0.95, 1, 1, Number.MIN_VALUE],
  [-1, 0, null, 0.95, -1, -1, Number.MIN_VALUE],
])(
  '%d ± %d with %s degrees of freedom, at %d',
  (estimate, error, df, confidence, lower, upper, p) => {
    const own = within(estimate, error, df, confidence);
    expect(own).toMatchObject({ estimate, standardError: error });
    expect(own.lower).toBeCloseTo(lower, 10);
    expect(own.upper).toBeCloseTo(upper, 10);
    expect(relativeError(own.pValue, p)).toBeLessThan(1e-10);
  },
);

const MODERATED = effectsOf({
  y: [0.3, -0.1, 0.8, 0.5, 1.9, 0.2],
  v: [0.04, 0.09, 0.01, 0.25, 0.04, 0.5],
  mods: [
    [1, 0],
    [0, 1],
    [2, 1],
    [-1, 0],
    [3, 1],
    [1, 1],
  ],
});
const fitted = (...args: Parameters<typeof randomEffects>) =>
  randomEffects(...args) as RandomEffects;

describe('by numpy, from the matrices: what is expected at given moderators, and whether they tell anything', () => {
  const at = { estimate: 1.3132958477506074 };
  test.each([
    {
      method: 'wald' as const,
      ...{ df: null, error: 0.6276653928288005, lower: 0.28087814984423387 },
      ...{ upper: 2.345713545656981, statistic: 5.6562084744216214, pValue: 0.059124834152197034 },
      standardErrors: [0.4177352580208592, 0.21361094284597415, 0.5834788287141518],
    },
    {
      method: 'knapp-hartung' as const,
      ...{ df: 3, error: 0.6205356104447861, lower: -0.14704996786258118 },
      ...{ upper: 2.773641663363796, statistic: 5.973455119541506, pValue: 0.19330466703821073 },
      standardErrors: [0.4064910932041991, 0.20786118483085742, 0.5677733502056412],
    },
    {
      method: 'modified-knapp-hartung' as const,
      ...{ df: 3, error: 0.6276653928288005 },
      ...{ lower: -0.16382893702321488, upper: 2.7904206325244294 },
      ...{ statistic: 5.6562084744216214, pValue: 0.20402825776111014 },
      standardErrors: [0.4177352580208592, 0.21361094284597415, 0.5834788287141518],
    },
  ] as const)('$method', (one) => {
    const fit = fitted(MODERATED, 0.9, 'reml', one.method);
    expect(fit).toMatchObject({ method: 'reml', meanMethod: one.method, effects: 6, df: one.df });
    expect(relativeError(fit.tauSquared, 0.22639650802540126)).toBeLessThan(1e-9);
    const another = predictionInterval(fit, 0.9, [2.5, 0.5]);
    expect(another.estimate).toBeCloseTo(at.estimate, 9);
    expect(another.standardError).toBeCloseTo(one.error, 9);
    expect(another.lower).toBeCloseTo(one.lower, 8);
    expect(another.upper).toBeCloseTo(one.upper, 8);
    expect(fit.moderators).toMatchObject({ df: 2, errorDf: one.df });
    expect(fit.moderators!.statistic).toBeCloseTo(one.statistic, 8);
    expect(fit.moderators!.pValue).toBeCloseTo(one.pValue, 8);
    for (const [i, error] of one.standardErrors.entries()) {
      expect(fit.coefficients[i]!.standardError).toBeCloseTo(error, 9);
      expect(Math.sqrt(fit.covariance[i]![i]!)).toBeCloseTo(error, 9);
    }
  });
});

test('of a single effect taken as fixed there is its own error, and nothing else', () => {
  const fit = fitted(effectsOf({ y: [2], v: [0.25] }), 0.95, 'fixed', 'wald');
  expect(fit).toMatchObject({
    ...{ effects: 1, tauSquared: 0, tauSquaredInterval: null, df: null },
    ...{ heterogeneity: null, shareBeyondChance: 0, moderators: null, covariance: [[0.25]] },
  });
  expect(fit.coefficients).toEqual([within(2, 0.5, null, 0.95)]);
  for (const method of ['knapp-hartung', 'modified-knapp-hartung'] as const) {
    expect(randomEffects(effectsOf({ y: [2], v: [1] }), 0.95, 'fixed', method)).toBe(
      'TOO_FEW_EFFECTS',
    );
  }
});

test('where moderators take all there is, what rounding leaves is no spread', () => {
  for (const y of [0.1, 0.7, 1.3, 2.9]) {
    const all = effectsOf({ y: [y, 0.3], v: [0.3, 0.7], mods: [[0.1], [0.7]] });
    expect(fitted(all, 0.95, 'fixed', 'wald').shareBeyondChance).toBe(0);
  }
});

test('a fixed effect has the share beyond chance of Q, and none where Q is less than chance makes', () => {
  // Q is 8 of 2 degrees of freedom: I² = (8 − 2) ⁄ 8.
  const apart = fitted(effectsOf({ y: [0, 2, 4], v: [1, 1, 1] }), 0.95, 'fixed');
  expect(apart.shareBeyondChance).toBeCloseTo(0.75, 12);
  expect(apart.heterogeneity!.df).toBe(2);
  expect(apart.heterogeneity!.pValue).toBeCloseTo(Math.exp(-4), 12);
  const close = fitted(effectsOf({ y: [0, 0.1, 0.2], v: [1, 1, 1] }), 0.95, 'fixed');
  expect(close.shareBeyondChance).toBe(0);
  expect(fitted(effectsOf({ y: [1, 1], v: [1, 1] }), 0.95, 'fixed').shareBeyondChance).toBe(0);
});

test.each([[[]], [[1]], [[1, 2, 3]]])('moderators %j are not as many as were fitted', (own) => {
  const fit = fitted(MODERATED, 0.9);
  expect(() => predictionInterval(fit, 0.9, own)).toThrow(
    `moderators must be 2 of them, not ${own.length}`,
  );
});

holdsTo('randomEffects', 'confidence', INNER, (level) => randomEffects(MODERATED, level));
const FIT = fitted(MODERATED, 0.9);
holdsTo('predictionInterval', 'confidence', INNER, (level) =>
  predictionInterval(FIT, level, [0, 0]),
);
