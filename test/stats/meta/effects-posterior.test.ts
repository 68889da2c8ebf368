import { expect, test } from 'vitest';
import {
  type EffectsPosterior,
  normalPosterior,
} from '../../../src/stats/meta/effects-posterior.js';
import {
  independentEffects,
  type KnownEffects,
  knownEffects,
} from '../../../src/stats/meta/known-effects.js';
import {
  believed,
  mixtureAbove,
  mixtureBelow,
  mixtureQuantile,
} from '../../../src/stats/meta/normal-mixture.js';
import { studentPosterior } from '../../../src/stats/meta/student-posterior.js';
import { relativeError, worst } from '../reference.js';
import { effectsOf, errorBy, META, OUTLIER } from './meta-reference.js';

test('a normal spread agrees with integrals over it: sums, mean, the next effect, the evidence', () => {
  const { error } = worst(META.normal, (one) => {
    const posterior = normalPosterior(effectsOf(one)) as EffectsPosterior;
    const parts = posterior.sumOf(one.ship);
    const sum = believed(parts, 0.95);
    return [
      errorBy(one.sumSd, sum.mean, one.sum),
      relativeError(sum.sd, one.sumSd),
      errorBy(one.sumSd, believed(posterior.mean, 0.95).mean, one.mean),
      Math.abs(sum.aboveZero - (1 - one.below)),
      Math.abs(mixtureBelow(parts, one.x0) - one.belowX0),
      Math.abs(believed(posterior.another, 0.95).aboveZero - one.another),
      Math.abs(posterior.logEvidence - one.logEvidence),
    ];
  });
  expect(error).toBeLessThan(1e-6);
});

test.each(META.student)(
  'a t spread agrees with integrals over each effect, the mean and the spread: $y',
  (own) => {
    const { error } = worst([own], (one) => {
      const posterior = studentPosterior(effectsOf(one), one.df!) as EffectsPosterior;
      const sum = believed(posterior.sumOf(one.ship), 0.95);
      const first = believed(posterior.sumOf(one.y.map((_, i) => (i === 0 ? 1 : 0))), 0.95);
      return [
        errorBy(one.sumSd, sum.mean, one.sum),
        relativeError(sum.sd, one.sumSd),
        errorBy(one.sumSd, first.mean, one.first),
        errorBy(one.sumSd, believed(posterior.mean, 0.95).mean, one.mean),
        Math.abs(posterior.logEvidence - one.logEvidence),
      ];
    });
    // As good as the sums in R, which leave out spreads below a tenth of an error.
    expect(error).toBeLessThan(1e-4);
  },
);

/** 20 and 100 standard errors away, and 2,000, whose tail is some 1e-3 of all. */
const NEAR = [2e-4, 2e-4, 5e-3];

test.each(OUTLIER.map((one, i) => ({ ...one, near: NEAR[i]! })))(
  'an effect of another order leaves a t spread and all others where they are, to $near',
  ({ near, ...one }) => {
    const posterior = studentPosterior(effectsOf(one)) as EffectsPosterior;
    const of = (effect: number) =>
      believed(posterior.sumOf(one.y.map((_, i) => (i === effect ? 1 : 0))), 0.95).mean;
    const logTau = posterior.joint.reduce(
      (sum, { tau, weight }) => sum + weight * Math.log(tau),
      0,
    );
    expect(errorBy(0.01, believed(posterior.mean, 0.95).mean, one.mean)).toBeLessThan(near);
    expect(errorBy(0.01, of(2), one.third)).toBeLessThan(near);
    expect(errorBy(0.01, of(one.y.length - 1), one.last)).toBeLessThan(near);
    expect(Math.abs(logTau - one.logTau)).toBeLessThan(near);
    expect(Math.abs(posterior.logEvidence - one.logEvidence)).toBeLessThan(near);
  },
);

test('effects that lie further apart than any errors would have them are what they are', () => {
  const apart = effectsOf({ y: [0, 1], v: [1e-18, 1e-18] });
  for (const posterior of [normalPosterior(apart), studentPosterior(apart)]) {
    const { sumOf } = posterior as EffectsPosterior;
    expect(believed(sumOf([0, 1]), 0.95).mean).toBeCloseTo(1, 6);
    expect(believed((posterior as EffectsPosterior).another, 0.95).upper).toBeGreaterThan(1);
  }
});

test('a mixture of more parts than a call takes arguments has quantiles', () => {
  const parts = Array.from({ length: 300_000 }, (_, i) => ({
    weight: 1 / 300_000,
    mean: i / 300_000,
    variance: 1e-12,
  }));
  expect(mixtureQuantile(parts, 0.25)).toBeCloseTo(0.25, 5);
});

test('of many degrees of freedom a t is normal', () => {
  const effects = effectsOf(META.normal[2]!);
  const ship = META.normal[2]!.ship;
  const posteriors = [
    normalPosterior(effects),
    studentPosterior(effects, 1e4),
  ] as EffectsPosterior[];
  const sums = posteriors.map((posterior) => believed(posterior.sumOf(ship), 0.95));
  expect(relativeError(sums[1]!.mean, sums[0]!.mean)).toBeLessThan(2e-3);
  expect(relativeError(sums[1]!.sd, sums[0]!.sd)).toBeLessThan(2e-3);
  const [normal, student] = posteriors.map(({ another }) => believed(another, 0.95));
  expect(relativeError(student!.sd, normal!.sd)).toBeLessThan(2e-2);
  expect(student!.aboveZero).toBeCloseTo(normal!.aboveZero, 3);
  expect(posteriors[1]!.logEvidence).toBeCloseTo(posteriors[0]!.logEvidence, 2);
});

test('effects that share a control are turned to their axes and back', () => {
  const covariance = [
    [2, 1],
    [1, 2],
  ];
  const turned = knownEffects([
    { estimates: [3, 5], covariance },
    ...independentEffects([
      { estimate: 0, variance: 1 },
      { estimate: -4, variance: 2 },
    ]),
  ]) as KnownEffects;
  for (const posterior of [normalPosterior(turned), studentPosterior(turned)]) {
    const { sumOf } = posterior as EffectsPosterior;
    const [first, second, both] = [
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [1, 1, 0, 0],
    ].map((weights) => believed(sumOf(weights), 0.95));
    expect(first!.mean + second!.mean).toBeCloseTo(both!.mean, 6);
    // What they share makes their sum less sure than two apart would be.
    expect(both!.sd ** 2).toBeGreaterThan(first!.sd ** 2 + second!.sd ** 2);
  }
});

test('too few effects have no posterior', () => {
  const one = effectsOf({ y: [1], v: [1] });
  expect(normalPosterior(one)).toBe('TOO_FEW_EFFECTS');
  expect(studentPosterior(one)).toBe('TOO_FEW_EFFECTS');
});

test('quantiles of a mixture: of one part its own, of two between theirs', () => {
  const [a, b] = [
    { weight: 1, mean: 2, variance: 9 },
    { weight: 1, mean: 2, variance: 0 },
  ];
  // qnorm(.975) = 1.95996398454005
  expect(mixtureQuantile([a], 0.975)).toBeCloseTo(2 + 3 * 1.95996398454005, 10);
  expect(mixtureQuantile([b], 0.975)).toBe(2);
  const halves = [a, { ...a, mean: 10 }].map((part) => ({ ...part, weight: 0.5 }));
  expect(mixtureQuantile(halves, 0.5)).toBeCloseTo(6, 8);
  expect(mixtureBelow(halves, mixtureQuantile(halves, 0.1))).toBeCloseTo(0.1, 9);
});

test('what is hardly above 0 has digits of its own, and not those of 1', () => {
  const far = [
    { weight: 0.3, mean: -0.9, variance: 0.05 ** 2 },
    { weight: 0.7, mean: -0.7, variance: 0.06 ** 2 },
  ];
  // R: .3 * pnorm(0, -.9, .05, lower.tail = FALSE) + .7 * pnorm(0, -.7, .06, lower.tail = FALSE)
  expect(relativeError(believed(far, 0.95).aboveZero, 6.6035113166480492e-32)).toBeLessThan(1e-12);
  const sure = [0.7, 0.1, 0.2, 0.1].map((weight) => ({ weight, mean: 1, variance: 0.01 ** 2 }));
  expect(mixtureAbove(sure, 0)).toBe(1);
  const points = [-1, 0, 1].map((mean) => ({ weight: 1 / 3, mean, variance: 0 }));
  expect(mixtureBelow(points, 0) + mixtureAbove(points, 0)).toBeCloseTo(1, 15);
});
