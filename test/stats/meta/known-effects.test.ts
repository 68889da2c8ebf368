import { expect, test } from 'vitest';
import { type KnownEffects, knownEffects } from '../../../src/stats/meta/known-effects.js';
import { shrunkEffects } from '../../../src/stats/meta/shrunk-effects.js';

const GROUPS = [
  { estimates: [4], covariance: [[0.5]] },
  {
    estimates: [3, 5, -1],
    covariance: [
      [2, 1, 0.5],
      [1, 3, -0.25],
      [0.5, -0.25, 1],
    ],
  },
  {
    estimates: [0.5, 0.25],
    covariance: [
      [0.04, 0.01],
      [0.01, 0.09],
    ],
  },
];
const MODERATORS = [
  [1, 0],
  [2, -1],
  [3, 0],
  [4, 7],
  [5, 0.5],
  [6, 2],
];

test('what lies along the axes is, turned back, what was given', () => {
  const known = knownEffects(GROUPS, MODERATORS) as KnownEffects;
  expect(known.groups).toEqual([
    { from: 0, to: 1 },
    { from: 1, to: 4 },
    { from: 4, to: 6 },
  ]);
  const estimates = GROUPS.flatMap((group) => group.estimates);
  const back = (own: (axis: number) => number) =>
    known.axes.map((direction) =>
      direction.reduce((sum, { axis, weight }) => sum + weight * own(axis), 0),
    );
  for (const [i, one] of back((axis) => known.values[axis]!).entries()) {
    expect(one).toBeCloseTo(estimates[i]!, 12);
  }
  for (const column of [0, 1, 2]) {
    const rows = MODERATORS.map((row) => [1, ...row][column]!);
    for (const [i, one] of back((axis) => known.design[axis]![column]!).entries()) {
      expect(one).toBeCloseTo(rows[i]!, 12);
    }
  }
  for (const [g, { from, to }] of known.groups.entries()) {
    const own = known.axes.slice(from, to);
    for (const [i, a] of own.entries()) {
      expect(a.map(({ axis }) => axis)).toEqual(own.map((_, k) => from + k));
      for (const [j, b] of own.entries()) {
        const shared = a.reduce(
          (sum, { axis, weight }, k) => sum + weight * b[k]!.weight * known.variances[axis]!,
          0,
        );
        expect(shared).toBeCloseTo(GROUPS[g]!.covariance[i]![j]!, 12);
        const same = a.reduce((sum, { weight }, k) => sum + weight * b[k]!.weight, 0);
        expect(same).toBeCloseTo(i === j ? 1 : 0, 12);
      }
    }
  }
});

test('with no spread all effects are the mean, with a wide one each is itself', () => {
  const known = knownEffects(GROUPS.slice(1)) as KnownEffects;
  const none = shrunkEffects(known, 0);
  for (const { estimate } of none) expect(estimate).toBeCloseTo(none[0]!.estimate, 12);
  const wide = shrunkEffects(known, 1e9);
  const errors = GROUPS.slice(1).flatMap(({ covariance }) => covariance.map((row, i) => row[i]!));
  for (const [i, estimate] of [3, 5, -1, 0.5, 0.25].entries()) {
    expect(wide[i]!.estimate).toBeCloseTo(estimate, 6);
    expect(wide[i]!.standardError).toBeCloseTo(Math.sqrt(errors[i]!), 6);
  }
});

const one = { estimates: [1], covariance: [[1]] };
/** Two effects by their error variances and what these share. */
const pair = (a: number, b: number, shared: number, estimates = [1, 2]) => ({
  estimates,
  covariance: [
    [a, shared],
    [shared, b],
  ],
});
const [INFINITY, NAN] = [Number.POSITIVE_INFINITY, Number.NaN];

test.each([
  ['NOT_A_NUMBER', pair(1, 1, 0, [1, NAN])],
  ['NOT_A_NUMBER', pair(1, 1, 0, [INFINITY, 1])],
  ['NOT_A_NUMBER', pair(1, 1, NAN)],
  ['ZERO_VARIANCE', pair(1, 0, 0)],
  ['ZERO_VARIANCE', pair(-1, 1, 0)],
  ['IMPOSSIBLE_COVARIANCE', pair(1, 1, 1)],
  ['IMPOSSIBLE_COVARIANCE', pair(1, 1, 1 - 1e-14)],
  ['IMPOSSIBLE_COVARIANCE', pair(1, 3, -2)],
  ['IMPOSSIBLE_COVARIANCE', pair(1, 1e-12, 0)],
])('%s is told of the group that it is of', (why, group) => {
  expect(knownEffects([one, group, one])).toEqual({ why, group: 1 });
  expect(knownEffects([group])).toEqual({ why, group: 0 });
});

test('errors that nearly hang together are known still', () => {
  const share = 1 - 1e-11;
  const known = knownEffects([pair(1, 1, share)]) as KnownEffects;
  expect(Math.min(...known.variances)).toBeCloseTo(1e-11, 14);
  expect(knownEffects([pair(1e-12 + 1e-15, 1, 0)])).toHaveProperty('values');
});

test.each([
  [
    'covariance must be 1 by 1, not 2',
    [
      {
        estimates: [1],
        covariance: [
          [1, 0],
          [0, 1],
        ],
      },
    ],
    [],
  ],
  ['covariance must be 2 by 2, not 2', [{ estimates: [1, 2], covariance: [[1, 0], [0]] }], []],
  ['moderators must be of 2 effects, not 3', [one, one], [[1], [2], [3]]],
  ['moderators must be of 2 effects, not 1', [one, one], [[1]]],
  ['moderators must be as many for each effect, not 1', [one, one], [[1, 2], [3]]],
  ['moderators must be finite, not Infinity', [one, one], [[1], [INFINITY]]],
])('%s', (message, groups, moderators) => {
  expect(() => knownEffects(groups, moderators)).toThrow(new RangeError(message));
});
