import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addUnit, emptyMoments, variance } from '../../../src/stats/moments.js';
import {
  brownForsytheTest,
  type Homogeneity,
  rateHomogeneityTest,
} from '../../../src/stats/tests/homogeneity.js';
import { welchTest } from '../../../src/stats/tests/means-test.js';
import { postStratifiedTest } from '../../../src/stats/tests/stratified-means.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { relativeError } from '../reference.js';

const positive = fc.double({ min: 0.1, max: 50, noNaN: true });
const effect = fc.record({
  estimate: fc.double({ min: -9, max: 9, noNaN: true }),
  ...{ variance: positive, df: positive, weight: positive },
});

describe('Brown–Forsythe', () => {
  test('of two groups it is Welch’s t-test, squared', () => {
    const values = fc.array(fc.integer({ min: 0, max: 90 }), {
      minLength: 3,
      maxLength: 9,
    });
    fc.assert(
      fc.property(values, values, (x, y) => {
        const [a, b] = [x, y].map((all) => {
          const moments = emptyMoments();
          for (const value of all) addUnit(moments, [value]);
          return moments;
        });
        const welch = welchTest(a!, b!, 'two-sided');
        if (typeof welch === 'string') return;
        const effects = [a!, b!].map((arm) => ({
          ...{ estimate: arm.mean[0]!, variance: variance(arm) / arm.n },
          ...{ df: arm.n - 1, weight: arm.n },
        }));
        if (effects.some((group) => group.variance === 0)) return;
        const found = brownForsytheTest(effects) as Homogeneity;
        expect(found.df).toBeCloseTo(1, 10);
        expect(relativeError(found.denominatorDf!, welch.df!)).toBeLessThan(1e-9);
        expect(Math.abs(found.pValue - (welch as TwoSampleTest).pValue)).toBeLessThan(1e-9);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('unit, origin and the sign of effects do not matter', () => {
    fc.assert(
      fc.property(fc.array(effect, { minLength: 2, maxLength: 8 }), (effects) => {
        const moved = effects.map((one) => ({
          ...one,
          ...{ estimate: 5 - 3 * one.estimate, variance: 9 * one.variance, weight: 7 * one.weight },
        }));
        const [found, same] = [effects, moved].map((all) => brownForsytheTest(all) as Homogeneity);
        expect(same!.statistic).toBeCloseTo(found!.statistic, 8);
        expect(same!.df).toBeCloseTo(found!.df, 8);
        expect(same!.denominatorDf).toBeCloseTo(found!.denominatorDf!, 8);
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  test('what cannot be tested says why', () => {
    const one = { estimate: 1, variance: 1, df: 3, weight: 1 };
    const flat = { ...one, variance: 0, df: Number.POSITIVE_INFINITY };
    expect(brownForsytheTest([one])).toBe('TOO_FEW_UNITS');
    expect(brownForsytheTest([one, { ...one, variance: Number.NaN }])).toBe('TOO_FEW_UNITS');
    expect(brownForsytheTest([flat, flat])).toBe('ZERO_VARIANCE');
    expect(brownForsytheTest([one, { ...one, estimate: 1e300 }])).toBe('NUMBERS_TOO_LARGE');
    expect(postStratifiedTest([], 'two-sided')).toBe('TOO_FEW_UNITS');
    expect(postStratifiedTest([flat], 'two-sided')).toBe('ZERO_VARIANCE');
    expect(postStratifiedTest([{ ...one, estimate: 1e300 }], 'less')).toBe('NUMBERS_TOO_LARGE');
  });
});

describe('rates', () => {
  const arms = (x: number, n: number, y: number, m: number) => ({
    ...{ control: { successes: x, n }, treatment: { successes: y, n: m } },
  });

  test('Cochran’s Q in large strata, the score test in smaller ones, none where events are few', () => {
    const method = (size: number) => {
      const part = arms(0.1 * size, size, 0.1 * size, size);
      const found = rateHomogeneityTest([part, part, part]);
      return typeof found === 'string' ? found : found.method;
    };
    // With three strata, 3 · 2 ÷ expected below 0.05 · √4: from 60 expected events on.
    expect([40, 60, 590, 610].map(method)).toEqual([
      'TOO_FEW_UNITS',
      'score',
      'score',
      'cochran-q',
    ]);
    expect(rateHomogeneityTest([arms(50, 500, 60, 500), arms(5, 9, 0, 0)])).toBe('TOO_FEW_UNITS');
  });
});

test('the post-stratified p-value and interval decide alike', () => {
  fc.assert(
    fc.property(fc.array(effect, { minLength: 1, maxLength: 6 }), (effects) => {
      const found = postStratifiedTest(effects, 'two-sided');
      if (typeof found === 'string') return;
      for (const level of [0.05, found.pValue]) {
        const { lower, upper } = found.interval(level);
        expect(lower! > 0 || upper! < 0).toBe(found.pValue < level);
      }
    }),
    { seed: 3, numRuns: 200 },
  );
});
