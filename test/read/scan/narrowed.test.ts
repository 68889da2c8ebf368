import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apart, narrowed, type Spans } from '../../../src/read/scan/narrowed.js';
import { orderedValues, valueAt } from '../../../src/stats/ordered-values.js';

/** Few of which are the same, or many, so that ends of spans are met. */
const value = fc.oneof(
  fc.integer({ min: -6, max: 6 }),
  fc.double({ noNaN: true }),
  fc.constantFrom(-0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
);
const sample = fc.array(value, { minLength: 1, maxLength: 60 });
const spans = fc
  .array(fc.tuple(value, value), { minLength: 1, maxLength: 3 })
  .map((ends) => apart(ends.map(([a, b]) => (a < b ? [a, b] : [b, a]))));

const property = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, holds), { seed: 20261127, numRuns: 2000 });

const isWithin = (within: Spans, x: number) =>
  within.some(([least, most]) => least <= x && x <= most);

test('what lies within a span has its own place, and the ends of all are what they are', () => {
  property(fc.tuple(sample, spans), ([values, within]) => {
    const sorted = [...Float64Array.from(values, (x) => x + 0).sort()];
    const counted = narrowed(Float64Array.from(values), within);
    const found = orderedValues(counted);
    expect(found.units).toBe(values.length);
    sorted.forEach((x, place) => {
      const other = valueAt(found, place)!;
      expect(isWithin(within, other)).toBe(isWithin(within, x));
      if (isWithin(within, x) || place === 0 || place === sorted.length - 1) expect(other).toBe(x);
    });
  });
});

test('beside those within spans there are two values at most for each lot', () => {
  property(fc.tuple(sample, spans), ([values, within]) => {
    const different = new Set(values.map((x) => x + 0).filter((x) => isWithin(within, x)));
    const { values: told } = narrowed(Float64Array.from(values), within);
    expect(told.length).toBeLessThanOrEqual(different.size + 2 * (within.length + 1));
  });
});

test('spans that overlap or meet become one', () => {
  const given: Spans = [
    [5, 9],
    [-2, 3],
    [3, 4],
    [6, 7],
  ];
  expect(apart(given)).toEqual([
    [-2, 4],
    [5, 9],
  ]);
});
