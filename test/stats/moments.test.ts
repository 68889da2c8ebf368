import fc from 'fast-check';
import { sampleCovariance, sampleVariance } from 'simple-statistics';
import { describe, expect, test } from 'vitest';
import { combinedMoments } from '../../src/stats/combined-moments.js';
import {
  addUnit,
  binaryMoments,
  covariance,
  emptyMoments,
  type Moments,
  mergeMoments,
  skewness,
  summaryMoments,
  triples,
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
  a.third!.forEach((moment, i) => {
    expect(Math.abs(moment - b.third![i]!)).toBeLessThan(1e-12 * 1e9 * Math.max(1, a.n));
  });
}

/** Third moments by their definition, in two passes. */
function thirdOf(units: readonly (readonly number[])[], k: number): number[] {
  const mean = (i: number) => units.reduce((sum, unit) => sum + unit[i]!, 0) / units.length;
  const means = Array.from({ length: k }, (_, i) => mean(i));
  return triples(k).map((at) =>
    units.reduce(
      (sum, unit) => sum + at.reduce((product, i) => product * (unit[i]! - means[i]!), 1),
      0,
    ),
  );
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

test('third moments are those of their definition, of one measurement to four', () => {
  for (const k of [1, 2, 3, 4]) {
    const unit = fc.array(number, { minLength: k, maxLength: k });
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 30 }), (sample) => {
        const { third } = momentsOf(sample, k);
        thirdOf(sample, k).forEach((moment, at) => {
          expect(Math.abs(third![at]! - moment)).toBeLessThan(1e-12 * 1e9 * sample.length);
        });
      }),
    );
  }
});

test('a mean far from 0 costs third moments no more digits than the values have lost', () => {
  // By hand: of 0, 1, 1, 5 the mean is 7/4 and Σ(x − x̄)³ = (−343 − 27 − 27 + 2197)/64.
  const moments = momentsOf([0, 1, 1, 5].map((v) => [1e9 + v]));
  expect(relativeError(moments.third![0]!, 1800 / 64)).toBeLessThan(1e-13);
});

test('third moments of linear combinations are those of the combined values', () => {
  const weights = [
    [1, -2, 0.5],
    [0, 1, 3],
  ];
  fc.assert(
    fc.property(
      fc.array(fc.tuple(number, number, number), { minLength: 2, maxLength: 30 }),
      (sample) => {
        const combined = sample.map((unit) =>
          weights.map((row) => row.reduce((sum, weight, i) => sum + weight * unit[i]!, 0)),
        );
        const { third } = combinedMoments(momentsOf(sample, 3), weights);
        thirdOf(combined, 2).forEach((moment, at) => {
          expect(Math.abs(third![at]! - moment)).toBeLessThan(1e-10 * 1e9 * sample.length);
        });
      },
    ),
  );
});

test('third moments that one shard does not know are not known of the whole', () => {
  const [known, unknown] = [momentsOf([[1], [2]]), summaryMoments(8, 3, 2.5)];
  expect(mergeMoments(known, unknown).third).toBeNull();
  expect(mergeMoments(unknown, known).third).toBeNull();
  expect(mergeMoments(emptyMoments(), known).third).toEqual(known.third);
  expect(skewness(unknown)).toBeNull();
});

describe('the skewness', () => {
  test('is that of R: mean((x - mean(x))^3) / mean((x - mean(x))^2)^1.5', () => {
    // R 4.2.2; e1071's skewness(x, type = 1) is the same formula.
    const moments = momentsOf([1, 2, 4, 8, 16, 31.5].map((v) => [v]));
    expect(relativeError(skewness(moments)!, 1.0772203003718683)).toBeLessThan(1e-14);
  });

  test('of one unit apart from all others is the most that so many can have', () => {
    const n = 50;
    const moments = momentsOf(Array.from({ length: n }, (_, i) => [i === 7 ? 3 : 1]));
    expect(skewness(moments)).toBeCloseTo((n - 2) / Math.sqrt(n - 1), 12);
  });

  test('is not known where a cube leaves the doubles, and NaN where nothing varies', () => {
    expect(skewness(momentsOf([[0], [0], [1e120]]))).toBeNull();
    expect(skewness(momentsOf([[0], [0], [1e-120]]))).toBeNull();
    expect(skewness(momentsOf([[2], [2]]))).toBeNaN();
  });
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

  test('a summary gives back its third moment', () => {
    expect(summaryMoments(8, 3, 2.5, 1.25).third).toEqual([10]);
  });

  test('a summary gives back its variance', () => {
    expect(variance(summaryMoments(8, 3, 2.5))).toBeCloseTo(2.5, 15);
    expect(variance(summaryMoments(1, 3, 0))).toBeNaN();
  });
});
