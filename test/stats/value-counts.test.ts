import { describe, expect, test } from 'vitest';
import {
  areSingle,
  clamped,
  countedIn,
  merged,
  ones,
  runOf,
  unitsOf,
  type ValueCounts,
} from '../../src/stats/value-counts.js';

function run(pairs: Record<number, number>): ValueCounts {
  const entries = Object.entries(pairs).map(([value, count]) => [Number(value), count] as const);
  const sorted = entries.sort(([a], [b]) => a - b);
  return {
    values: Float64Array.from(sorted, ([value]) => value),
    counts: Uint32Array.from(sorted, ([, count]) => count),
  };
}

function pairs({ values, counts }: ValueCounts): [number, number][] {
  expect(counts).toHaveLength(values.length);
  return Array.from(values, (value, i) => [value, counts[i]!]);
}

describe('a run', () => {
  test('has each value once, zeros as one, and what is no number last and by itself', () => {
    expect(pairs(runOf(Float64Array.of(3, -0, 1, 0, 3, 3)))).toEqual([
      [0, 2],
      [1, 1],
      [3, 3],
    ]);
    expect(pairs(runOf(Float64Array.of(NaN, 2, NaN)))).toEqual([
      [2, 1],
      [NaN, 1],
      [NaN, 1],
    ]);
    expect(pairs(runOf(new Float64Array(0)))).toEqual([]);
  });

  test('of values that differ takes no memory for counts, and is known by that', () => {
    const apart = runOf(Float64Array.of(3, 1, 2));
    expect([areSingle(apart), areSingle(runOf(Float64Array.of(1, 1)))]).toEqual([true, false]);
    // Ones that were counted are not known to be.
    expect(areSingle({ counts: Uint32Array.of(1, 1) })).toBe(false);
    expect([ones(0).length, ones(5).length, [...ones(3)]]).toEqual([0, 5, [1, 1, 1]]);
    const before = ones(9);
    expect(ones(100_000).every((count) => count === 1)).toBe(true);
    expect([areSingle({ counts: before }), areSingle({ counts: ones(7) })]).toEqual([true, true]);
    expect([unitsOf(apart), unitsOf(run({ 1: 3, 2: 4 })), unitsOf(run({}))]).toEqual([3, 7, 0]);
  });

  test('is counted in memory that is given, whatever was there', () => {
    const room = new Uint32Array(6).fill(9);
    const { values, counts } = countedIn(Float64Array.of(2, 1, 2, 2), room);
    expect([[...values], [...counts], counts.buffer === room.buffer]).toEqual([
      [1, 2],
      [1, 3],
      true,
    ]);
    expect([...room]).toEqual([1, 3, 9, 9, 9, 9]);
  });
});

describe('two runs as one', () => {
  test.each<[Record<number, number>, Record<number, number>, [number, number][]]>([
    [
      { 1: 2, 3: 1 },
      { 2: 5, 3: 4 },
      [
        [1, 2],
        [2, 5],
        [3, 5],
      ],
    ],
    [
      { 1: 2, 2: 7, 3: 1 },
      { 0: 1 },
      [
        [0, 1],
        [1, 2],
        [2, 7],
        [3, 1],
      ],
    ],
    [
      { 1: 2 },
      { 2: 1, 3: 3 },
      [
        [1, 2],
        [2, 1],
        [3, 3],
      ],
    ],
    [
      { 1: 1, 2: 1 },
      { 1: 1, 2: 1 },
      [
        [1, 2],
        [2, 2],
      ],
    ],
    [{}, { 4: 2 }, [[4, 2]]],
    [{ 4: 2 }, {}, [[4, 2]]],
  ])('%j and %j', (a, b, both) => {
    expect(pairs(merged(run(a), run(b)))).toEqual(both);
    expect(pairs(merged(run(b), run(a)))).toEqual(both);
  });

  test('of values met once each are that, unless they share one', () => {
    const of = (...values: number[]) => runOf(Float64Array.from(values));
    const apart = merged(of(1, 4, 9), of(2, 3, 7, 11, 12));
    expect([[...apart.values], areSingle(apart)]).toEqual([[1, 2, 3, 4, 7, 9, 11, 12], true]);
    const shared = merged(of(1, 4, 9), of(2, 4, 10));
    expect(pairs(shared)).toEqual([
      [1, 1],
      [2, 1],
      [4, 2],
      [9, 1],
      [10, 1],
    ]);
    const one = merged(of(1, 2), run({ 3: 1 }));
    expect(pairs(one)).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
  });

  test('have as many of one value as 32 bits count', () => {
    const most = merged(run({ 5: 2 ** 31 }), run({ 5: 2 ** 31 - 1 }));
    expect(pairs(most)).toEqual([[5, 2 ** 32 - 1]]);
    const beyond = () => merged(run({ 1: 1, 5: 2 ** 31 }), run({ 5: 2 ** 31 }));
    expect(beyond).toThrow(new RangeError('more than 4294967295 units have the value 5'));
  });

  test('stay as they are when others are merged after them', () => {
    const first = merged(run({ 1: 2 }), run({ 1: 3, 2: 1 }));
    merged(run({ 7: 9, 8: 9 }), run({ 7: 1 }));
    expect(pairs(first)).toEqual([
      [1, 5],
      [2, 1],
    ]);
  });
});

test.each<[[number, number], [number, number][]]>([
  [
    [2, 4],
    [
      [2, 3],
      [3, 3],
      [4, 9],
    ],
  ],
  [
    [1, 5],
    [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 5],
    ],
  ],
  [
    [2.5, 3.5],
    [
      [2.5, 3],
      [3, 3],
      [3.5, 9],
    ],
  ],
  [[9, 10], [[9, 15]]],
  [[-4, 0], [[0, 15]]],
  [[3, 3], [[3, 15]]],
  [
    [-9, 9],
    [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 5],
    ],
  ],
])('between %j', (limits, expected) => {
  expect(pairs(clamped(run({ 1: 1, 2: 2, 3: 3, 4: 4, 5: 5 }), limits))).toEqual(expected);
  expect(pairs(clamped(run({}), limits))).toEqual([]);
});
