import fc from 'fast-check';
import { sampleCovariance, sampleVariance } from 'simple-statistics';
import { describe, expect, test } from 'vitest';
import {
  addUnit,
  binaryMoments,
  covariance,
  emptyMoments,
  type Moments,
  mergeMoments,
  summaryMoments,
  variance,
} from '../../src/stats/moments.js';
import { relativeError } from './reference.js';

function momentsOf(units: readonly (readonly number[])[], k = 1): Moments {
  const moments = emptyMoments(k);
  for (const unit of units) addUnit(moments, unit);
  return moments;
}

const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const units = fc.array(fc.tuple(number, number), { maxLength: 40 });

function expectSame(a: Moments, b: Moments) {
  expect(a.n).toBe(b.n);
  a.mean.forEach((mean, i) => {
    expect(mean).toBeCloseTo(b.mean[i]!, 9);
  });
  a.comoment.forEach((moment, i) => {
    expect(Math.abs(moment - b.comoment[i]!)).toBeLessThan(1e-12 * 1e6 * Math.max(1, a.n));
  });
}

test('raw values around 1e9 keep eight digits of their variance', () => {
  // NIST StRD NumAcc4: 1000 values 10000000.1 and .3 around 10000000.2, standard deviation exactly 0.1.
  const values = Array.from(
    { length: 1001 },
    (_, i) => 10000000.2 + (i === 0 ? 0 : i % 2 ? -0.1 : 0.1),
  );
  expect(Math.sqrt(variance(momentsOf(values.map((v) => [v]))))).toBeCloseTo(0.1, 8);
  const shifted = Array.from({ length: 1000 }, (_, i) => 1e9 + (i % 2));
  expect(relativeError(variance(momentsOf(shifted.map((v) => [v]))), 250 / 999)).toBeLessThan(
    1e-13,
  );
});

test('merging shards in any order and grouping gives the moments of the whole', () => {
  fc.assert(
    fc.property(units, units, units, (a, b, c) => {
      const [ma, mb, mc] = [momentsOf(a, 2), momentsOf(b, 2), momentsOf(c, 2)];
      const whole = momentsOf([...a, ...b, ...c], 2);
      expectSame(mergeMoments(mergeMoments(ma, mb), mc), whole);
      expectSame(mergeMoments(mc, mergeMoments(mb, ma)), whole);
    }),
  );
});

test('merging leaves both shards as they were', () => {
  const [a, b] = [momentsOf([[1], [2]]), momentsOf([[5]])];
  mergeMoments(a, b);
  expect(a).toEqual(momentsOf([[1], [2]]));
  expect(b).toEqual(momentsOf([[5]]));
});

test('variance and covariance are those of simple-statistics', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 60 }), (pairs) => {
      const moments = momentsOf(pairs, 2);
      const [x, y] = [pairs.map(([v]) => v), pairs.map(([, v]) => v)];
      expect(variance(moments, 1)).toBeCloseTo(sampleVariance(y), 6);
      expect(covariance(moments, 0, 1)).toBeCloseTo(sampleCovariance(x, y), 6);
      expect(covariance(moments, 1, 0)).toBe(covariance(moments, 0, 1));
    }),
  );
});

describe('moments that were never summed up', () => {
  test('successes out of units are ones and zeros', () => {
    const counted = binaryMoments(3, 10);
    const one = momentsOf([1, 1, 1, 0, 0, 0, 0, 0, 0, 0].map((v) => [v]));
    expectSame(counted, one);
    expect(variance(counted)).toBeCloseTo(7 / 30, 15);
    expect(binaryMoments(0, 0)).toEqual(emptyMoments());
  });

  test('a summary gives back its variance', () => {
    expect(variance(summaryMoments(8, 3, 2.5))).toBeCloseTo(2.5, 15);
    expect(variance(summaryMoments(1, 3, 0))).toBeNaN();
  });
});
