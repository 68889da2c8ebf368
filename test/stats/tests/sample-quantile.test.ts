import { expect, test } from 'vitest';
import { countValue, noValues, valueCounts } from '../../../src/stats/counted-values.js';
import { quantileType6, quantileType7 } from '../../../src/stats/tests/sample-quantile.js';
import reference from '../../reference/units.json' with { type: 'json' };

test.each(reference.quantiles)("quantiles are R's, types 6 and 7: $sample", (given) => {
  const close = (found: number, wanted: number) =>
    expect(found).toBeCloseTo(wanted, 12 - Math.ceil(Math.log10(1 + Math.abs(wanted))));
  given.at.forEach((p, i) => {
    close(quantileType7(given.sample, p), given.type7[i]!);
    close(quantileType6(given.sample, p), given.type6[i]!);
  });
});

test('of nothing there is none', () => {
  expect([quantileType6([], 0.5), quantileType7([], 0.5)]).toEqual([Number.NaN, Number.NaN]);
});

test('is the same of values that are counted, in whatever way', () => {
  const counted = noValues();
  for (const value of [16, 2, 1, 8, 4]) countValue(counted, value);
  expect(quantileType6(counted, 0.75)).toBe(12);
  expect(quantileType7(counted, 0.75)).toBe(8);
  expect(quantileType7(valueCounts(counted), 0.75)).toBe(8);
  expect(quantileType6(noValues(), 0.5)).toBeNaN();
});

test('between equal values nothing is rounded, and what is infinite is no NaN', () => {
  for (const value of [0.1, 1 / 3, 1e-320, -0.7]) {
    for (let p = 0.01; p < 1; p += 0.013) {
      expect(quantileType6([value, value, value], p)).toBe(value);
      expect(quantileType7([value, value, value], p)).toBe(value);
    }
  }
  const end = Number.POSITIVE_INFINITY;
  expect(quantileType7([1, end, end], 0.75)).toBe(end);
});
