import { expect, test } from 'vitest';
import {
  independentEffects,
  type KnownEffects,
  knownEffects,
  predictionInterval,
  type RandomEffects,
  randomEffects,
  studentPosterior,
} from '../../../src/index.js';

/** Of eight schools (Rubin 1981): estimates with their standard errors. */
const SCHOOLS = [28, 8, -3, 7, -1, 1, 18, 12].map((estimate, i) => {
  const standardError = [15, 10, 16, 11, 9, 11, 10, 18][i]!;
  return { estimate, variance: standardError ** 2 };
});
const groups = independentEffects(SCHOOLS);

test('the library puts effects together as metafor does', () => {
  const fitted = randomEffects(knownEffects(groups) as KnownEffects, 0.95) as RandomEffects;
  // R 4.2.2, metafor 3.8.1: rma(y, v, method = "REML"), and test = "knha" held to Wald's error.
  expect(fitted.tauSquared).toBe(0);
  const [mean] = fitted.coefficients;
  expect(mean!.estimate).toBeCloseTo(7.685616725, 8);
  expect(mean!.lower).toBeCloseTo(-1.943, 3);
  expect(mean!.upper).toBeCloseTo(17.314, 3);
  expect(() => predictionInterval(fitted, 0.95, [1])).toThrow(
    new RangeError('moderators must be 0 of them, not 1'),
  );
});

test.each([
  ['rows of moderators', [[1], [2]], 'moderators must be of 8 effects, not 2'],
  ['ragged moderators', SCHOOLS.map((_, i) => (i === 3 ? [1, 2] : [i])), 'as many for each effect'],
  ['a moderator that is no number', SCHOOLS.map(() => [Number.NaN]), 'finite, not NaN'],
])('it takes no %s', (_, moderators, message) => {
  expect(() => knownEffects(groups, moderators)).toThrow(message);
});

test('it takes no covariance of another size, and of a t no moderators', () => {
  const wrong = [{ estimates: [1, 2], covariance: [[1]] }];
  expect(() => knownEffects(wrong)).toThrow('covariance must be 2 by 2, not 1');
  const slopes = knownEffects(
    groups,
    SCHOOLS.map((_, i) => [i]),
  ) as KnownEffects;
  expect(() => studentPosterior(slopes)).toThrow('without moderators');
  expect(() => studentPosterior(knownEffects(groups) as KnownEffects, 2)).toThrow('above 2');
});
