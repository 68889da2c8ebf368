import { describe, expect, test } from 'vitest';
import type { MetricAggregate, UnitValues } from '../../../src/experiment/aggregates.js';
import { atomsOf, byWeight, meanOf } from '../../../src/experiment/simulate/atoms.js';
import { resampledPopulation } from '../../../src/experiment/simulate/resampled-population.js';
import { addUnit, covariance, emptyMoments, variance } from '../../../src/stats/moments.js';
import { randomStream } from '../../../src/stats/random/random.js';

/** Many who bought nothing, some amounts all of their own, one value missing; amounts follow the covariate. */
const units: UnitValues[] = Array.from({ length: 500 }, (_, i) => {
  const bought = i % 5 === 0;
  return [[bought ? 1 : 0], [i === 7 ? null : bought ? 10 + i / 7 : 0, i % 25]];
});

function momentsOfUnits() {
  const moments = emptyMoments(2);
  for (const [, amount] of units) {
    if (!amount!.includes(null)) addUnit(moments, amount as number[]);
  }
  return moments;
}

function drawn(size: number, batches: number): MetricAggregate[] {
  const arm = resampledPopulation(atomsOf(units)).growing(new Array(batches).fill(size));
  const random = randomStream(3, [size, 0]);
  for (let look = 0; look < batches; look += 1) arm.grow(look, random);
  return [arm.sample(0), arm.sample(1)];
}

describe.each([
  [3, 20_000],
  [1000, 100],
  // Of 2,000 amounts of nothing are drawn by their number, those that few have one by one.
  [2000, 50],
  [50_000, 2],
])('units drawn in batches of %d', (size, batches) => {
  const n = size * batches;
  const [rate, amount] = drawn(size, batches) as [MetricAggregate, MetricAggregate];

  test('are as many as asked for, those without a value apart', () => {
    expect(rate.moments.n).toBe(n);
    expect(amount.moments.n + amount.missing).toBe(n);
    expect(Math.abs(amount.missing / n - 1 / 500)).toBeLessThan(4 * Math.sqrt(1 / 500 / n));
  });

  test('succeed as often as those seen', () => {
    expect(Number.isInteger(rate.successes)).toBe(true);
    expect(Math.abs(rate.successes! / n - 0.2)).toBeLessThan(4 * Math.sqrt(0.16 / n));
    expect(amount.successes).toBeNull();
  });

  test('have the mean, the variance and the covariance of those seen', () => {
    const seen = momentsOfUnits();
    const error = Math.sqrt(variance(seen) / n);
    expect(Math.abs(amount.moments.mean[0]! - seen.mean[0]!)).toBeLessThan(4 * error);
    expect(variance(amount.moments) / variance(seen)).toBeCloseTo(1, 1);
    const covariances = [amount.moments, seen].map((one) => covariance(one, 1, 0));
    const scale = Math.sqrt(variance(seen) * variance(seen, 1));
    expect((covariances[0]! - covariances[1]!) / scale).toBeCloseTo(0, 1);
  });
});

test('the moments of a draw are those of its units', () => {
  // One kind of unit alone: whatever is drawn is known.
  const arm = resampledPopulation(atomsOf([[[7, 3]]])).growing([10]);
  arm.grow(0, randomStream(1, [0, 0]));
  expect(arm.sample(0).moments).toMatchObject({ n: 10, mean: [7, 3], comoment: [0, 0, 0] });
  expect([...arm.figures]).toEqual([10, Number.NaN, 7, 0]);
});

test('units that say the same are one atom, the most frequent first', () => {
  expect(
    atomsOf([
      [[1], [null]],
      [[2], [3]],
      [[2], [3]],
      [[2], [null]],
      [[2], [3]],
    ]),
  ).toEqual([
    { values: [[2], [3]], weight: 3 },
    { values: [[1], [null]], weight: 1 },
    { values: [[2], [null]], weight: 1 },
  ]);
  const weighed = [0, 2, 5, 0.5].map((weight, i) => ({ values: [[i]], weight }));
  expect(byWeight(weighed).map(({ weight }) => weight)).toEqual([5, 2, 0.5]);
});

test('a mean is over the units that have it, and 0 where none has', () => {
  const atoms = atomsOf([[[1, 4]], [[2, null]], [[5, 8]], [[5, 8]]]);
  expect([meanOf(atoms, 0, 0), meanOf(atoms, 0, 1)]).toEqual([11 / 3, 20 / 3]);
  expect(meanOf(atomsOf([[[2, null]]]), 0, 0)).toBe(0);
  expect(meanOf([], 0, 0)).toBe(0);
});

test('where there are no units none are drawn', () => {
  const arm = resampledPopulation([]).growing([5]);
  arm.grow(0, randomStream(1, [0, 0]));
  expect(arm.figures).toHaveLength(0);
});

test('an arm begins again without any', () => {
  const arm = resampledPopulation(atomsOf(units)).growing([100, 60]);
  const random = randomStream(1, [0, 0]);
  arm.grow(0, random);
  expect([arm.figures[0], arm.sample(0).moments.n]).toEqual([100, 100]);
  arm.grow(1, random);
  expect([arm.figures[0], arm.figures[1]]).toEqual([160, arm.sample(0).successes]);
  arm.clear();
  expect([...arm.figures]).toEqual(new Array(8).fill(0));
  expect(arm.sample(0).moments.n).toBe(0);
});
