import { describe, expect, test } from 'vitest';
import { philox, randomStream, xoshiro128 } from '../../../src/stats/random/random.js';

describe('philox', () => {
  /** The known answers of its authors: Random123 1.14, tests/kat_vectors, "philox4x32 10". */
  test.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ] as const)('of counter %j', (counter, key, answer) => {
    expect(philox(counter, key)).toEqual(answer);
  });
});

describe('xoshiro128**', () => {
  test('gives what its authors’ code gives from 1, 2, 3, 4', () => {
    const { uint32 } = xoshiro128([1, 2, 3, 4]);
    // As in the tests of rand_xoshiro 0.6, made with the reference code of Blackman & Vigna (version 1.1).
    expect(Array.from({ length: 4 }, uint32)).toEqual([11520, 0, 5927040, 70819200]);
  });

  test('gives uniform numbers that are never 0 or 1', () => {
    const { uniform } = xoshiro128([1, 2, 3, 4]);
    const numbers = Array.from({ length: 100_000 }, uniform);
    expect(numbers.every((x) => x > 0 && x < 1)).toBe(true);
    const counts = new Array(100).fill(0);
    for (const x of numbers) counts[Math.floor(100 * x)] += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // 99 degrees of freedom: 0.1 % lie above 148.2 (R: qchisq(0.999, 99)).
    expect(chiSquare).toBeLessThan(148.2);
  });
});

describe('streams', () => {
  const first = (seed: number, stream: [number, number]) => randomStream(seed, stream).uint32();

  test('are the same for the same seed and number', () => {
    expect(first(7, [3, 1])).toBe(first(7, [3, 1]));
  });

  test('differ by every part of it', () => {
    const all = [first(7, [3, 1]), first(8, [3, 1]), first(7, [4, 1]), first(7, [3, 2])];
    expect(new Set([...all, first(7 + 2 ** 32, [3, 1])]).size).toBe(5);
  });

  test('of neighbours are independent', () => {
    const starts = Array.from({ length: 100_000 }, (_, i) => randomStream(1, [i, 0]).uniform());
    const mean = starts.reduce((sum, x) => sum + x, 0) / starts.length;
    const pairs = starts.slice(1).map((x, i) => (x - 0.5) * (starts[i]! - 0.5));
    const covariance = pairs.reduce((sum, x) => sum + x, 0) / pairs.length;
    // Standard errors: √(1/12) ÷ √n and (1/12) ÷ √n; four of each.
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / starts.length));
    expect(Math.abs(covariance)).toBeLessThan(4 / 12 / Math.sqrt(starts.length));
  });
});
