import { describe, expect, test } from 'vitest';
import { combinedMoments } from '../../src/stats/combined-moments.js';
import { covariance, type Moments } from '../../src/stats/moments.js';
import { momentsOf, ROWS } from './rows.js';

const END = Number.POSITIVE_INFINITY;

/** Σ (x − x̄)(y − ȳ)(z − z̄) by set of three, as moments-by-hand.test.ts has it. */
const THIRD = [54, -42, 0, 72, -12, 34, -56, -16, 16, 0];

describe('linear combinations', () => {
  test('by hand, of three measurements', () => {
    const moments = combinedMoments(momentsOf(ROWS), [
      [1, 1, 0],
      [0, 2, -1],
    ]);
    expectSame(moments, momentsOf(ROWS.map(([x, y, z]) => [x! + y!, 2 * y! - z!])));
  });

  test('that are the same for every unit have no spread, however small the amounts are', () => {
    for (const scale of [1, 1e-6, 1e6]) {
      const rows = [0.1, 0.7, 0.3, 1.1].map((x) => [scale * x, scale * 3 * x]);
      expect(combinedMoments(momentsOf(rows), [[3, -1]]).comoment).toEqual([0]);
    }
    // What is left of these three sums of products is not 0, but their rounding.
    const rows = [0.1, 0.7, 0.3, 1.1, 0.9].map((x, i) => [x, i / 7, 0.1 * x + (0.7 * i) / 7]);
    const row = [0.1, 0.7, -1];
    for (const scale of [1, 1e-8, 1e8]) {
      const scaled = momentsOf(rows.map((unit) => unit.map((x) => scale * x)));
      const terms = row.flatMap((a, i) => row.map((b, j) => a * b * covariance(scaled, i, j)));
      expect(terms.reduce((sum, term) => sum + term, 0)).not.toBe(0);
      expect(combinedMoments(scaled, [row]).comoment).toEqual([0]);
    }
    const spread = combinedMoments(momentsOf([0.1, 0.7].map((x) => [1e-6 * x, 0])), [[1, 1]]);
    expect(spread.comoment[0]! / 1.8e-13).toBeCloseTo(1, 12);
  });

  test('of one unit have no spread, of two their own', () => {
    expect(combinedMoments(momentsOf([[1, 2]]), [[1, 1]]).comoment).toEqual([0]);
    const two = momentsOf([
      [1, 2],
      [2, 3],
    ]);
    expect(combinedMoments(two, [[1, 1]]).comoment).toEqual([2]);
  });

  test('beyond the doubles have an infinite spread, be it below 0', () => {
    const large = { ...momentsOf(ROWS), comoment: [1e300, 0, 1e300, 0, 0, 1] };
    const { comoment } = combinedMoments(large, [
      [1e9, 0, 0],
      [-1e9, 0, 0],
    ]);
    expect(comoment).toEqual([END, END, END]);
  });

  test('take no third moment of what does not come in, and none where none is known', () => {
    const third = [...THIRD];
    third[9] = END;
    const moments = { ...momentsOf(ROWS), third };
    const found = combinedMoments(moments, [[1, 1, 0]]).third!;
    expect(found[0]).toBeCloseTo(THIRD[0]! + 3 * THIRD[1]! + 3 * THIRD[2]! + THIRD[3]!, 12);
    expect(combinedMoments({ ...moments, third: null }, [[1, 1, 0]]).third).toBeNull();
  });
});

function expectSame(a: Moments, b: Moments) {
  expect(a.n).toBe(b.n);
  for (const key of ['mean', 'comoment', 'third'] as const) {
    expect(a[key]).toEqual(b[key]!.map((x) => expect.closeTo(x, 11)));
  }
}
