import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Aggregates,
  addValue,
  emptyAggregate,
  emptyAggregates,
  type MetricAggregate,
  mergeAggregates,
  mergeMetricAggregates,
  segmentAggregates,
  variantAggregates,
} from '../../src/experiment/aggregates.js';
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

function cellsOfRows(all: readonly Row[]): Aggregates {
  const aggregates = emptyAggregates(['m']);
  for (const [variant, value] of all) {
    const into = variantAggregates(aggregates, variant);
    into.units += 1;
    if (value === null) into.samples[0]!.missing += 1;
    else addValue(into.samples[0]!, value);
  }
  return aggregates;
}

function expectSameSample(actual: MetricAggregate, expected: MetricAggregate): void {
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

function expectSame(actual: Aggregates, expected: Aggregates): void {
  expect([...actual.variants.keys()].sort()).toEqual([...expected.variants.keys()].sort());
  for (const [name, { units, samples }] of expected.variants) {
    expect(actual.variants.get(name)!.units).toBe(units);
    expectSameSample(actual.variants.get(name)!.samples[0]!, samples[0]!);
  }
}

test('shards merged are the whole', () => {
  fc.assert(
    fc.property(rows, rows, (a, b) => {
      expectSame(mergeAggregates(cellsOfRows(a), cellsOfRows(b)), cellsOfRows([...a, ...b]));
    }),
    SEEDED,
  );
});

test('segments of shards are merged value by value, variant by variant', () => {
  const shard = (all: [value: string, variant: string, successes: number][]) => {
    const aggregates = emptyAggregates(['m'], [1], ['country', 'device']);
    for (const [value, variant, m] of all) {
      const into = segmentAggregates(aggregates, 'country', value, variant);
      into.units += 1;
      addValue(into.samples[0]!, m);
    }
    return aggregates;
  };
  const merged = mergeAggregates(
    shard([
      ['de', 'generic', 1],
      ['de', 'light', 0],
      ['generic', 'de', 1],
    ]),
    shard([
      ['fr', 'light', 1],
      ['de', 'light', 1],
    ]),
  );
  const told = [...merged.segments.get('country')!].map(([value, variants]) => [
    value,
    [...variants].map(([name, { units, samples }]) => [name, units, samples[0]!.successes]),
  ]);
  expect(told).toEqual([
    [
      'de',
      [
        ['generic', 1, 1],
        ['light', 2, 1],
      ],
    ],
    ['generic', [['de', 1, 1]]],
    ['fr', [['light', 1, 1]]],
  ]);
  expect(merged.segments.get('device')!.size).toBe(0);
});

test('merging is associative and commutative', () => {
  fc.assert(
    fc.property(rows, rows, rows, (a, b, c) => {
      const [x, y, z] = [a, b, c].map(cellsOfRows) as [Aggregates, Aggregates, Aggregates];
      expectSame(
        mergeAggregates(mergeAggregates(x, y), z),
        mergeAggregates(x, mergeAggregates(y, z)),
      );
      expectSame(mergeAggregates(x, y), mergeAggregates(y, x));
    }),
    SEEDED,
  );
});

test('nothing is the neutral element, and merging leaves its parts as they were', () => {
  fc.assert(
    fc.property(rows, (a) => {
      const whole = cellsOfRows(a);
      const before = structuredClone(whole);
      expect(mergeAggregates(whole, emptyAggregates(['m']))).toEqual(before);
      expect(mergeAggregates(emptyAggregates(['m']), whole)).toEqual(before);
      mergeAggregates(whole, whole);
      expect(whole).toEqual(before);
    }),
    SEEDED,
  );
});

test('merged aggregates stand in order of appearance', () => {
  const a = cellsOfRows([['full', 1]]);
  const b = cellsOfRows([
    ['generic', 1],
    ['full', 0],
  ]);
  expect([...mergeAggregates(a, b).variants.keys()]).toEqual(['full', 'generic']);
});

test('successes are counted until another value than 0 or 1 is seen, in any order', () => {
  const sampleOf = (...values: number[]) => {
    const sample = emptyAggregate();
    for (const value of values) addValue(sample, value);
    return sample;
  };
  expect(sampleOf(1, 0, 1).successes).toBe(2);
  expect(sampleOf(1, 0.5, 1).successes).toBeNull();
  expect(sampleOf(-0, 1).successes).toBe(1);
  expect(mergeMetricAggregates(sampleOf(1), sampleOf(2)).successes).toBeNull();
  expect(mergeMetricAggregates(sampleOf(2), sampleOf(1)).successes).toBeNull();
  expect(mergeMetricAggregates(sampleOf(1), sampleOf(1, 0)).successes).toBe(2);
});

test('a column that is no segment has none', () => {
  const aggregates = emptyAggregates(['revenue'], [1], ['country']);
  expect(() => segmentAggregates(aggregates, 'device', 'phone', 'a')).toThrow(
    new RangeError('column must be a segment, not device'),
  );
});
