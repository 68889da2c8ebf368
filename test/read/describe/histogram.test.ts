import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addNumber, barsOf, histogramOf } from '../../../src/read/describe/histogram.js';

function histogram(values: readonly number[]) {
  const made = histogramOf(values[0]!);
  for (const value of values.slice(1)) addNumber(made, value);
  return made;
}

function bars(values: readonly number[], count: number): number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return barsOf(histogram(values), { least, most, bars: count });
}

test('equal parts of a range hold what they hold', () => {
  const values = Array.from({ length: 1000 }, (_, i) => i);
  const heights = bars(values, 10);
  for (const height of heights) expect(Math.abs(height - 100)).toBeLessThanOrEqual(4);
});

test('a value far below or above widens the range and loses nothing', () => {
  expect(bars([5, 5, 5, -1e6, 1e6], 3)).toEqual([1, 3, 1]);
  expect(bars([0, 0, 0, 1e150], 4)).toEqual([3, 0, 0, 1]);
});

test('one value alone is one bar', () => {
  expect(bars([7, 7, 7], 4)).toEqual([3, 0, 0, 0]);
});

test('no count is lost, and least and most lie in the outermost bars', () => {
  const values = fc.array(fc.integer(), { minLength: 2 });
  fc.assert(
    fc.property(values, (some) => {
      const heights = bars(some, 12);
      expect(heights.reduce((a, b) => a + b, 0)).toBe(some.length);
      expect(heights[0]).toBeGreaterThan(0);
    }),
    { seed: 11 },
  );
});
