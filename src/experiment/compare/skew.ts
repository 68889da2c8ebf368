import {
  PLAIN_REACH,
  type Reach,
  skewedError,
  skewedPExcess,
  skewOn,
  skewReach,
} from '../../stats/tests/skew-reach.js';
import type { SkewedDifference } from '../../stats/tests/skewed-difference.js';
import type { Interval, TwoSampleTest } from '../../stats/tests/two-sample-test.js';
import type { Comparison } from '../comparison.js';
import type { Estimate } from '../estimate.js';
import type { Skewness } from '../skewness.js';

/**
 * The skewness that is told: of all units, or where the worse one of both arms keeps a test from deciding, that. Samples
 * of one distribution each show another skewness by chance, so that by itself it is no news.
 */
function toldSkew(skew: SkewedDifference, { statistic, critical, df }: Judged, undecided: boolean) {
  if (!undecided || statistic === null || critical === null) return skew.difference;
  const sides = statistic > 0 ? (['above', 'below'] as const) : (['below', 'above'] as const);
  // The side that a test is on; of a guardrail's two tests perhaps the other one's.
  const known = sides.map((side) => skewOn(skew, side));
  const errs = (difference: number) => skewedError({ difference }, critical, df) !== null;
  return known.find(errs) ?? skew.difference;
}

/** A test as it is judged: its statistic, and what that must exceed. */
interface Judged {
  statistic: number | null;
  df: number | null;
  critical: number | null;
}

/**
 * Below it no critical value up to five standard errors makes a side err a tenth more often than it should,
 * and nothing need be worked out: skewExcess(0.002, 5) is 0.09.
 */
const LEAST = 0.002;

/** How far the ends of the intervals of a test at that level have to be moved out. */
export function reachOf(
  skew: SkewedDifference | null,
  test: Pick<TwoSampleTest, 'criticalValue' | 'df'>,
  level: number,
): Reach {
  if (skew === null || Math.max(Math.abs(skew.difference), Math.abs(skew.own)) < LEAST)
    return PLAIN_REACH;
  const critical = test.criticalValue(level);
  // An exact test has none, and no normal mean to go wrong.
  return critical === null ? PLAIN_REACH : skewReach(skew, critical, test.df);
}

/** Whether a test rejects at that level, but not as far from 0 as its skewness asks for. */
export function isUndecided(
  skew: SkewedDifference | null,
  test: Pick<TwoSampleTest, 'criticalValue' | 'df' | 'statistic'>,
  level: number,
): boolean {
  const reach = reachOf(skew, test, level);
  if (reach === PLAIN_REACH || test.statistic === null) return false;
  const [away, critical] = [Math.abs(test.statistic), test.criticalValue(level)!];
  return away > critical && !(away > critical * (test.statistic > 0 ? reach.lower : reach.upper));
}

/** What a comparison says of the skewness behind it; `null` where that is not known or does not matter. */
export function skewnessOf(
  skew: SkewedDifference | null,
  judged: Judged,
  { pValue, undecided }: { pValue: number | null; undecided: boolean },
): Skewness | null {
  if (skew === null) return null;
  const { control, treatment, difference } = skew;
  const { statistic, critical, df } = judged;
  const told = { difference: toldSkew(skew, judged, undecided) };
  const error = critical === null ? null : skewedError(told, critical, df);
  const excess = error === null || statistic === null ? 0 : skewedPExcess(told, statistic, df);
  const truly = pValue === null || !excess ? null : Math.min(1, pValue * (1 + excess));
  return { control, treatment, difference, error, pValue: truly, undecided };
}

/** An interval with its ends moved out, each from the estimate. */
export function reached(
  { lower, upper }: Interval,
  estimate: number,
  { lower: down, upper: up }: Reach,
): Interval {
  return {
    lower: lower === null || down === 1 ? lower : finite(estimate - (estimate - lower) * down),
    upper: upper === null || up === 1 ? upper : finite(estimate + (upper - estimate) * up),
  };
}

function finite(end: number): number | null {
  return Number.isFinite(end) ? end : null;
}

/** What fits the data once skewness is allowed for; worked out when asked for, as the limits are. */
export function reachedLimits(
  limits: Comparison['limits'],
  {
    effect,
    relativeEffect,
    control,
  }: { effect: Estimate['estimate']; relativeEffect: number | null; control: { mean: number } },
  reach: Reach,
): Comparison['limits'] {
  if (reach === PLAIN_REACH) return limits;
  // Dividing by a negative control turns the ends round.
  const turned = control.mean < 0 ? { lower: reach.upper, upper: reach.lower } : reach;
  return {
    get effect() {
      return reached(limits.effect, effect, reach);
    },
    get relativeEffect() {
      const { relativeEffect: interval } = limits;
      return interval === null || relativeEffect === null
        ? null
        : reached(interval, relativeEffect, turned);
    },
  };
}
