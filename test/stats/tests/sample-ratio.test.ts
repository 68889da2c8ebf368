import { expect, test } from 'vitest';
import { sampleRatioTest } from '../../../src/stats/tests/sample-ratio.js';
import { relativeError, sharedCases } from '../reference.js';

test.each(sharedCases('sample-ratio'))('the reference answer $id', ({ inputs, expected }) => {
  const result = sampleRatioTest(inputs.counts, inputs.weights);
  expect(relativeError(result.statistic, expected.chi_square)).toBeLessThan(1e-11);
  expect(result.df).toBe(expected.df);
  expect(relativeError(result.pValue, expected.p)).toBeLessThan(1e-10);
});

test('published figures', () => {
  // Fabijan et al. (2019), KDD, §3.1: 821,588 against 815,482 users.
  expect(sampleRatioTest([821588, 815482], [1, 1]).pValue).toBeCloseTo(1.82e-6, 8);
  // Cookie Cats.
  expect(sampleRatioTest([44700, 45489], [1, 1]).pValue).toBeCloseTo(0.008608, 7);
  expect(sampleRatioTest([20, 15, 25], [1, 1, 1])).toMatchObject({ statistic: 2.5, df: 2 });
});

test('the unit of the weights does not matter, an exact split is no evidence', () => {
  const [a, b] = [sampleRatioTest([90, 30], [3, 1]), sampleRatioTest([90, 30], [0.75, 0.25])];
  expect(a).toEqual(b);
  expect(a).toMatchObject({ statistic: 0, pValue: 1 });
});

test('a p-value that underflows is told by its logarithm', () => {
  const { pValue, logPValue } = sampleRatioTest([1_000_000, 1], [1, 1]);
  expect(pValue).toBe(Number.MIN_VALUE);
  expect(logPValue).toBeLessThan(-400_000);
});

test('refuses weights that are no split', () => {
  expect(() => sampleRatioTest([1, 2], [1, 0])).toThrow('weights must be positive: 1, 0');
  expect(() => sampleRatioTest([1, 2], [1])).toThrow(RangeError);
  expect(() => sampleRatioTest([0, 0], [1, 1])).toThrow(RangeError);
  expect(() => sampleRatioTest([5], [1])).toThrow(RangeError);
});

test('a single unit is compared, and each count with its own weight', () => {
  // By hand: of one unit ½ is expected in either; of 12 units 3 and 9.
  expect(sampleRatioTest([1, 0], [1, 1])).toMatchObject({ statistic: 1, df: 1 });
  const { statistic, df } = sampleRatioTest([6, 6], [1, 3]);
  expect([statistic, df]).toEqual([expect.closeTo(9 / 3 + 9 / 9, 13), 1]);
  expect(sampleRatioTest([1, 2, 3], [1, 2, 3])).toMatchObject({ statistic: 0, df: 2 });
});
