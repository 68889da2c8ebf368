import { expect, test } from 'vitest';
import {
  type EffectsPosterior,
  normalPosterior,
} from '../../../src/stats/meta/effects-posterior.js';
import { fittedPrior } from '../../../src/stats/meta/fitted-prior.js';
import { positiveShare } from '../../../src/stats/meta/positive-share.js';
import { studentPosterior } from '../../../src/stats/meta/student-posterior.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { drawNormal } from '../../../src/stats/random/random-draws.js';
import { effectsOf, META } from './meta-reference.js';

/** What a posterior would be that knows mean and spread. */
function known(mean: number, tau: number, df: number | null): EffectsPosterior {
  const another = [{ weight: 1, mean, variance: tau ** 2 }];
  const joint = [{ tau, weight: 1, mean, variance: 1e-20 }];
  return { mean: another, another, joint, df, sumOf: () => another, logEvidence: 0 };
}

test('the prior of a known spread is that spread', () => {
  const prior = fittedPrior(known(-0.002, 0.01, null));
  expect(prior.mean).toBe(-0.002);
  expect(prior.scale).toBeCloseTo(0.01, 10);
  expect(prior.df).toBe(Number.POSITIVE_INFINITY);
});

test('a t prior reaches as far in its middle 95 % as the next effect', () => {
  const posterior = studentPosterior(effectsOf(META.student[0]!)) as EffectsPosterior;
  const { df, scale } = fittedPrior(posterior);
  expect(df).toBe(3);
  expect(scale).toBeGreaterThan(0.005);
  expect(scale).toBeLessThan(0.05);
});

test('of a known spread the share above 0 is that of its distribution', () => {
  // pnorm(-.2) = .420740290560897, pt(-.2, 3) = .427168...
  const normal = positiveShare(known(-0.002, 0.01, null), 0.95);
  expect(normal.estimate).toBeCloseTo(0.420740290560897, 9);
  expect(normal.lower).toBeCloseTo(0.420740290560897, 5);
  const student = positiveShare(known(-0.002, 0.01, 3), 0.95);
  expect(student.upper).toBeCloseTo(0.4271351, 5);
});

test('the share above 0 is that of the next effect, averaged over what is not known', () => {
  for (const { y, v, another } of META.normal) {
    const { estimate, lower, upper } = positiveShare(
      normalPosterior(effectsOf({ y, v })) as EffectsPosterior,
      0.95,
    );
    expect(Math.abs(estimate - another)).toBeLessThan(1e-6);
    expect(lower).toBeLessThan(estimate);
    expect(upper).toBeGreaterThan(estimate);
  }
});

test('its interval holds the true share where mean and spread are drawn', () => {
  let held = 0;
  for (let run = 0; run < 200; run += 1) {
    const random = randomStream(15, [run, 0]);
    const y = Array.from({ length: 30 }, () => 0.2 + drawNormal(random) + 0.7 * drawNormal(random));
    const posterior = normalPosterior(effectsOf({ y, v: y.map(() => 0.49) })) as EffectsPosterior;
    const { lower, upper } = positiveShare(posterior, 0.9);
    // pnorm(.2)
    if (lower < 0.579259709439103 && upper > 0.579259709439103) held += 1;
  }
  // 90 %, give or take three of its Monte Carlo errors of 2 %.
  expect(held / 200).toBeGreaterThan(0.835);
  expect(held / 200).toBeLessThan(0.965);
});
