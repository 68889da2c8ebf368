import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addUnit, emptyMoments, variance } from '../../../src/stats/moments.js';
import {
  brownForsytheTest,
  type Homogeneity,
  rateHomogeneityTest,
} from '../../../src/stats/tests/homogeneity.js';
import { welchTest } from '../../../src/stats/tests/means-test.js';
import type { Stratum } from '../../../src/stats/tests/strata.js';
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

  test('the score test takes the most likely rates that differ by the common difference, as scipy finds them', () => {
    const strata = [arms(12, 60, 20, 70), arms(30, 80, 25, 50), arms(9, 90, 8, 40)];
    const found = rateHomogeneityTest(strata) as Homogeneity;
    expect(found).toMatchObject({ method: 'score', df: 2, denominatorDf: null });
    expect(found.statistic).toBeCloseTo(0.11381583027976626, 10);
    expect(found.pValue).toBeCloseTo(0.9446810561842912, 10);
    expect(found.logPValue).toBeCloseTo(Math.log(0.9446810561842912), 10);
  });

  test('five events must be expected in the smaller arm of each stratum, and five that are none', () => {
    const large = arms(50, 500, 60, 500);
    const isTested = (one: Stratum) => rateHomogeneityTest([large, one]) !== 'TOO_FEW_UNITS';
    // 55 of 550 units are events: 5 of 50, and 4.9 of 49 with 54 of 540.
    expect(isTested(arms(5, 50, 50, 500))).toBe(true);
    expect(isTested(arms(50, 500, 5, 50))).toBe(true);
    expect(isTested(arms(45, 50, 450, 500))).toBe(true);
    for (const few of [49, 40]) {
      const events = (few + 500) / 10;
      expect(isTested(arms(4, few, events - 4, 500))).toBe(false);
      expect(isTested(arms(events - 4, 500, 4, few))).toBe(false);
      expect(isTested(arms(few - 4, few, 504 - events, 500))).toBe(false);
    }
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
