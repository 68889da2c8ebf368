import type { Alternative } from '../alternative.js';

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
  /** What it is called, as docs/codes.md has it. */
  method: string;
  /** The observed value of the statistic under the null hypothesis; `null` for an exact test. */
  statistic: number | null;
  /** Degrees of freedom, a positive real; `null` where the reference distribution has none. */
  df: number | null;
  /** In (0, 1]; the smallest positive double where it would underflow. */
  pValue: number;
  /** The natural logarithm of the p-value, also where `pValue` underflows. */
  logPValue: number;
  /** Of a test that is judged over several looks: its p-value at this one by itself. */
  atThisLook?: { pValue: number; logPValue: number };
  /** What |statistic| must exceed for p < level; `null` for an exact test. */
  criticalValue(level: number): number | null;
  /** The p-value, with its logarithm, that the difference is this rather than 0; `null` for an exact test. */
  pValueAt(difference: number): { pValue: number; logPValue: number } | null;
  /** The differences treatment − control that the test does not reject at this level. */
  effectInterval(level: number): Interval;
  /** The relative differences treatment ÷ control − 1 not rejected; `null` where they are no interval. */
  relativeInterval(level: number): Interval | null;
}

/** Why a comparison has no test: a state of the data, not an error and not p = 1. */
export const UNTESTABLES = [
  'TOO_FEW_UNITS',
  'TOO_FEW_EVENTS',
  'ZERO_VARIANCE',
  'NUMBERS_TOO_LARGE',
  'ZERO_DENOMINATOR',
  'NO_RELATIVE_MARGIN',
] as const;

/** One of UNTESTABLES. */
export type Untestable = (typeof UNTESTABLES)[number];

/**
 * The interval of a test's alternative, open on the side that a one-sided one leaves open, made to
 * agree with the decision of the test.
 *
 * Both come from one formula, but solving for a bound rounds: where p and level agree in all but
 * the last digits, the bound can land on the wrong side of 0 by an ulp. The decision is the p-value's.
 * An end at infinity is none.
 */
export function agreeing(
  { lower, upper }: { lower: number; upper: number },
  alternative: Alternative,
  { rejected, estimate }: { rejected: boolean; estimate: number },
): Interval {
  const above = alternative === 'two-sided' ? estimate > 0 : alternative === 'greater';
  const clear = { lower: rejected && above, upper: rejected && !above };
  const least = clear.lower ? Math.max(lower, Number.MIN_VALUE) : Math.min(lower, 0);
  const most = clear.upper ? Math.min(upper, -Number.MIN_VALUE) : Math.max(upper, 0);
  return {
    lower: alternative === 'less' ? null : endOf(clear.upper ? lower : least),
    upper: alternative === 'greater' ? null : endOf(clear.lower ? upper : most),
  };
}

function endOf(bound: number): number | null {
  return Math.abs(bound) === Number.POSITIVE_INFINITY ? null : bound;
}
