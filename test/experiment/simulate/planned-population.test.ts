import { describe, expect, test } from 'vitest';
import {
  type ExpectedMetric,
  plannedPopulation,
} from '../../../src/experiment/simulate/planned-population.js';
import {
  absoluteShift,
  FIGURES,
  MEAN,
  N,
  type Shift,
  SQUARES,
  SUCCESSES,
} from '../../../src/experiment/simulate/population.js';
import { mergeMoments, summaryMoments } from '../../../src/stats/moments.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { chiSquareDraws, drawNormal } from '../../../src/stats/random/random-draws.js';

const RATE: ExpectedMetric = { name: 'x', baseline: { rate: 0.5 } };
const SPEND: ExpectedMetric = { name: 'y', baseline: { mean: 10, sd: 5 } };
const stream = () => randomStream(20261128, [1, 2]);

/** An arm that has grown by all of these looks. */
function grown(metrics: ExpectedMetric[], looks: number[], shifts: (Shift | null)[] = []) {
  const arm = plannedPopulation(
    metrics,
    metrics.map((_, i) => shifts[i] ?? null),
  ).growing(looks);
  const random = stream();
  looks.forEach((_, look) => {
    arm.grow(look, random);
  });
  return arm;
}

describe('a mean', () => {
  // By definition: of m units the mean is normal, the sum of squares sd² times a chi-square of m − 1.
  function byHand(looks: number[], mean: number, sd: number) {
    const random = stream();
    return looks
      .filter((units) => units > 0)
      .map((units) => {
        const average = mean + (sd * drawNormal(random)) / Math.sqrt(units);
        const chiSquare = units === 1 ? 0 : chiSquareDraws(units - 1)(random);
        return summaryMoments(units, average, (sd ** 2 * chiSquare) / Math.max(1, units - 1));
      })
      .reduce(mergeMoments);
  }

  test.each([[[40]], [[1]], [[2]], [[30, 50]], [[1, 1]], [[1, 30, 2]], [[30, 0, 20]], [[0, 7]]])(
    'of looks that bring %j is that of all units',
    (looks) => {
      const arm = grown([SPEND], looks);
      const expected = byHand(looks, 10, 5);
      const { moments, successes, missing } = arm.sample(0);
      expect([moments.n, successes, missing]).toEqual([expected.n, null, 0]);
      expect(moments.mean[0]).toBeCloseTo(expected.mean[0]!, 12);
      expect(moments.comoment[0]).toBeCloseTo(expected.comoment[0]!, 9);
      expect(arm.figures[N]).toBe(expected.n);
      expect(arm.figures[MEAN]).toBeCloseTo(expected.mean[0]!, 12);
      expect(arm.figures[SQUARES]).toBeCloseTo(expected.comoment[0]!, 9);
    },
  );

  test.each<[Shift, number, number]>([
    [{ scale: 'relative', size: 0.2 }, 10, 12],
    [{ scale: 'absolute', size: -3 }, 10, 7],
    // A share is one of the size: less of −10 is further from 0.
    [{ scale: 'relative', size: -0.2 }, -10, -12],
    [{ scale: 'relative', size: 0.2 }, -10, -8],
  ])('with the effect %j from %d is %d', (shift, mean, moved) => {
    const metric = { name: 'y', baseline: { mean, sd: 5 } };
    const { moments } = grown([metric], [40], [shift]).sample(0);
    const expected = byHand([40], moved, 5);
    expect(moments.mean[0]).toBeCloseTo(expected.mean[0]!, 12);
    expect(moments.comoment[0]).toBeCloseTo(expected.comoment[0]!, 9);
    expect(absoluteShift(shift, mean)).toBeCloseTo(moved - mean, 12);
  });
});

describe('a rate', () => {
  test('counts units and successes, look by look', () => {
    const arm = grown([RATE], [100, 0, 50]);
    const { moments, successes, missing } = arm.sample(0);
    expect([moments.n, missing]).toEqual([150, 0]);
    expect(Number.isInteger(successes)).toBe(true);
    expect(moments.mean[0]).toBe(successes! / 150);
    expect([...arm.figures.subarray(0, 2)]).toEqual([150, successes]);
    // Six standard errors.
    expect(Math.abs(successes! - 75)).toBeLessThan(6 * Math.sqrt(150 / 4));
  });

  test.each<[Shift, number]>([
    [{ scale: 'points', size: 0.5 }, 1],
    [{ scale: 'relative', size: 1 }, 1],
    [{ scale: 'points', size: -0.5 }, 0],
    [{ scale: 'relative', size: -1 }, 0],
  ])('with the effect %j is %d, which it may be', (shift, rate) => {
    const arm = grown([RATE], [100], [shift]);
    expect(arm.figures[SUCCESSES]).toBe(100 * rate);
  });

  test.each([
    [0.5001, '1.0001'],
    [-0.5001, '-0.0001'],
    [0.123456789, null],
  ])('that is moved by %d comes to %s', (size, rate) => {
    const moved = () => plannedPopulation([RATE], [{ scale: 'absolute', size }]);
    if (rate === null) expect(moved).not.toThrow();
    else expect(moved).toThrow(`x: its effect takes the rate to ${rate}`);
  });
});

describe('several metrics', () => {
  test('stand side by side, each with its own effect', () => {
    const up = { scale: 'points', size: 0.5 } as const;
    const certain = { name: 'z', baseline: { rate: 0.25 } };
    const arm = grown(
      [RATE, SPEND, certain],
      [100, 100],
      [up, null, { scale: 'relative', size: 3 }],
    );
    expect(arm.figures).toHaveLength(3 * FIGURES);
    const at = (metric: number, figure: number) => arm.figures[FIGURES * metric + figure];
    expect([0, 1, 2].map((metric) => at(metric, N))).toEqual([200, 200, 200]);
    expect([at(0, SUCCESSES), at(2, SUCCESSES)]).toEqual([200, 200]);
    expect(Math.abs(at(1, MEAN)! - 10)).toBeLessThan((6 * 5) / Math.sqrt(200));
    expect(arm.sample(1).moments.mean[0]).toBe(at(1, MEAN));
    expect(arm.sample(2).successes).toBe(200);
  });

  test('begin again without any units', () => {
    const arm = grown([RATE, SPEND], [100, 100]);
    arm.clear();
    expect([...arm.figures]).toEqual(new Array(2 * FIGURES).fill(0));
    expect(arm.sample(0).moments.n).toBe(0);
    expect(arm.sample(1).moments).toMatchObject({ n: 0, comoment: [0] });
  });
});
