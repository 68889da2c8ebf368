import { expect, test } from 'vitest';
import { chiSquareTails } from '../../../src/stats/distributions/chi-square.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { aliasDraws } from '../../../src/stats/random/random-choice.js';

test.each([[[1]], [[1, 1, 1]], [[0.001, 5, 3, 0.5, 1, 1]], [[1e-300, 1]]])(
  'indices are drawn by their weights %j',
  (weights) => {
    const draw = aliasDraws(weights);
    const random = randomStream(5, [weights.length, 0]);
    const counts = weights.map(() => 0);
    const draws = 100_000;
    for (let i = 0; i < draws; i += 1) counts[draw(random)]! += 1;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const statistic = counts.reduce((sum, count, i) => {
      const expected = (draws * weights[i]!) / total;
      return expected < 1e-9 ? sum + count : sum + (count - expected) ** 2 / expected;
    }, 0);
    expect(chiSquareTails(statistic, Math.max(1, weights.length - 1)).upper).toBeGreaterThan(1e-4);
  },
);

test('weights that are none are refused', () => {
  expect(() => aliasDraws([])).toThrow(RangeError);
  expect(() => aliasDraws([1, 0])).toThrow(RangeError);
});
