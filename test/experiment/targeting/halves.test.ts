import { expect, test } from 'vitest';
import type { ArmOfCell, TargetCell } from '../../../src/experiment/targeting/cells.js';
import { drawHalves } from '../../../src/experiment/targeting/halves.js';
import { randomStream } from '../../../src/stats/random/random.js';

const DRAWS = 4000;

function halvesOf(arm: ArmOfCell, worth: number): [ArmOfCell, ArmOfCell][] {
  const cell: TargetCell = { values: ['a'], arms: [arm], units: arm.n };
  return Array.from({ length: DRAWS }, (_, i) => {
    const { learned, valued } = drawHalves(randomStream(20261128, [i, 0]), [cell], worth);
    return [learned[0]!.arms[0]!, valued[0]!.arms[0]!];
  });
}

const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

test('successes and units of both halves are those of the whole, and what a unit costs is in both', () => {
  const arm = { n: 41, mean: 10 * (12 / 41) - 1.5, variance: 20, successes: 12 };
  const halves = halvesOf(arm, 10);
  for (const both of halves) {
    const [first, second] = both.map(({ n }) => n);
    expect([first! + second!, Math.abs(first! - second!)]).toEqual([41, 1]);
    expect(both[0].successes! + both[1].successes!).toBe(12);
    for (const { n, mean, successes } of both) {
      expect(mean).toBeCloseTo((10 * successes!) / n - 1.5, 12);
    }
  }
  // Either half is the larger one as often: four standard errors of a share of a half.
  const larger = average(halves.map(([{ n }]) => n - 20));
  expect(Math.abs(larger - 0.5)).toBeLessThan((4 * 0.5) / Math.sqrt(DRAWS));
});

test('an even number is halved; its successes vary as without replacement', () => {
  const halves = halvesOf({ n: 40, mean: 0.3, variance: 0.21, successes: 12 }, 1);
  expect(new Set(halves.flat().map(({ n }) => n))).toEqual(new Set([20]));
  const drawn = halves.map(([{ successes }]) => successes!);
  // Hypergeometric: mean 20 · 12/40, variance 20 · 0.3 · 0.7 · 20/39.
  const variance = (20 * 0.3 * 0.7 * 20) / 39;
  expect(Math.abs(average(drawn) - 6)).toBeLessThan(4 * Math.sqrt(variance / DRAWS));
  const spread = average(drawn.map((k) => (k - 6) ** 2));
  expect(Math.abs(spread / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / DRAWS));
});

test('means of halves lie around that of the whole, each as far as half of the units lets it', () => {
  const arm = { n: 50, mean: 7, variance: 9, successes: null };
  const halves = halvesOf(arm, 1);
  for (const [a, b] of halves) {
    expect((a.mean + b.mean) / 2).toBeCloseTo(7, 12);
    expect([a.n, b.n, a.variance, b.variance]).toEqual([25, 25, 9, 9]);
  }
  // A half's mean has 9/25 around the truth, of which 9/50 is the whole's: the rest is drawn.
  const spread = average(halves.map(([{ mean }]) => (mean - 7) ** 2));
  expect(Math.abs(spread / (9 / 50) - 1)).toBeLessThan(4 * Math.sqrt(2 / DRAWS));
});

test('the first number of a stream tells which half is the larger one, so that figures stay what they are', () => {
  const cell: TargetCell = {
    ...{ values: ['a'], units: 41 },
    arms: [{ n: 41, mean: 0.3, variance: 0.21, successes: 12 }],
  };
  for (let i = 0; i < 20; i += 1) {
    const { learned } = drawHalves(randomStream(7, [i, 0]), [cell], 1);
    expect(learned[0]!.arms[0]!.n).toBe(randomStream(7, [i, 0]).uniform() < 0.5 ? 21 : 20);
  }
});
