import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sortedNumbers } from '../../src/stats/sorted-numbers.js';
import { sortedBySpread } from '../../src/stats/spread-numbers.js';

/** What numbers may be like whose bits differ everywhere, or here and there. */
const KINDS: Record<string, fc.Arbitrary<number>> = {
  'any bits': fc.double({ noNaN: true }),
  'among them what is no number': fc.double(),
  'whole ones': fc.integer({ min: -40, max: 40 }),
  cents: fc.integer({ min: 0, max: 100_000 }).map((cents) => cents / 100),
  'of one size': fc.double({ min: 1e9, max: 1e9 + 1, noNaN: true }),
  'few, of either sign': fc.constantFrom(-0, 0, -5e-324, 5e-324, -Infinity, Infinity, -1, 1),
};

test.each(Object.entries(KINDS))('%s are sorted as by comparing', (_, kind) => {
  const given = fc.array(kind, { minLength: 1, maxLength: 40, size: 'max' });
  const many = fc.tuple(
    given,
    fc.oneof(fc.integer({ min: 240, max: 270 }), fc.integer({ min: 2490, max: 4000 })),
  );
  fc.assert(
    fc.property(many, ([some, size]) => {
      // Numbers of a draw again and again, moved apart, so that both few and many are alike.
      const sample = Float64Array.from({ length: size }, (_, i) => {
        return i % 3 === 0 ? some[i % some.length]! : some[i % some.length]! * (1 + (i % 97) / 64);
      });
      const sorted = sample.slice().sort();
      // toEqual tells a negative zero from a zero.
      expect(sortedNumbers(sample)).toBe(sample);
      expect(sample).toEqual(sorted);
    }),
    { seed: 20261127, numRuns: 40 },
  );
});

test('a part of an array is sorted where it stands', () => {
  const all = Float64Array.from({ length: 9000 }, (_, i) => ((i * 7919) % 9001) - 4500);
  const before = all.slice();
  sortedNumbers(all.subarray(1001, 7001));
  expect(all.subarray(1001, 7001)).toEqual(before.slice(1001, 7001).sort());
  expect(all.subarray(0, 1001)).toEqual(before.subarray(0, 1001));
  expect(all.subarray(7001)).toEqual(before.subarray(7001));
});

describe('by where they lie', () => {
  const times = (size: number) =>
    Float64Array.from({ length: size }, (_, i) => -Math.log1p(-((i * 7919) % 100_003) / 100_003));

  test('are sorted numbers that are spread out', () => {
    const sample = times(40_000);
    const sorted = sample.slice().sort();
    expect(sortedBySpread(sample)).toBe(true);
    expect(sample).toEqual(sorted);
  });

  test.each<[string, (x: number, i: number) => number]>([
    ['one that is far from all others', (x, i) => (i === 17 ? 1e9 : x)],
    ['an infinite one', (x, i) => (i === 17 ? Number.POSITIVE_INFINITY : x)],
    ['none', (x, i) => (i === 17 ? Number.NaN : x)],
    ['a negative zero', (x, i) => (i === 17 ? -0 : x)],
    ['the same twice over', () => 3],
    ['a range that no number has', (x, i) => (i === 17 ? 1e308 : i === 18 ? -1e308 : x)],
  ])('are left as they are: %s', (_, value) => {
    const sample = times(4000).map(value);
    const before = sample.slice();
    expect(sortedBySpread(sample)).toBe(false);
    expect(sample).toEqual(before);
  });

  test('are left as they are where they are too many for the memory beside them', () => {
    expect(sortedBySpread(times(1 << 18))).toBe(false);
  });
});

/** From 0 up to the size less one, so that a place is a whole number; two of the places have many. */
function clumps(size: number, [many, more]: readonly [number, number]): Float64Array {
  const single = (i: number) => (i === 0 ? 0 : size - i);
  return Float64Array.from({ length: size }, (_, i) =>
    i < many ? 3.5 - i / 100 : i < many + more ? 5.5 : single(i - many - more),
  );
}

test.each([
  // Squares of how many share a place: 24 times all numbers, and 1 or 2 more.
  [44, [32, 5], true],
  [47, [32, 10], false],
  [38, [30, 3], false],
] as const)('of %i numbers %j share a place: put by where they lie is %j', (size, many, is) => {
  const sample = clumps(size, many);
  const sorted = sample.slice().sort();
  expect(sortedBySpread(sample)).toBe(is);
  expect(sample).toEqual(is ? sorted : clumps(size, many));
});

test('so many as the memory beside them holds are put by where they lie, and no more', () => {
  const falling = (size: number) => Float64Array.from({ length: size }, (_, i) => -3 * (i + 1));
  const most = falling(1 << 17);
  expect(sortedBySpread(most)).toBe(true);
  expect(most.every((x, i) => x === 3 * (i - (1 << 17)))).toBe(true);
  expect(sortedBySpread(falling((1 << 17) + 1))).toBe(false);
  for (const few of [[], [7]]) expect(sortedBySpread(Float64Array.from(few))).toBe(false);
  const two = Float64Array.of(7, 3);
  expect([sortedBySpread(two), ...two]).toEqual([true, 3, 7]);
  const turned = Float64Array.of(-1, -9, 0, -4);
  expect([sortedBySpread(turned), ...turned]).toEqual([true, -9, -4, -1, 0]);
});
