import type { Alternative } from './alternative.js';
import type { Tail, Tails } from './tails.js';

/** A set of parameter values, closed; `null` where it has no end on that side. */
export interface Interval {
  lower: number | null;
  upper: number | null;
}

/**
 * One test of "the two arms have the same value", and the intervals that it inverts to.
 *
 * The p-value and the intervals come from the same statistic, so `pValue < level` exactly when
 * `effectInterval(level)`, and `relativeInterval(level)` where there is one, exclude 0.
 */
export interface TwoSampleTest {
  method: TestMethod;
  /** The observed value of the statistic under the null hypothesis; `null` for an exact test. */
  statistic: number | null;
  /** Degrees of freedom, a positive real; `null` where the reference distribution has none. */
  df: number | null;
  /** In (0, 1]; the smallest positive double where it would underflow. */
  pValue: number;
  /** The natural logarithm of the p-value, also where `pValue` underflows. */
  logPValue: number;
  /** What |statistic| must exceed for p < level; `null` for an exact test. */
  criticalValue(level: number): number | null;
  /** The differences treatment − control that the test does not reject at this level. */
  effectInterval(level: number): Interval;
  /** The relative differences treatment ÷ control − 1 not rejected; `null` where they are no interval. */
  relativeInterval(level: number): Interval | null;
}

export type TestMethod = 'score' | 'fisher' | 'welch' | 'student';

/** Why a comparison has no test: a state of the data, not an error and not p = 1. */
export type Untestable = 'TOO_FEW_UNITS' | 'ZERO_VARIANCE' | 'NUMBERS_TOO_LARGE';

/** The p-value of a statistic with these tails, and its logarithm. */
export function pValueOf(
  tails: Tails,
  alternative: Alternative,
): { pValue: number; logPValue: number } {
  const logPValue = logPValueOf(tails, alternative);
  return { pValue: Math.max(Number.MIN_VALUE, Math.exp(logPValue)), logPValue };
}

function logPValueOf({ logLower, logUpper }: Tails, alternative: Alternative): number {
  if (alternative === 'greater') return logUpper;
  if (alternative === 'less') return logLower;
  return Math.min(0, Math.LN2 + Math.min(logLower, logUpper));
}

/** The tail area that a critical value cuts off on one side, for a test at `level`. */
export function tailArea(level: number, alternative: Alternative): number {
  return alternative === 'two-sided' ? level / 2 : level;
}

/** What |statistic| must exceed for p < level, given the quantile function of its distribution. */
export function criticalValue(
  quantile: (p: number, tail: Tail) => number,
  level: number,
  alternative: Alternative,
): number {
  return quantile(tailArea(level, alternative), 'upper');
}

/**
 * The interval made to agree with the decision of the test it comes from.
 *
 * Both come from one formula, but solving for a bound rounds: where p and level agree in all but
 * the last digits, the bound can land on the wrong side of 0 by an ulp. The decision is the p-value's.
 */
export function agreeing(
  { lower, upper }: Interval,
  decision: { rejected: boolean; estimate: number },
): Interval {
  if (!decision.rejected) {
    return {
      lower: lower === null ? null : Math.min(lower, 0),
      upper: upper === null ? null : Math.max(upper, 0),
    };
  }
  return decision.estimate > 0
    ? { lower: lower === null ? null : Math.max(lower, Number.MIN_VALUE), upper }
    : { lower, upper: upper === null ? null : Math.min(upper, -Number.MIN_VALUE) };
}

/** The interval with the end removed that a one-sided alternative leaves open. */
export function oneSided({ lower, upper }: Interval, alternative: Alternative): Interval {
  return {
    lower: alternative === 'less' ? null : lower,
    upper: alternative === 'greater' ? null : upper,
  };
}
