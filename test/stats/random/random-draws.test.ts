import { describe, expect, test } from 'vitest';
import { binomialTails } from '../../../src/stats/distributions/binomial.js';
import { chiSquareTails } from '../../../src/stats/distributions/chi-square.js';
import { gammaTails } from '../../../src/stats/distributions/incomplete-gamma.js';
import { normalTails } from '../../../src/stats/distributions/normal.js';
import { type Random, randomStream } from '../../../src/stats/random/random.js';
import {
  binomialDraws,
  drawChiSquare,
  drawGamma,
  drawNormal,
} from '../../../src/stats/random/random-draws.js';

const DRAWS = 200_000;
/** A false alarm in ten thousand runs; the seeds are fixed, so there is none. */
const LEAST_P = 1e-4;

/** Pearson's chi-square of draws sorted into the bins that these upper ends leave, by their tails. */
function fit(draws: number[], ends: number[], lower: (x: number) => number): number {
  const below = [0, ...ends.map(lower), 1];
  const counts = new Array(ends.length + 1).fill(0);
  for (const x of draws) {
    const at = ends.findIndex((end) => x <= end);
    counts[at === -1 ? ends.length : at] += 1;
  }
  const statistic = counts.reduce((sum, count, i) => {
    const expected = draws.length * (below[i + 1]! - below[i]!);
    return sum + (count - expected) ** 2 / expected;
  }, 0);
  return chiSquareTails(statistic, ends.length).upper;
}

function drawn(draw: (random: Random) => number, stream: number, count = DRAWS): number[] {
  const random = randomStream(20261124, [stream, 0]);
  return Array.from({ length: count }, () => draw(random));
}

function momentsOf(draws: number[]): { mean: number; variance: number } {
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  return { mean, variance: draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length };
}

const around = (centre: number, spread: number) =>
  Array.from({ length: 21 }, (_, i) => centre + (i - 10) * 0.25 * spread);

test('normal numbers are normal', () => {
  const draws = drawn(drawNormal, 1);
  expect(fit(draws, around(0, 1), (x) => normalTails(x).lower)).toBeGreaterThan(LEAST_P);
});

describe('gamma numbers', () => {
  test.each([0.3, 1, 4.5, 2000])('of shape %d', (shape) => {
    const draws = drawn((random) => drawGamma(random, shape), 2 + shape);
    const ends = around(shape, Math.sqrt(shape)).filter((x) => x > 0);
    expect(fit(draws, ends, (x) => gammaTails(shape, x).lower)).toBeGreaterThan(LEAST_P);
  });

  test('make chi-square ones of twice the shape', () => {
    const { mean, variance } = momentsOf(drawn((random) => drawChiSquare(random, 9), 9));
    expect(Math.abs(mean - 9)).toBeLessThan(4 * Math.sqrt(18 / DRAWS));
    // The variance of a chi-square's variance: (κ + 2) σ⁴ ÷ n, excess κ = 12 ÷ 9.
    expect(Math.abs(variance - 18)).toBeLessThan(4 * 18 * Math.sqrt((12 / 9 + 2) / DRAWS));
  });
});

describe('binomial numbers', () => {
  test.each([
    [1, 0.3],
    [40, 0.01],
    [40, 0.2],
    [33, 0.5],
    [30, 0.36],
    [500, 0.9],
    [3000, 0.1],
    [100_000, 0.42],
    [5_000_000, 0.0001],
  ])('of %d units at %d', (n, p) => {
    const draws = drawn(binomialDraws(n, p), 100 + n);
    const spread = Math.sqrt(n * p * (1 - p));
    const ends = [...new Set(around(n * p, spread).map(Math.floor))].filter((k) => k >= 0 && k < n);
    expect(draws.every((k) => Number.isInteger(k) && k >= 0 && k <= n)).toBe(true);
    expect(fit(draws, ends, (k) => binomialTails(k, n, p).lower)).toBeGreaterThan(LEAST_P);
    const { mean, variance } = momentsOf(draws);
    expect(Math.abs(mean - n * p)).toBeLessThan(4 * (spread / Math.sqrt(DRAWS)));
    expect(variance / spread ** 2).toBeCloseTo(1, 1);
  });

  test('are certain where the probability is', () => {
    expect(drawn(binomialDraws(10, 0), 1, 3)).toEqual([0, 0, 0]);
    expect(drawn(binomialDraws(10, 1), 1, 3)).toEqual([10, 10, 10]);
    expect(drawn(binomialDraws(0, 0.5), 1, 3)).toEqual([0, 0, 0]);
  });

  test('are not beyond their ends, which are among them', () => {
    // Of 20 at a half: a point of the hat far out is one of the ends, or beyond and then drawn anew.
    const given = (...uniforms: number[]) => {
      const rest = [...uniforms];
      return binomialDraws(20, 0.5)({ uint32: () => 0, uniform: () => rest.shift()! });
    };
    const ends = new Set<number>();
    for (let i = 1; i < 4000; i += 1) {
      const far = i / 40_000;
      // Where the first is not taken, the second is the middle.
      for (const u of [far, 1 - far]) ends.add(given(u, 1e-9, 0.5, 0.5));
    }
    expect(Math.min(...ends)).toBe(0);
    expect(Math.max(...ends)).toBe(20);
  });
});
