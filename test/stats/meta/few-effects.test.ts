import { expect, test } from 'vitest';
import {
  type EffectsPosterior,
  normalPosterior,
} from '../../../src/stats/meta/effects-posterior.js';
import { fittedPrior } from '../../../src/stats/meta/fitted-prior.js';
import {
  believed,
  mixtureAbove,
  mixtureBelow,
  mixtureMoments,
  mixtureQuantile,
} from '../../../src/stats/meta/normal-mixture.js';
import { logSpreadPrior, spreadPriorScale } from '../../../src/stats/meta/spread-prior.js';
import { studentPosterior } from '../../../src/stats/meta/student-posterior.js';
import { domain, holdsTo, INNER } from '../domains.js';
import { effectsOf } from './meta-reference.js';

const FOUR = effectsOf({ y: [0.3, -0.1, 0.8, 0.45], v: [0.04, 0.09, 0.01, 0.25] });

/** numpy 2: sums over a grid of spread, mean and true effects, of Student's t itself; good to some 1e-5. */
test('of four effects with a t spread: the mean, the next effect, the spread and the evidence', () => {
  const { mean, another, joint, logEvidence, df } = studentPosterior(FOUR) as EffectsPosterior;
  expect(df).toBe(3);
  const over = (of: (part: EffectsPosterior['joint'][number]) => number) =>
    joint.reduce((sum, part) => sum + part.weight * of(part), 0);
  const own = believed(mean, 0.9);
  expect(own.mean).toBeCloseTo(0.429012, 5);
  expect(own.sd).toBeCloseTo(0.253404, 4);
  expect(believed(another, 0.9).aboveZero).toBeCloseTo(0.860263, 4);
  expect(over(({ tau }) => Math.log(tau))).toBeCloseTo(-1.560171, 5);
  expect(over(({ variance }) => variance)).toBeCloseTo(0.062093, 4);
  expect(logEvidence).toBeCloseTo(-3.243378, 5);
  // By spread or as a whole, the mean is the same.
  expect(over(() => 1)).toBeCloseTo(1, 7);
  expect(over((part) => part.mean)).toBeCloseTo(own.mean, 7);
  expect(over((part) => part.variance + (part.mean - own.mean) ** 2)).toBeCloseTo(own.sd ** 2, 7);
});

test('of a normal spread the next effect is the mean with the spread around it, part by part', () => {
  const { mean, another, joint, sumOf, df } = normalPosterior(FOUR) as EffectsPosterior;
  expect(df).toBeNull();
  expect(joint.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  for (const [i, part] of joint.entries()) {
    expect(mean[i]).toEqual({ weight: part.weight, mean: part.mean, variance: part.variance });
    const { variance } = another[i]!;
    expect(variance - part.variance).toBeCloseTo(part.tau ** 2, 10);
    // Precisions of 1 ⁄ (v + τ²) add up to that of the mean.
    const precision = [0.04, 0.09, 0.01, 0.25].reduce((sum, v) => sum + 1 / (v + part.tau ** 2), 0);
    expect(part.variance * precision).toBeCloseTo(1, 10);
  }
  const none = mixtureMoments(sumOf([0, 0, 0, 0]));
  expect(none.mean).toBe(0);
  expect(none.variance).toBe(0);
  const [first, both] = [sumOf([1, 0, 0, 0]), sumOf([2, 0, -1, 0])].map(mixtureMoments);
  const third = mixtureMoments(sumOf([0, 0, 1, 0]));
  expect(both!.mean).toBeCloseTo(2 * first!.mean - third.mean, 10);
});

test('the prior of the spread is a half-Cauchy one at the root of the harmonic mean of variances', () => {
  expect(spreadPriorScale(effectsOf({ y: [0, 0, 0], v: [1, 4, 4] }))).toBeCloseTo(Math.SQRT2, 14);
  // By ln τ: τ · 2 ⁄ (π s (1 + (τ ⁄ s)²)).
  for (const tau of [1e-3, 0.5, 2, 7, 1e4]) {
    const density = (tau * 2) / (Math.PI * 2 * (1 + (tau / 2) ** 2));
    expect(logSpreadPrior(Math.log(tau), 2)).toBeCloseTo(Math.log(density), 12);
  }
});

test('a fitted prior has the mean of all, and the reach of the next effect in units of its family', () => {
  const another = [{ weight: 1, mean: 3, variance: 0.04 }];
  const posterior = { mean: [{ weight: 1, mean: -1, variance: 2 }], another };
  const of = (df: number | null) => fittedPrior({ ...posterior, df } as EffectsPosterior);
  expect(of(null)).toMatchObject({ mean: -1, df: Number.POSITIVE_INFINITY });
  expect(of(null).scale).toBeCloseTo(0.2, 9);
  // qnorm(.975) ÷ qt(.975, 3)
  expect(of(3)).toMatchObject({ mean: -1, df: 3 });
  expect(of(3).scale).toBeCloseTo((0.2 * 1.959963984540054) / 3.182446305284263, 9);
});

const POINTS = [-1, 0, 1].map((mean, i) => ({ weight: [0.2, 0.3, 0.5][i]!, mean, variance: 0 }));

test('of a mixture of points each is below itself, and none above', () => {
  expect([-2, -1, -0.5, 0, 1].map((x) => mixtureBelow(POINTS, x))).toEqual([0, 0.2, 0.2, 0.5, 1]);
  expect([-2, -1, -0.5, 0, 1].map((x) => mixtureAbove(POINTS, x))).toEqual([1, 0.8, 0.8, 0.5, 0]);
  for (const [p, expected] of [
    [0.1, -1],
    [0.4, 0],
    [0.6, 1],
  ] as const) {
    expect(mixtureQuantile(POINTS, p)).toBeCloseTo(expected, 9);
  }
  const { mean, variance } = mixtureMoments(POINTS);
  expect(mean).toBeCloseTo(0.3, 14);
  expect(variance).toBeCloseTo(0.7 - 0.09, 14);
});

test.each([
  ['of one part', [{ weight: 1, mean: -5, variance: 4 }], 0.1, -5 - 2 * 1.2815515655446004],
  ['of a point', [{ weight: 1, mean: -5, variance: 0 }], 0.9, -5],
  ['of a point at 0', [{ weight: 1, mean: 0, variance: 0 }], 0.3, 0],
  [
    'of parts of one middle',
    [1, 9].map((variance) => ({ weight: 0.5, mean: 1e6, variance })),
    0.5,
    1e6,
  ],
])('a quantile %s', (_, parts, p, expected) => {
  expect(mixtureQuantile(parts, p)).toBeCloseTo(expected, 9);
});

test('weights whose rounding takes them above 1 make no chance above 1', () => {
  const parts = Array.from({ length: 10 }, () => ({ weight: 0.1 + 1e-16, mean: 0, variance: 1 }));
  expect(mixtureBelow([...parts, { weight: 1e-15, mean: 0, variance: 1 }], 50)).toBe(1);
  expect(mixtureAbove([...parts, { weight: 1e-15, mean: 0, variance: 1 }], -50)).toBe(1);
});

holdsTo('mixtureQuantile', 'p', INNER, (p) => mixtureQuantile(POINTS, p));
holdsTo('believed', 'confidence', INNER, (level) => believed(POINTS, level));
const DF = domain([2.1, 5], [2, 1, 0, Number.POSITIVE_INFINITY, Number.NaN]);
holdsTo('studentPosterior', 'df', DF, (df) => studentPosterior(effectsOf({ y: [1], v: [1] }), df));

test('a single effect with a moderator is told that a t takes none', () => {
  const one = effectsOf({ y: [1], v: [1], mods: [[3]] });
  expect(() => studentPosterior(one)).toThrow('effects must be without moderators, not 1');
});
