import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addValue,
  type Cells,
  emptyCells,
  emptySample,
  mergeCells,
  mergeSamples,
  type Sample,
  variantCells,
} from '../../src/experiment/cells.js';
import { variance } from '../../src/stats/moments.js';

const SEEDED = { seed: 20240607, numRuns: 300 };

type Row = [variant: string, value: number | null];

const rows = fc.array(
  fc.tuple(
    fc.constantFrom('generic', 'light', 'full', '__proto__'),
    fc.option(fc.oneof(fc.constantFrom(0, 1), fc.double({ min: -1e6, max: 1e6, noNaN: true })), {
      freq: 8,
    }),
  ),
  { maxLength: 40 },
);

function cellsOfRows(all: readonly Row[]): Cells {
  const cells = emptyCells(['m']);
  for (const [variant, value] of all) {
    const into = variantCells(cells, variant);
    into.units += 1;
    if (value === null) into.samples[0]!.missing += 1;
    else addValue(into.samples[0]!, value);
  }
  return cells;
}

function expectSameSample(actual: Sample, expected: Sample): void {
  expect(actual.missing).toBe(expected.missing);
  expect(actual.successes).toBe(expected.successes);
  expect(actual.moments.n).toBe(expected.moments.n);
  if (expected.moments.n === 0) return;
  expectClose(actual.moments.mean[0]!, expected.moments.mean[0]!, 1e6);
  if (expected.moments.n > 1) {
    expectClose(variance(actual.moments), variance(expected.moments), 1e12);
  }
}

/** Equal but for rounding, which is relative to the size of the numbers drawn. */
function expectClose(actual: number, expected: number, scale: number): void {
  expect(Math.abs(actual - expected)).toBeLessThan(1e-12 * scale);
}

function expectSame(actual: Cells, expected: Cells): void {
  expect([...actual.variants.keys()].sort()).toEqual([...expected.variants.keys()].sort());
  for (const [name, { units, samples }] of expected.variants) {
    expect(actual.variants.get(name)!.units).toBe(units);
    expectSameSample(actual.variants.get(name)!.samples[0]!, samples[0]!);
  }
}

test('shards merged are the whole', () => {
  fc.assert(
    fc.property(rows, rows, (a, b) => {
      expectSame(mergeCells(cellsOfRows(a), cellsOfRows(b)), cellsOfRows([...a, ...b]));
    }),
    SEEDED,
  );
});

test('merging is associative and commutative', () => {
  fc.assert(
    fc.property(rows, rows, rows, (a, b, c) => {
      const [x, y, z] = [a, b, c].map(cellsOfRows) as [Cells, Cells, Cells];
      expectSame(mergeCells(mergeCells(x, y), z), mergeCells(x, mergeCells(y, z)));
      expectSame(mergeCells(x, y), mergeCells(y, x));
    }),
    SEEDED,
  );
});

test('nothing is the neutral element, and merging leaves its parts as they were', () => {
  fc.assert(
    fc.property(rows, (a) => {
      const whole = cellsOfRows(a);
      const before = structuredClone(whole);
      expect(mergeCells(whole, emptyCells(['m']))).toEqual(before);
      expect(mergeCells(emptyCells(['m']), whole)).toEqual(before);
      mergeCells(whole, whole);
      expect(whole).toEqual(before);
    }),
    SEEDED,
  );
});

test('merged cells stand in order of appearance', () => {
  const a = cellsOfRows([['full', 1]]);
  const b = cellsOfRows([
    ['generic', 1],
    ['full', 0],
  ]);
  expect([...mergeCells(a, b).variants.keys()]).toEqual(['full', 'generic']);
});

test('successes are counted until another value than 0 or 1 is seen, in any order', () => {
  const sampleOf = (...values: number[]) => {
    const sample = emptySample();
    for (const value of values) addValue(sample, value);
    return sample;
  };
  expect(sampleOf(1, 0, 1).successes).toBe(2);
  expect(sampleOf(1, 0.5, 1).successes).toBeNull();
  expect(sampleOf(-0, 1).successes).toBe(1);
  expect(mergeSamples(sampleOf(1), sampleOf(2)).successes).toBeNull();
  expect(mergeSamples(sampleOf(2), sampleOf(1)).successes).toBeNull();
  expect(mergeSamples(sampleOf(1), sampleOf(1, 0)).successes).toBe(2);
});
