import { expect, test } from 'vitest';
import {
  addValue,
  emptyAggregate,
  type MetricAggregate,
} from '../../../src/experiment/aggregates.js';
import { ranksOf } from '../../../src/experiment/compare/ranks.js';

/** A sample of these values, each of them kept. */
function kept(values: number[]): MetricAggregate {
  const sample = emptyAggregate(1, true);
  for (const value of values) addValue(sample, value);
  return sample;
}

const [generic, personal] = [kept([1, 2, 3, 4.5]), kept([2.5, 4, 5, 6, 7])];
const twoSided = { alpha: 0.05, alternative: 'two-sided' } as const;

test('the treatment exceeds the control in so many of all pairs; p over all permutations', () => {
  const ranks = ranksOf(generic, personal, 'mean', twoSided)!;
  expect(ranks).toMatchObject({ method: 'brunner-munzel', superiority: 17 / 20, confidence: 0.95 });
  expect(ranks.df).toBeNull();
  // Of 126 ways to deal out the units so many are as far apart: combn in R, as test/reference/ranks.R has it.
  expect(ranks.pValue).toBeCloseTo(10 / 126, 14);
  expect(Math.exp(ranks.logPValue)).toBeCloseTo(ranks.pValue, 14);
  const greater = ranksOf(generic, personal, 'mean', { alpha: 0.05, alternative: 'greater' })!;
  expect(greater.pValue).toBeCloseTo(5 / 126, 14);
  expect(greater.upper).toBe(1);
});

test('there are none unasked, of other kinds, and where all values are the same', () => {
  expect(ranksOf(emptyAggregate(), emptyAggregate(), 'mean', twoSided)).toBeNull();
  expect(ranksOf(generic, personal, 'quantile', twoSided)).toBeNull();
  expect(ranksOf(kept([1, 1]), kept([1, 1]), 'mean', twoSided)).toBeNull();
});
