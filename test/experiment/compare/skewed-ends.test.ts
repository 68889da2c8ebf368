import { describe, expect, test } from 'vitest';
import {
  isUndecided,
  reached,
  reachedLimits,
  reachOf,
  skewnessOf,
} from '../../../src/experiment/compare/skew.js';
import { PLAIN_REACH } from '../../../src/stats/tests/skew-reach.js';
import type { SkewedDifference } from '../../../src/stats/tests/skewed-difference.js';

const skewed = (difference: number): SkewedDifference => ({
  ...{ control: 3, treatment: 4, units: 10_000, pooledError: 1, difference },
  own: difference,
});
const normal = (critical: number | null, statistic: number | null = null) => ({
  ...{ criticalValue: () => critical, df: null, statistic },
});

/** |γ| (2z² + 1) φ(z) ÷ (6 (1 − Φ(z))), Hall's term, with 1 − Φ(1.959963984540054) = 0.025. */
const excessAt = (skew: number, z: number, tail: number) =>
  (((Math.abs(skew) * (2 * z * z + 1)) / 6) * Math.exp((-z * z) / 2)) /
  Math.sqrt(2 * Math.PI) /
  tail;
const Z = 1.959963984540054;

describe('the ends of an interval', () => {
  test('are so many times further from the estimate, each by its own', () => {
    const interval = { lower: 1, upper: 9 };
    expect(reached(interval, 4, { lower: 2, upper: 3 })).toEqual({ lower: -2, upper: 19 });
    expect(reached({ lower: null, upper: null }, 4, { lower: 2, upper: 3 })).toEqual({
      ...{ lower: null, upper: null },
    });
    const open = { lower: Number.POSITIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
    expect(reached(interval, 4, open)).toEqual({ lower: null, upper: null });
  });

  test('stay to the last bit where they need not move', () => {
    // 1e16 + (1 − 1e16) is 0 or 2 in doubles.
    const interval = { lower: 1, upper: 1 };
    expect(reached(interval, 1e16, PLAIN_REACH)).toEqual(interval);
    expect(reached(interval, 1e16, { lower: 1, upper: 2 }).lower).toBe(1);
    expect(reached(interval, 1e16, { lower: 2, upper: 1 }).upper).toBe(1);
  });

  const limits = { effect: { lower: 1, upper: 9 }, relativeEffect: { lower: 0.1, upper: 0.9 } };
  const reach = { lower: 2, upper: 1 };

  test('of the lift move as those of the effect, and the other way round below 0', () => {
    const at = (mean: number) =>
      reachedLimits(limits, { effect: 4, relativeEffect: 0.5, control: { mean } }, reach);
    expect(at(10).effect).toEqual({ lower: -2, upper: 9 });
    expect(at(-10).effect).toEqual({ lower: -2, upper: 9 });
    expect(at(10).relativeEffect).toEqual({ lower: expect.closeTo(-0.3, 12), upper: 0.9 });
    expect(at(-10).relativeEffect).toEqual({ lower: 0.1, upper: expect.closeTo(1.3, 12) });
  });

  test('are none of a lift that there is none of', () => {
    const own = { effect: 4, relativeEffect: null, control: { mean: 10 } };
    expect(reachedLimits(limits, own, reach).relativeEffect).toBeNull();
    const without = { ...limits, relativeEffect: null };
    const known = { ...own, relativeEffect: 0.5 };
    expect(reachedLimits(without, known, reach).relativeEffect).toBeNull();
    expect(reachedLimits(limits, known, PLAIN_REACH)).toBe(limits);
  });
});

describe('a test', () => {
  test('has to reach no further where nothing is known, little is skewed, or it is exact', () => {
    expect(reachOf(null, normal(Z), 0.05)).toBe(PLAIN_REACH);
    expect(reachOf(skewed(0.2), normal(null), 0.05)).toBe(PLAIN_REACH);
    // At 7 standard errors 0.002 would be 0.24 too often.
    expect(reachOf(skewed(0.00199), normal(7), 1e-12)).toBe(PLAIN_REACH);
    expect(reachOf(skewed(-0.00199), normal(7), 1e-12)).toBe(PLAIN_REACH);
    expect(reachOf(skewed(0.00201), normal(7), 1e-12).upper).toBeGreaterThan(1);
    expect(reachOf(skewed(-0.00201), normal(7), 1e-12).lower).toBeGreaterThan(1);
  });

  test('is undecided between its critical value and as far as it has to reach', () => {
    // The heavier tail is below 0 where skewness is positive.
    const { upper } = reachOf(skewed(0.1), normal(Z), 0.05);
    expect(upper).toBeGreaterThan(1.05);
    const isOpen = (statistic: number | null, skew = 0.1) =>
      isUndecided(skewed(skew), normal(Z, statistic), 0.05);
    expect([0.999, 1.001, upper * 0.999, upper * 1.001].map((by) => isOpen(-Z * by))).toEqual([
      ...[false, true, true, false],
    ]);
    expect([0.999, 1.001].map((by) => isOpen(Z * by))).toEqual([false, false]);
    expect([0.999, 1.001, upper * 1.001].map((by) => isOpen(Z * by, -0.1))).toEqual([
      ...[false, true, false],
    ]);
    expect(isOpen(null)).toBe(false);
    expect(isUndecided(null, normal(Z, -Z * 1.001), 0.05)).toBe(false);
  });
});

describe('what is said of skewness', () => {
  const said = (difference: number, statistic: number | null, critical: number | null = Z) =>
    skewnessOf(
      skewed(difference),
      { statistic, df: null, critical },
      { pValue: 0.04, undecided: true },
    )!;

  test('is nothing where it is not known', () => {
    const judged = { statistic: 2, df: null, critical: Z };
    expect(skewnessOf(null, judged, { pValue: 0.04, undecided: false })).toBeNull();
  });

  test('is how often the heavier side errs, and about what p is in truth there', () => {
    const found = said(0.1, -Z);
    expect(found).toMatchObject({ control: 3, treatment: 4, difference: 0.1, undecided: true });
    const excess = excessAt(0.1, Z, 0.025);
    expect(found.error!.actual).toBeCloseTo(0.025 * (1 + excess), 10);
    expect(found.pValue).toBeCloseTo(0.04 * (1 + excess), 10);
  });

  test('is no other p on the lighter side, nor where no side errs, or nothing was tested', () => {
    expect(said(0.1, Z)).toMatchObject({ error: { side: 'below' }, pValue: null });
    expect(said(0.02, -Z)).toMatchObject({ error: null, pValue: null });
    expect(said(0.1, null)).toMatchObject({ error: { side: 'below' }, pValue: null });
    expect(said(0.1, -Z, null)).toMatchObject({ error: null, pValue: null });
    const judged = { statistic: -Z, df: null, critical: Z };
    const untested = { pValue: null, undecided: false };
    expect(skewnessOf(skewed(0.1), judged, untested)!.pValue).toBeNull();
    const sure = { pValue: 0.9, undecided: false };
    expect(skewnessOf(skewed(0.1), judged, sure)!.pValue).toBe(1);
  });
});

test('what keeps a test from deciding is told, be it an arm by itself; else what all units have', () => {
  const apart = { ...skewed(0), own: -0.1 };
  const said = (statistic: number, undecided: boolean) =>
    skewnessOf(apart, { statistic, df: null, critical: Z }, { pValue: 0.04, undecided })?.error;
  expect(said(2, false)).toBeNull();
  expect(said(2, true)?.side).toBe('above');
  // Of a guardrail, the test on whose other side it lies.
  expect(said(-2, true)?.side).toBe('above');
  expect(isUndecided(apart, normal(Z, 1.01 * Z), 0.05)).toBe(true);
  expect(isUndecided(apart, normal(Z, -1.01 * Z), 0.05)).toBe(false);
});
