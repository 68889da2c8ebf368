import { expect, test } from 'vitest';
import {
  firstOrderError,
  isScoreRough,
  scoreAccuracy,
} from '../../../src/stats/tests/score-accuracy.js';
import {
  PLAIN_REACH,
  skewExcess,
  skewedError,
  skewedPExcess,
  skewOn,
  skewReach,
  trustedExcess,
} from '../../../src/stats/tests/skew-reach.js';

const Z = 1.959963984540054;
const END = Number.POSITIVE_INFINITY;

/** Figures by mpmath 1.3.0, 40 digits, from the formulas that the docstrings name. */
test.each([
  [0.05, Z, 0.16915790922077],
  [-0.3, 1.2, 0.327385092823846],
  [0.02, 6, 1.49856410043919],
  [0.1, 0.5, 0.0285269442592016],
])('a skewness of %d makes a tail beyond %d so much heavier', (skew, z, excess) => {
  expect(skewExcess(skew, z)).toBeCloseTo(excess, 13);
});

const of = (difference: number, units = 400, pooledError = 1.1) => ({
  ...{ control: null, treatment: null, difference, own: difference, units, pooledError },
});

test('an interval reaches so much further on the side that errs, where the expansion can be followed', () => {
  const [some, more] = [1.03658735273154, 1.06508175816813];
  expect(skewReach(of(0.05), Z, null).upper).toBeCloseTo(some, 11);
  expect(skewReach(of(0.05), Z, null).lower).toBe(1);
  expect(skewReach(of(-0.09), Z, null).lower).toBeCloseTo(more, 11);
  expect(skewReach(of(-0.09), Z, null).upper).toBe(1);
});

test('it reaches as any distribution may need where it cannot, and no further than that', () => {
  expect(skewReach(of(0.2), Z, null).upper).toBeCloseTo(3.68987874747647, 11);
  expect(skewReach(of(-0.2), Z, null).lower).toBeCloseTo(3.68987874747647, 11);
  expect(skewReach(of(0.2, 20), Z, null).upper).toBe(END);
  expect(skewReach(of(0.2, 400, 0.01), Z, null).upper).toBe(1);
});

test('it stays as it is for a skewness that does next to nothing, and at no critical value', () => {
  expect(skewReach(of(0.0295), Z, null)).toEqual(PLAIN_REACH);
  expect(skewReach(of(0.0296), Z, null).upper).toBeGreaterThan(1);
  for (const critical of [0, -1, END, Number.NaN]) {
    expect(skewReach(of(0.3), critical, null)).toEqual(PLAIN_REACH);
    expect(skewedError(of(0.3), critical, null)).toBe(null);
  }
});

test('by a t distribution it reaches as far as the normal tail that is alike', () => {
  // Of 5 degrees of freedom 2.5 % lie beyond 2.57058183563631: R's qt(0.975, 5).
  const byT = skewReach(of(0.05), 2.57058183563631, 5);
  // scipy 1.17.1: t.isf(norm.sf(1.95996398454005 * 1.03658735273154), 5)
  expect(byT.upper * 2.57058183563631).toBeCloseTo(2.71177602463442, 8);
});

test('which side errs how often, and how many more units would keep it to its promise', () => {
  const above = skewedError(of(-0.05), Z, null)!;
  expect(above.side).toBe('above');
  expect(above.nominal).toBeCloseTo(0.025, 14);
  expect(above.actual).toBeCloseTo(0.025 * 1.16915790922077, 14);
  expect(above.times).toBeCloseTo(1.6915790922077 ** 2, 12);
  expect(skewedError(of(0.05), Z, null)!.side).toBe('below');
  expect(skewedError(of(50), Z, null)!.actual).toBe(0.5);
  expect(skewedError(of(0.0295), Z, null)).toBe(null);
  expect(skewedError(of(1e-6), 1e9, null)).toBe(null);
  expect(skewedError(of(0.05), 2.57058183563631, 5)!.nominal).toBeCloseTo(0.025, 12);
});

test('a p-value is too small on the heavier side only, as far as that can be followed', () => {
  expect(skewedPExcess(of(0.05), -Z, null)).toBeCloseTo(0.16915790922077, 13);
  expect(skewedPExcess(of(-0.05), Z, null)).toBeCloseTo(0.16915790922077, 13);
  expect(skewedPExcess(of(0.05), Z, null)).toBe(0);
  expect(skewedPExcess(of(0.05), 0, null)).toBe(0);
  expect(skewedPExcess(of(-0.05), 0, null)).toBe(0);
  expect(skewedPExcess(of(0.02), -6, null)).toBe(null);
  expect(skewedPExcess(of(0.05), -2.57058183563631, 5)).toBeCloseTo(0.16915790922077, 11);
  expect(trustedExcess(-0.3, 1.2)).toBeCloseTo(0.327385092823846, 13);
  expect(trustedExcess(0.5, 1.2)).toBe(null);
});

test.each([
  [0.3, Z, 0.332138518247203],
  [-0.3, Z, 0.332138518247203],
  [0.2, 3, 0.875492974648116],
  [0.2, 0.5, -0.0285269442592016],
  [0.4, 1, 0],
])('a score test of skewness %d at %d errs so much more often', (skewness, critical, error) => {
  expect(firstOrderError({ expected: 50, skewness }, critical)).toBeCloseTo(error, 13);
});

test('the skewness of a difference of rates, and the fewest that an arm expects, by hand', () => {
  // Both at 3 ⁄ 10: variances 0.21 ⁄ 20 and 0.21 ⁄ 80, third moments of a unit 0.21 · 0.4.
  const alike = scoreAccuracy({ successes: 6, n: 20 }, { successes: 24, n: 80 }, { shift: 0 });
  const spread = 0.21 / 20 + 0.21 / 80;
  expect(alike.expected).toBeCloseTo(6, 12);
  expect(alike.skewness).toBeCloseTo((0.084 / 6400 - 0.084 / 400) / spread ** 1.5, 12);
  const other = scoreAccuracy({ successes: 56, n: 80 }, { successes: 14, n: 20 }, { ratio: 1 });
  expect(other.expected).toBeCloseTo(6, 12);
  expect(other.skewness).toBeCloseTo((-0.084 / 400 + 0.084 / 6400) / spread ** 1.5, 12);
  // By scipy 1.17.1 at the most likely rates under each hypothesis.
  const at = (hypothesis: { shift: number } | { ratio: number }) =>
    scoreAccuracy({ successes: 6, n: 20 }, { successes: 24, n: 80 }, hypothesis);
  for (const [hypothesis, expected, skewness] of [
    [{ shift: 0.1 }, 4.479122120987768, -0.18650265571234623],
    [{ shift: -0.05 }, 6.813349779978549, -0.10197266899950444],
    [{ ratio: 1.5 }, 4.252002563633485, -0.19558093859808226],
  ] as const) {
    expect(at(hypothesis).expected).toBeCloseTo(expected, 10);
    expect(at(hypothesis).skewness).toBeCloseTo(skewness, 10);
  }
  expect(isScoreRough(alike)).toBe(true);
  expect(isScoreRough({ expected: 10, skewness: 0.07 })).toBe(false);
  expect(isScoreRough({ expected: 10, skewness: -0.07 })).toBe(false);
  expect(isScoreRough({ expected: 9.99, skewness: 0 })).toBe(true);
  expect(isScoreRough({ expected: 10, skewness: -0.08 })).toBe(true);
  expect(isScoreRough({ expected: 10, skewness: Number.NaN })).toBe(true);
});

test('the skewness that each arm shows moves an end out by itself, and the worse of both counts', () => {
  const plain = skewReach(of(0.1), Z, null);
  const reach = (difference: number, own: number) => skewReach({ ...of(difference), own }, Z, null);
  expect(reach(0, 0.1)).toEqual(plain);
  expect(reach(0, -0.1)).toEqual({ lower: plain.upper, upper: 1 });
  expect(reach(0.1, 0.02)).toEqual(plain);
  expect(reach(0.02, 0.1)).toEqual(plain);
  expect(reach(0.1, -0.1)).toEqual({ lower: plain.upper, upper: plain.upper });
  expect(reach(0.02, -0.02)).toBe(PLAIN_REACH);
  // Without it both arms have one distribution.
  const { own, ...shared } = of(0.1);
  expect(skewReach(shared, Z, null)).toEqual(plain);
  expect(own).toBe(0.1);
});

test('the side that errs is the one that skewness makes heavier', () => {
  expect(skewOn({ difference: 0.1, own: -0.2 }, 'above')).toBe(-0.2);
  expect(skewOn({ difference: 0.1, own: -0.2 }, 'below')).toBe(0.1);
  expect(skewOn({ difference: 0.1, own: 0.2 }, 'below')).toBe(0.2);
  expect(skewOn({ difference: 0.1 }, 'above')).toBe(0);
});
