import { describe, expect, test } from 'vitest';
import type { MetricAggregate, UnitValues } from '../../../src/experiment/aggregates.js';
import { atomsOf, meanOf } from '../../../src/experiment/simulate/atoms.js';
import { resampledPopulation } from '../../../src/experiment/simulate/resampled-population.js';
import { shiftedAtoms } from '../../../src/experiment/simulate/shifted-atoms.js';
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
});

describe('an effect', () => {
  const atoms = atomsOf(units);
  const relative = { scale: 'relative' as const, size: 0.5 };

  test.each([0.5, -0.5])('of %d on a rate turns as many units as it takes', (size) => {
    const metric = { name: 'x', index: 0, kind: 'proportion' as const };
    const moved = shiftedAtoms(atoms, metric, { ...relative, size });
    expect(meanOf(moved, 0, 0)).toBeCloseTo(0.2 * (1 + size), 12);
    expect(meanOf(moved, 1, 0)).toBeCloseTo(meanOf(atoms, 1, 0), 12);
    const weight = (all: typeof atoms) => all.reduce((sum, one) => sum + one.weight, 0);
    expect(weight(moved)).toBeCloseTo(weight(atoms), 9);
  });

  test('on a mean scales it or shifts it, and leaves the covariate', () => {
    const metric = { name: 'y', index: 1, kind: 'mean' as const };
    const scaled = shiftedAtoms(atoms, metric, relative);
    expect(meanOf(scaled, 1, 0)).toBeCloseTo(1.5 * meanOf(atoms, 1, 0), 12);
    expect(scaled.find(({ values }) => values[0]![0] === 0)!.values[1]![0]).toBe(0);
    const shifted = shiftedAtoms(atoms, metric, { scale: 'absolute', size: -2 });
    expect(meanOf(shifted, 1, 0)).toBeCloseTo(meanOf(atoms, 1, 0) - 2, 12);
    expect(meanOf(shifted, 1, 1)).toBe(meanOf(atoms, 1, 1));
  });

  test('on a ratio moves the ratio of means by that much', () => {
    const pairs = atomsOf([[[1, 4]], [[3, 2]], [[0, 5]], [[null, 1]]]);
    const metric = { name: 'z', index: 0, kind: 'ratio' as const };
    const ratioOf = (all: typeof pairs) => meanOf(all, 0, 0) / meanOf(all, 0, 1);
    const moved = shiftedAtoms(pairs, metric, { scale: 'absolute', size: 0.1 });
    expect(ratioOf(moved)).toBeCloseTo(ratioOf(pairs) + 0.1, 12);
    expect(ratioOf(shiftedAtoms(pairs, metric, relative))).toBeCloseTo(1.5 * ratioOf(pairs), 12);
  });

  test('that no rate can have is refused', () => {
    const metric = { name: 'x', index: 0, kind: 'proportion' as const };
    expect(() => shiftedAtoms(atoms, metric, { scale: 'points', size: 0.9 })).toThrow(
      'x: its effect takes the rate to 1.1',
    );
  });
});
