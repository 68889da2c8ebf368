/** A source of random numbers: independent, uniform, the same again from the same seed. */
export interface Random {
  /** A whole number in [0, 2³²). */
  uint32(): number;
  /** In (0, 1), with 52 random bits and never an end. */
  uniform(): number;
}

/**
 * The stream of random numbers with this seed and number: streams of different numbers start at points
 * of the generator's period that have nothing to do with each other, so that each of many experiments
 * can be drawn by itself, in any order.
 *
 * @param seed a whole number in [0, 2⁵³). @param stream two whole numbers in [0, 2³²).
 * @see xoshiro128** 1.1: Blackman & Vigna (2021), Scrambled linear pseudorandom number generators, ACM
 * TOMS 47(4); its period is 2¹²⁸ − 1. Its state is philox of seed and stream.
 * @example
 * // The same seed and number, the same draws; another number, others.
 * const first = randomStream(2026, [0, 1]).uniform();
 * randomStream(2026, [0, 1]).uniform() === first; // => true
 * randomStream(2026, [0, 2]).uniform() === first; // => false
 */
export function randomStream(seed: number, [a, b]: readonly [number, number]): Random {
  const key: [number, number] = [seed >>> 0, Math.floor(seed / 2 ** 32)];
  return xoshiro128(philox([a, b, 0, 0], key));
}

/** The generator from this state, of which not every word may be 0. */
export function xoshiro128(state: readonly [number, number, number, number]): Random {
  let [s0, s1, s2, s3] = state.map((word) => word | 0) as [number, number, number, number];
  const uint32 = () => {
    const result = Math.imul(rotated(Math.imul(s1, 5), 7), 9);
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotated(s3, 11);
    return result >>> 0;
  };
  // The middles of 2⁵² equal parts: 26 bits of each of two numbers, and a half.
  const uniform = () => ((uint32() >>> 6) * 2 ** 26 + (uint32() >>> 6) + 0.5) * 2 ** -52;
  return { uint32, uniform };
}

function rotated(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

/** Multipliers and key increments of philox4x32 (Salmon et al. 2011, table 2 and §3.3). */
const MULTIPLIERS = [0xd2511f53, 0xcd9e8d57] as const;
const INCREMENTS = [0x9e3779b9, 0xbb67ae85] as const;
const ROUNDS = 10;

/**
 * Four random words of 32 bits for a counter of four and a key of two: each counter has its own, and
 * they pass for independent.
 *
 * @see philox4x32-10: Salmon, Moraes, Dror & Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC11.
 */
export function philox(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): [number, number, number, number] {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round += 1) {
    const [high0, low0] = product(MULTIPLIERS[0], c0);
    const [high1, low1] = product(MULTIPLIERS[1], c2);
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + INCREMENTS[0]) >>> 0;
    k1 = (k1 + INCREMENTS[1]) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** The upper and the lower word of a product of two, by halves that a double holds. */
function product(a: number, b: number): [number, number] {
  const [a1, a0, b1, b0] = [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff];
  const middle = a1 * b0 + Math.floor((a0 * b0) / 2 ** 16);
  const cross = a0 * b1 + (middle % 2 ** 16);
  const high = a1 * b1 + Math.floor(middle / 2 ** 16) + Math.floor(cross / 2 ** 16);
  return [high, Math.imul(a, b) >>> 0];
}
