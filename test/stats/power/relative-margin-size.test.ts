import { describe, expect, test } from 'vitest';
import {
  meanRelativeNonInferioritySize,
  proportionRelativeNonInferioritySize,
} from '../../../src/stats/power/relative-margin-size.js';

const usual = { allocation: 1, alpha: 0.05, power: 0.8 };

const alike = (rate: number) => ({ control: rate, treatment: rate });

describe('rates: as R finds them, with the restricted rates by optimize()', () => {
  test.each([
    [0.2, 0.25, 'increase', { ...usual, alpha: 0.025, power: 0.9 }, 1026.002075],
    [0.3, 0.2, 'decrease', usual, 871.2916401],
    [0.3, 0.2, 'decrease', { ...usual, allocation: 2 }, 1354.982401],
  ] as const)('%d, %d, %s', (rate, margin, better, rest, expected) => {
    const found = proportionRelativeNonInferioritySize({ ...alike(rate), margin, better, ...rest });
    expect(found / expected).toBeCloseTo(1, 7);
  });
});

test('means: power.t.test of R, with the standard deviation of treatment − ratio · control', () => {
  const moments = { mean: 25, effect: 0, sd: 40 };
  const higher = { margin: 0.05, better: 'decrease', ...usual } as const;
  expect(meanRelativeNonInferioritySize({ ...moments, ...higher }) / 13311.47486).toBeCloseTo(1, 8);
  const lower = { margin: 0.04, better: 'increase', ...usual } as const;
  expect(meanRelativeNonInferioritySize({ ...moments, ...lower }) / 19009.31959).toBeCloseTo(1, 8);
});

test('outside their ranges they throw', () => {
  const asked = { margin: 0.1, better: 'increase', ...usual } as const;
  for (const rate of [0, 1, Number.NaN]) {
    expect(() => proportionRelativeNonInferioritySize({ ...alike(rate), ...asked })).toThrow(
      RangeError,
    );
  }
  for (const mean of [0, -5, Number.NaN]) {
    expect(() => meanRelativeNonInferioritySize({ mean, effect: 0, sd: 1, ...asked })).toThrow(
      RangeError,
    );
  }
  for (const margin of [0, 1]) {
    const ofMeans = { mean: 5, effect: 0, sd: 1, ...asked, margin };
    expect(() => meanRelativeNonInferioritySize(ofMeans)).toThrow('between 0 and 1');
    expect(() => proportionRelativeNonInferioritySize({ ...alike(0.2), ...asked, margin })).toThrow(
      RangeError,
    );
  }
});
