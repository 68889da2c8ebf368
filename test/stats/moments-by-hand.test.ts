import { describe, expect, test } from 'vitest';
import {
  addMoments,
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
import { momentsOf, ROWS } from './rows.js';

const [FIRST, LAST] = [ROWS.slice(0, 1), ROWS.slice(1)];
/** Their sums of products by pair, and by set of three, in the order of the interface. */
const SECOND = [22, -16, 44, -6, -20, 20];
const THIRD = [54, -42, 0, 72, -12, 34, -56, -16, 16, 0];

function expectHand(moments: Moments) {
  expect(moments.n).toBe(4);
  for (const [i, mean] of [2, 4, 5].entries()) {
    expect(moments.mean[i]! + moments.residual[i]!).toBeCloseTo(mean, 14);
  }
  for (const [i, sum] of SECOND.entries()) expect(moments.comoment[i]).toBeCloseTo(sum, 12);
  for (const [i, sum] of THIRD.entries()) expect(moments.third![i]).toBeCloseTo(sum, 12);
}

describe('three measurements of four units, by hand', () => {
  test('have their moments unit by unit, and of parts in either order', () => {
    expectHand(momentsOf(ROWS));
    expectHand(mergeMoments(momentsOf(FIRST), momentsOf(LAST)));
    expectHand(mergeMoments(momentsOf(LAST), momentsOf(FIRST)));
    const into = momentsOf(ROWS.slice(0, 2));
    addMoments(into, momentsOf(ROWS.slice(2)));
    expectHand(into);
  });

  test('keep them beside no units at all, without sharing them', () => {
    for (const both of [
      mergeMoments(momentsOf(ROWS), emptyMoments(3)),
      mergeMoments(emptyMoments(3), momentsOf(ROWS)),
    ]) {
      expectHand(both);
    }
    // To the last digit, what their means round away as well.
    const rounded = momentsOf([0.1, 0.7, 1.1].map((x) => [x, 1 / x, x * x]));
    expect(rounded.residual.every((rest) => rest !== 0)).toBe(true);
    expect(mergeMoments(emptyMoments(3), rounded)).toEqual(rounded);
    expect(mergeMoments(rounded, emptyMoments(3))).toEqual(rounded);
    const [into, added] = [emptyMoments(3), momentsOf(FIRST)];
    addMoments(into, added);
    addUnit(into, [9, 9, 9]);
    expect(added).toEqual(momentsOf(FIRST));
  });

  test('have the variance, the covariances and the skewness of each', () => {
    const moments = momentsOf(ROWS);
    expect([0, 1, 2].map((i) => variance(moments, i))).toEqual(
      [22, 44, 20].map((sum) => expect.closeTo(sum / 3, 13)),
    );
    for (const [i, j, sum] of [
      [1, 0, -16],
      [2, 0, -6],
      [2, 1, -20],
    ] as const) {
      expect(covariance(moments, i, j)).toBeCloseTo(sum / 3, 13);
      expect(covariance(moments, j, i)).toBe(covariance(moments, i, j));
    }
    const skew = (third: number, square: number) => third / 4 / (square / 4) ** 1.5;
    expect([0, 1, 2].map((i) => skewness(moments, i))).toEqual([
      expect.closeTo(skew(54, 22), 13),
      expect.closeTo(skew(72, 44), 13),
      expect.closeTo(skew(0, 20), 13),
    ]);
  });
});

test('sets of three measurements stand in the order of their third moments', () => {
  expect(triples(1)).toEqual([[0, 0, 0]]);
  expect(triples(2)).toEqual([
    [0, 0, 0],
    [1, 0, 0],
    [1, 1, 0],
    [1, 1, 1],
  ]);
  expect([triples(3).length, triples(4).length, triples(4).at(-1)]).toEqual([10, 20, [3, 3, 3]]);
});

test('no units have no moments, and as many of each kind as measurements ask for', () => {
  expect(emptyMoments()).toEqual({ n: 0, mean: [0], residual: [0], comoment: [0], third: [0] });
  const { mean, residual, comoment, third } = emptyMoments(3);
  expect([mean, residual]).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ]);
  expect([comoment, third]).toEqual([Array(6).fill(0), Array(10).fill(0)]);
});

test('means keep what doubles round away of them, unit by unit and of parts', () => {
  // 2^53 + 1 is no double; the mean is (2^53 + 3) ÷ 4, a quarter of which is 2^51 + ¾.
  const moments = momentsOf([[2 ** 53], [1], [1], [1]]);
  expect(moments.mean[0]! - 2 ** 51 + moments.residual[0]!).toBe(0.75);
  const both = mergeMoments(momentsOf([[2 ** 53], [1]]), momentsOf([[1], [1]]));
  expect(both.mean[0]! - 2 ** 51 + both.residual[0]!).toBe(0.75);
});

test.each([
  [0, 0, [0, 0, 0]],
  [0, 4, [0, 0, 0]],
  [1, 4, [0.25, 0.75, 0.375]],
  [3, 4, [0.75, 0.75, -0.375]],
  [4, 4, [1, 0, 0]],
])('%i successes of %i units have moments %j, by hand', (successes, n, [mean, second, third]) => {
  expect(binaryMoments(successes, n)).toEqual({
    ...{ n, mean: [mean], residual: [0], comoment: [second], third: [expect.closeTo(third!, 15)] },
  });
});

test('a summary has as many degrees of freedom as units but one, and no spread of one unit', () => {
  expect(summaryMoments(5, 3, 2)).toEqual({
    ...{ n: 5, mean: [3], residual: [0], comoment: [8], third: null },
  });
  expect(summaryMoments(2, 3, 2).comoment).toEqual([2]);
  expect(summaryMoments(1, 3, 9).comoment).toEqual([0]);
  expect(summaryMoments(0, 3, 9, 0)).toMatchObject({ comoment: [0], third: [0] });
  expect([variance(summaryMoments(1, 3, 9)), variance(summaryMoments(2, 3, 9))]).toEqual([NaN, 9]);
});

test('the skewness is told down to where its scale has all its digits', () => {
  const of = (scale: number) => skewness(momentsOf([[0], [0], [scale]]));
  // (Σx² ÷ n)^1.5 is (2 ÷ 9)^1.5 scale³, of which 2^-1022 is the least.
  const least = 2 ** (-1022 / 3) / Math.sqrt(2 / 9);
  expect(of(least * 1.01)).toBeCloseTo(Math.SQRT1_2, 12);
  expect(of(least * 0.99)).toBeNull();
  expect(of(1e102)).toBeCloseTo(Math.SQRT1_2, 12);
});
