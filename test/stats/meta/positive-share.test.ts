import { expect, test } from 'vitest';
import { positiveShare } from '../../../src/stats/meta/positive-share.js';

type Posterior = Parameters<typeof positiveShare>[0];

/** What positiveShare reads of a posterior: parts of spread and mean, normal or t. */
function posterior(joint: Posterior['joint'], df: number | null = null): Posterior {
  return { joint, df } as unknown as Posterior;
}
const ONE = [{ tau: 2, weight: 1, mean: 1, variance: 0.25 }];
const TWO = [
  { tau: 2, weight: 0.3, mean: 1, variance: 0.25 },
  { tau: 1, weight: 0.7, mean: -0.5, variance: 1 },
];

/** scipy 1.17.1: norm, t, and quad over the mean. */
test('the share of true effects above 0, with its interval', () => {
  const normal = positiveShare(posterior(ONE), 0.95);
  expect(normal.estimate).toBeCloseTo(0.6861870974858204, 12);
  expect(normal.lower).toBeCloseTo(0.5039929481573033, 5);
  expect(normal.upper).toBeCloseTo(0.8389107400216382, 5);
  const byT = positiveShare(posterior(ONE, 5), 0.95);
  expect(byT.estimate).toBeCloseTo(0.6753220762668702, 9);
  expect(byT.lower).toBeCloseTo(0.5037994087008401, 5);
  expect(byT.upper).toBeCloseTo(0.8161814743830316, 5);
  const two = positiveShare(posterior(TWO), 0.8);
  expect(two.estimate).toBeCloseTo(0.45914189268686323, 12);
  expect(two.lower).toBeCloseTo(0.0584906978123679, 5);
  expect(two.upper).toBeCloseTo(0.7900341524973209, 5);
});

test('all or none of them, where the spread is nothing beside the mean', () => {
  const at = (mean: number) => posterior([{ tau: 1e-3, weight: 1, mean, variance: 1e-6 }]);
  expect(positiveShare(at(1), 0.95)).toMatchObject({ lower: 1, upper: 1 });
  expect(positiveShare(at(-1), 0.95)).toMatchObject({ lower: 0, upper: 0 });
});
