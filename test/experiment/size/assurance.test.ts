import { describe, expect, test } from 'vitest';
import type { EffectBelief } from '../../../src/experiment/effect-belief.js';
import { type Assurance, assuranceOf } from '../../../src/experiment/size/assurance.js';
import type { PowerDesign } from '../../../src/experiment/size/power-plan.js';

const design: PowerDesign = {
  baseline: { kind: 'proportion', rate: 0.1 },
  alpha: 0.05,
  alternative: 'two-sided',
  correction: 'holm',
  variants: 2,
  allocation: 1,
  monitoring: { method: 'fixed' },
};
const prior = { mean: 0.005, scale: 0.03, df: Number.POSITIVE_INFINITY };

function of(
  effect: 'relative' | 'lift' | 'absolute',
  direction: 'increase' | 'decrease' = 'increase',
  own = prior,
): Assurance {
  return assuranceOf(design, 40_000, { prior: own, effect, direction })!;
}

// By R 4.2.2, with pw <- function(d) { q <- .1 + d; b <- (.1 + q) / 2; s0 <- sqrt(2 * b * (1 - b) / 4e4)
//   pnorm((abs(d) - qnorm(.975) * s0) / sqrt((.09 + q * (1 - q)) / 4e4)) }:
// integrate(function(x) pw(.1 * x) * dnorm(x, .005, .03), 0, .3, rel.tol = 1e-10), and over the other side.
test('agrees with integrals over the effect: lifts, logarithms of ratios, and less being better', () => {
  const lift = of('lift');
  expect(Math.abs(lift.shown - 0.155651)).toBeLessThan(1e-3);
  expect(lift.better).toBeCloseTo(0.566184, 6);
  expect(Math.abs(lift.shownWorse - 0.100924)).toBeLessThan(1e-3);
  const relative = of('relative');
  expect(Math.abs(relative.shown - 0.159461)).toBeLessThan(1e-3);
  expect(Math.abs(relative.shownWorse - 0.098547)).toBeLessThan(1e-3);
  const fewer = of('relative', 'decrease');
  expect(Math.abs(fewer.shown - 0.1552)).toBeLessThan(1e-3);
  expect(Math.abs(fewer.shownWorse - 0.101172)).toBeLessThan(1e-3);
  // dt((x - .005) / .02, 3) / .02 for dnorm.
  const heavy = of('lift', 'increase', { mean: 0.005, scale: 0.02, df: 3 });
  expect(Math.abs(heavy.shown - 0.134214)).toBeLessThan(1e-3);
  expect(heavy.better).toBeCloseTo(0.590635, 6);
});

test('an absolute effect is one in the metric’s unit, and shares of an unknown control are none', () => {
  const absolute = of('absolute', 'increase', { ...prior, mean: 0.0005, scale: 0.003 });
  expect(absolute.shown).toBeCloseTo(of('lift').shown, 10);
  const mean = { ...design, baseline: { kind: 'mean' as const, mean: null, sd: 40 } };
  expect(assuranceOf(mean, 1000, { prior, effect: 'lift', direction: 'increase' })).toBeNull();
  const belief = { prior, effect: 'absolute' as const, direction: 'increase' as const };
  expect(assuranceOf(mean, 1000, belief)!.better).toBeCloseTo(0.566184, 6);
});

test('more units show more, and never more than there is', () => {
  const belief = { prior, effect: 'lift' as const, direction: 'increase' as const };
  const shown = [1e3, 1e4, 1e5, 1e6, 1e8].map((units) => assuranceOf(design, units, belief)!.shown);
  expect(shown).toEqual(shown.toSorted((a, b) => a - b));
  expect(shown.at(-1)!).toBeLessThanOrEqual(0.5663);
  expect(shown.at(-1)!).toBeGreaterThan(0.55);
});

describe('an effect that is all but known', () => {
  const shownOf = (
    baseline: PowerDesign['baseline'],
    units: number,
    mean: number,
    rest: Partial<EffectBelief> = {},
  ) => {
    const sure = { mean, scale: 1e-9, df: Number.POSITIVE_INFINITY };
    const belief = { prior: sure, effect: 'absolute', direction: 'increase', ...rest } as const;
    return assuranceOf({ ...design, baseline }, units, belief)!;
  };
  const rate = (of: number) => ({ kind: 'proportion' as const, rate: of });

  // R: pw as above, of 10 % that falls to 0 among 60 units in each arm, or of 90 % that rises to 1.
  const TO_THE_END = 0.715090242;

  test('takes a rate no further than to its end', () => {
    const fallen = shownOf(rate(0.1), 60, -1);
    expect(fallen.shownWorse).toBeCloseTo(TO_THE_END, 8);
    expect([fallen.shown, fallen.better]).toEqual([0, 0]);
    const risen = shownOf(rate(0.9), 60, 2);
    expect(risen.shown).toBeCloseTo(TO_THE_END, 8);
    expect([risen.shownWorse, risen.better]).toEqual([0, 1]);
    expect(shownOf(rate(0.1), 60, 1, { direction: 'decrease' }).shown).toBeCloseTo(TO_THE_END, 8);
    expect(shownOf(rate(0.9), 60, 2, { effect: 'lift' }).shown).toBeCloseTo(TO_THE_END, 8);
  });

  test('of a mean may be any, as it is or as a share of the control', () => {
    // R: power.t.test(n = 30, delta = .5, sd = 1)$power
    const POWER = 0.477840986;
    const mean = { kind: 'mean' as const, mean: 5, sd: 1 };
    expect(shownOf(mean, 30, 0.5).shown).toBeCloseTo(POWER, 6);
    expect(shownOf(mean, 30, -0.5).shownWorse).toBeCloseTo(POWER, 6);
    expect(shownOf(mean, 30, 0.1, { effect: 'lift' }).shown).toBeCloseTo(POWER, 6);
    expect(shownOf(mean, 30, Math.log(1.1), { effect: 'relative' }).shown).toBeCloseTo(POWER, 6);
    expect(shownOf({ ...mean, sd: 4 }, 30, 2).shown).toBeCloseTo(POWER, 6);
  });
});
