import { describe, expect, test } from 'vitest';
import { once } from '../../src/stats/numeric/memoized.js';
import { oneRun, valueBlocks } from '../../src/stats/value-blocks.js';
import { areSingle, ones, runOf, type ValueCounts } from '../../src/stats/value-counts.js';

/** So many values a block has at most, and one in a step of each run more: 2^16 and 2^10. */
const [BLOCK, STEP] = [65_536, 1024];

/** Every k-th whole number from one on, each met so often. */
function run(from: number, k: number, size: number, count = 1): ValueCounts {
  const values = Float64Array.from({ length: size }, (_, i) => from + k * i);
  return { values, counts: count === 1 ? ones(size) : new Uint32Array(size).fill(count) };
}

/** All blocks of samples, each copied before the next takes its memory. */
function blocksOf(samples: ValueCounts[][]): ValueCounts[][] {
  return Array.from(valueBlocks(samples), (block) =>
    block.map(({ values, counts }) => ({ values: values.slice(), counts: counts.slice() })),
  );
}

/** A value for each unit, in rising order. */
function unitsIn(runs: readonly ValueCounts[]): Float64Array {
  const all: number[] = [];
  for (const { values, counts } of runs) {
    for (let i = 0; i < values.length; i += 1) {
      for (let unit = 0; unit < counts[i]!; unit += 1) all.push(values[i]!);
    }
  }
  return Float64Array.from(all).sort();
}

/** Whether they have the same units, and rise as they stand. toEqual takes seconds for so many. */
function areThose(found: readonly ValueCounts[], runs: readonly ValueCounts[]): boolean {
  const [units, all] = [unitsIn(found), unitsIn(runs)];
  const values = found.flatMap((one) => Array.from(one.values));
  const rise = values.every((value, i) => i === 0 || value > values[i - 1]!);
  return rise && units.length === all.length && units.every((value, i) => value === all[i]);
}

const SAMPLES: [string, ValueCounts[][]][] = [
  ['of runs that are apart', [[run(0, 3, 30_000), run(1, 3, 25_000), run(2, 3, 15_000)]]],
  ['of runs that share values', [[run(0, 1, 30_000), run(0, 2, 30_000), run(5, 3, 10_000)]]],
  ['of two runs', [[run(0, 2, 35_000), run(1, 2, 35_000)]]],
  ['of one run', [[run(0, 1, 140_000)], [run(7, 2, 10)]]],
  ['of two units a value', [[run(0, 3, 15_000, 2), run(1, 3, 15_000, 2), run(0, 1, 5000, 2)]]],
  ['of many units a value', [[run(0, 3, 2000, 9), run(1, 3, 2000, 9), run(0, 1, 2000, 9)]]],
  ['of two samples', [[run(0, 2, 45_000)], [run(1, 1, 15_000), run(3, 4, 9000), run(2, 4, 9000)]]],
  ['of a sample that has none', [[], [run(1, 1, 70_000)]]],
  ['of runs that are short', [[run(0, 1, 3), run(2, 1, 3), run(4, 1, 3), run(0, 1, 0)]]],
];

describe.each(SAMPLES)('blocks %s', (_, samples) => {
  const made = once(() => blocksOf(samples));

  test('hold all values, each with its units', () => {
    const blocks = made();
    for (const [k, runs] of samples.entries()) {
      const own = blocks.map((block) => block[k]!);
      expect(areThose(own, runs)).toBe(true);
    }
  });

  test('rise, each above all of the one before', () => {
    const blocks = made();
    let before = Number.NEGATIVE_INFINITY;
    for (const block of blocks) {
      const some = block.filter(({ values }) => values.length > 0);
      const least = Math.min(...some.map(({ values }) => values[0]!));
      expect(least).toBeGreaterThan(before);
      before = Math.max(before, ...some.map(({ values }) => values.at(-1)!));
    }
  });

  test('have little more values than a block is to have, and nearly as many but for the last', () => {
    const blocks = made();
    const runs = samples.flat();
    const sizes = runs.map(({ values }) => values.length).reduce((a, b) => a + b);
    const ends = blocks.map((block, b) => (b === blocks.length - 1 ? Infinity : lastOf(block)));
    const inRuns = blocks.map(() => 0);
    for (const { values } of runs) {
      for (const value of values) inRuns[ends.findIndex((end) => value <= end)]! += 1;
    }
    expect(inRuns.reduce((a, b) => a + b)).toBe(sizes);
    expect(Math.max(...inRuns)).toBeLessThanOrEqual(BLOCK + STEP * runs.length);
    for (const size of inRuns.slice(0, -1))
      expect(size).toBeGreaterThan(BLOCK - STEP * runs.length);
  });

  test('make one run', () => {
    for (const runs of samples) {
      const found = oneRun(runs);
      expect(areThose([found], runs)).toBe(true);
      expect(found.counts).toHaveLength(found.values.length);
      if (runs.length > 1) expect(areSingle(found)).toBe(!found.counts.some((count) => count > 1));
    }
  });
});

/** The largest value of a block; below all where there is none. */
function lastOf(block: readonly ValueCounts[] | undefined): number {
  return Math.max(
    Number.NEGATIVE_INFINITY,
    ...(block ?? []).map(({ values }) => values.at(-1) ?? -Infinity),
  );
}

test('a run is one as it is, and none is none', () => {
  const only = run(0, 1, 5, 3);
  expect(oneRun([only])).toBe(only);
  expect(oneRun([])).toEqual({ values: new Float64Array(0), counts: new Uint32Array(0) });
});

test('counts are known from the block on in which two are alike', () => {
  const [first, second] = [run(0, 2, 40_000), run(1, 2, 40_000)];
  const last = run(79_998, 1, 3);
  const { values, counts } = oneRun([first, second, last]);
  expect([values.length, counts.length]).toEqual([80_001, 80_001]);
  expect([...counts.slice(-4)]).toEqual([1, 2, 2, 1]);
  expect(counts.slice(0, -3).every((count) => count === 1)).toBe(true);
  expect(areThose([{ values, counts }], [first, second, last])).toBe(true);
});

test('infinite values are in the last block, the least in the first', () => {
  const ends = runOf(Float64Array.of(-Infinity, Infinity));
  const blocks = blocksOf([[run(0, 1, 70_000), ends]]);
  expect(blocks.at(0)![0]!.values[0]).toBe(-Infinity);
  expect(blocks.at(-1)![0]!.values.at(-1)).toBe(Infinity);
});
