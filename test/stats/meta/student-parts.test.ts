import { expect, test } from 'vitest';
import {
  independentEffects,
  type KnownEffects,
  knownEffects,
} from '../../../src/stats/meta/known-effects.js';
import { mixtureMoments } from '../../../src/stats/meta/normal-mixture.js';
import {
  drawShares,
  groupParts,
  likelihoodAt,
  precisionDraws,
} from '../../../src/stats/meta/student-draws.js';
import { likelyMean } from '../../../src/stats/meta/student-mean.js';
import { sumsOver } from '../../../src/stats/meta/student-sums.js';
import { effectsOf } from './meta-reference.js';

const HALF_LOG_TWO_PI = 0.9189385332046728;

test.each([2.5, 3, 8, 30, 200, 1e4])(
  'precisions of a t with %d degrees of freedom have the moments of gamma',
  (df) => {
    const draws = precisionDraws(df);
    const sum = (of: (at: number) => number) =>
      draws.reduce((so, { at, weight }) => so + weight * of(at), 0);
    expect(sum(() => 1)).toBeCloseTo(1, 7);
    expect(sum((at) => at)).toBeCloseTo(1, 7);
    expect(sum((at) => at * at)).toBeCloseTo(1 + 2 / df, 6);
    // Of the variance, what lies beyond the least precision is left out.
    expect(sum((at) => 1 / at) / (df / (df - 2))).toBeCloseTo(1, df < 3 ? 1 : 3);
  },
);

/** scipy 1.17.1: quad of t.pdf((θ − mean) ⁄ tau, df) ⁄ tau · norm.pdf(y, θ, √v), over all θ. */
test.each([
  [0.3, 0.04, 0.5, 0.1, 3, 0.4411167576672088],
  [2.5, 0.04, 0.3, -0.1, 3, -5.341143117706093],
  [0.3, 1, 0.05, 0.1, 3, -0.02329912341962137],
  [1, 0.09, 0.4, 0.2, 8, -0.5541855871150105],
  [-4, 0.25, 1, 0, 2.5, -3.507598948653229],
])(
  'the likelihood of %d with variance %d, at a spread of %d around %d',
  (y, v, tau, mean, df, log) => {
    const draws = precisionDraws(df);
    const of = (effects: KnownEffects) => likelihoodAt(effects, draws, Math.log(tau))(mean);
    expect(Math.abs(of(effectsOf({ y: [y], v: [v] })) - log)).toBeLessThan(1e-6);
    expect(Math.abs(of(effectsOf({ y: [y, y, y], v: [v, v, v] })) - 3 * log)).toBeLessThan(3e-6);
  },
);

/** Variances of true effects of 1 and of 4 at a spread of 1, as likely before the data. */
const DRAWS = [
  { at: 1, weight: 0.5 },
  { at: 0.25, weight: 0.5 },
];
const normal = (rest: number, variance: number) =>
  Math.exp(-HALF_LOG_TWO_PI - (rest * rest) / (2 * variance)) / Math.sqrt(variance);

test('of two draws each is as likely as it makes its group, whose effects share it', () => {
  const known = knownEffects([
    { estimates: [7], covariance: [[2]] },
    {
      estimates: [3, -1],
      covariance: [
        [1, 0],
        [0, 2],
      ],
    },
  ]) as KnownEffects;
  const at = (tauSquared: number) => normal(3 - 0.5, 1 + tauSquared) * normal(-1.5, 2 + tauSquared);
  const [first, second] = drawShares(known, DRAWS, known.groups[1]!, 0, 0.5);
  expect(first!.share).toBeCloseTo(at(1) / (at(1) + at(4)), 12);
  expect(second!.share).toBeCloseTo(at(4) / (at(1) + at(4)), 12);
  expect([first!.tauSquared, second!.tauSquared]).toEqual([1, 4]);
  const single = 0.5 * normal(6.5, 3) + 0.5 * normal(6.5, 6);
  const both = Math.log(single) + Math.log(0.5 * at(1) + 0.5 * at(4));
  expect(likelihoodAt(known, DRAWS, 0)(0.5)).toBeCloseTo(both + 3 * HALF_LOG_TWO_PI, 12);
  const along = [1, 2].map((axis) => ({ axis, weight: [0, 2, -1][axis]! }));
  const parts = groupParts(known, DRAWS, { ...known.groups[1]!, along }, 0, 0.5);
  for (const [i, tauSquared] of [1, 4].entries()) {
    const [a, b] = [tauSquared / (tauSquared + 1), tauSquared / (tauSquared + 2)];
    expect(parts[i]!.weight).toBeCloseTo([first, second][i]!.share, 12);
    expect(parts[i]!.mean).toBeCloseTo(2 * (0.5 + a * 2.5) - (0.5 - b * 1.5), 12);
    expect(parts[i]!.variance).toBeCloseTo(4 * a + 2 * b, 12);
  }
});

test('of one draw the likely mean is that of a normal spread, with its error', () => {
  const sure = [{ at: 1, weight: 1 }];
  const apart = likelyMean(effectsOf({ y: [1, 4], v: [1, 3] }), sure, 0);
  expect(apart.centre).toBeCloseTo((1 / 2 + 4 / 4) / (1 / 2 + 1 / 4), 12);
  expect(apart.unit).toBeCloseTo(1 / Math.sqrt(0.75), 12);
  // A pair whose mean has an error variance of 1.5, and with the spread of 2, beside one of 2 as well.
  const shared = knownEffects([
    {
      estimates: [3, 5],
      covariance: [
        [2, 1],
        [1, 2],
      ],
    },
    ...independentEffects([{ estimate: 1, variance: 1 }]),
  ]) as KnownEffects;
  const together = likelyMean(shared, sure, 0);
  expect(together.centre).toBeCloseTo(2.5, 12);
  expect(together.unit).toBeCloseTo(1, 12);
  const wide = likelyMean(effectsOf({ y: [1, 4], v: [1, 3] }), sure, Math.log(1e6));
  expect(wide.centre).toBeCloseTo(2.5, 9);
});

/** scipy 1.17.1: the largest of the integrals over precisions. Within a few hundredths of an error is near. */
test.each([
  [[0, 0.3, -0.2, 10], [1, 1, 1, 0.01], 0.1, 0.17226882617102246],
  [[10, -0.2, 0, 0.3], [100, 100, 100, 0.01].toReversed(), 0.1, 9.99374457140634],
  [[0, 0.4, 0.1, 6, -0.2], [0.04, 0.04, 0.04, 0.04, 0.04], 0.05, 0.08213972778866153],
  [[1, 2, 4, 40], [1, 0.5, 2, 1], 1, 2.1657678037544437],
  [[-40, -4, -2, -1], [1, 2, 0.5, 1], 1, -2.1657678037544437],
])('of %j with variances %j and a spread of %d the mean lies about %d', (y, v, tau, expected) => {
  const { centre, unit } = likelyMean(effectsOf({ y, v }), precisionDraws(3), Math.log(tau));
  expect(Math.abs(centre - expected) / unit).toBeLessThan(0.05);
});

test('sums over nodes: of one group by node and draw, of several with the moments of all', () => {
  const known = effectsOf({ y: [3, 7, 100], v: [1, 2, 5] });
  const nodes = [
    { x: 0, y: 2, weight: 0.25 },
    { x: Math.log(2), y: -1, weight: 0.75 - 1e-11 },
    { x: 0, y: 0, weight: 1e-11 },
  ];
  const sumOf = sumsOver(known, [{ at: 1, weight: 1 }], nodes);
  expect(sumOf([0, 0, 0])).toEqual([{ weight: 1, mean: 0, variance: 0 }]);
  const parts = (weights: number[]) =>
    sumOf(weights).map(({ weight, mean, variance }) => [weight, mean, variance]);
  const near = (own: number[][], expected: number[][]) => {
    expect(own).toHaveLength(expected.length);
    for (const [i, row] of expected.entries()) {
      for (const [j, one] of row.entries()) expect(own[i]![j]!).toBeCloseTo(one, 10);
    }
  };
  // Spreads of 1 and 4 beside an error variance of 1: halves and four fifths of what is beyond the mean.
  near(parts([3, 0, 0]), [
    [0.25, 3 * 2.5, 9 * 0.5],
    [0.75, 3 * (-1 + 0.8 * 4), 9 * 0.8],
  ]);
  const [second, far] = [2 + 5 / 3, -1 + (4 / 6) * 8];
  const both = [
    [0.25, 2.5 - 2 * second, 0.5 + 4 * (2 / 3)],
    [0.75, 2.2 - 2 * far, 0.8 + 4 * (4 / 3)],
    [1e-11, 1.5 - 2 * (7 / 3), 0.5 + 4 * (2 / 3)],
  ];
  near(parts([1, -2, 0]), both);
  near(parts([1, 2, 0]), [
    [0.25, 2.5 + 2 * second, 0.5 + 4 * (2 / 3)],
    [0.75, 2.2 + 2 * far, 0.8 + 4 * (4 / 3)],
    [1e-11, 1.5 + 2 * (7 / 3), 0.5 + 4 * (2 / 3)],
  ]);
  near(parts([1, -2, 0]), both);
});

test('a sum over groups has by node the moments of each over its draws', () => {
  const known = effectsOf({ y: [3, -2], v: [1, 2] });
  const nodes = [{ x: 0.2, y: 0.5, weight: 1 }];
  const sumOf = sumsOver(known, DRAWS, nodes);
  const [a, b] = [mixtureMoments(sumOf([1, 0])), mixtureMoments(sumOf([0, 1]))];
  const [part, ...others] = sumOf([1, 1]);
  expect(others).toEqual([]);
  expect(part!.mean).toBeCloseTo(a.mean + b.mean, 12);
  expect(part!.variance).toBeCloseTo(a.variance + b.variance, 12);
});

test('the likely mean lies among most effects, in whatever order they come', () => {
  const draws = precisionDraws(3);
  for (const y of [
    [1, 1.1, 100, 0.9, 1.05],
    [100, 1.05, 1, 0.9, 1.1],
    [0.9, 1, 1.05, 1.1, 100],
  ]) {
    const { centre, unit } = likelyMean(
      effectsOf({ y, v: y.map(() => 0.01) }),
      draws,
      Math.log(0.1),
    );
    expect(Math.abs(centre - 1.01)).toBeLessThan(0.1);
    expect(unit).toBeLessThan(0.2);
    expect(unit).toBeGreaterThan(0.02);
  }
});
