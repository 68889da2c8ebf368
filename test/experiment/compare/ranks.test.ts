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

// scipy 1.17.1, brunnermunzel; the interval of 90 % by ranks and t.ppf(.95, 19.15).
test('of larger samples t is asked, and the interval is of 1 − alpha', () => {
  const [before, after] = [
    kept([1, 2, 3, 3, 4, 5, 6, 7, 8, 9, 9, 10]),
    kept([2, 4, 5, 5, 7, 8, 9, 10, 11, 12, 13]),
  ];
  const ranks = ranksOf(before, after, 'mean', { alpha: 0.1, alternative: 'two-sided' })!;
  expect(ranks.superiority).toBeCloseTo(0.6856060606060606, 12);
  expect(ranks.statistic).toBeCloseTo(1.6205986453690895, 10);
  expect(ranks.df).toBeCloseTo(19.15108252474357, 10);
  expect(ranks.pValue).toBeCloseTo(0.1214530632863268, 10);
  expect(ranks.confidence).toBe(0.9);
  expect(ranks.lower).toBeCloseTo(0.48764959524600615, 10);
  expect(ranks.upper).toBeCloseTo(0.883562525966115, 10);
  const apart = ranksOf(kept([1, 2]), kept([3, 4]), 'mean', twoSided);
  expect(apart).toMatchObject({ superiority: 1, statistic: null, lower: null, upper: null });
});
