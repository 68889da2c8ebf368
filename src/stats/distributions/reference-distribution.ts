import type { Alternative } from '../alternative.js';
import { studentQuantile, studentTails } from './student.js';
import type { Tail, Tails } from './tails.js';

/** A p-value, the smallest positive double where it would underflow, with its natural logarithm. */
export interface PValue {
  pValue: number;
  logPValue: number;
}

/**
 * What the statistic of a difference, in standard errors, is judged by: p-value and critical value are
 * each other's inverse, so a test that asks both of one reference agrees with its interval.
 */
export interface ReferenceDistribution {
  /** Degrees of freedom; `null` where there are none. */
  df: number | null;
  pValue(statistic: number, alternative: Alternative): PValue;
  /** What |statistic| must exceed for p < level. */
  criticalValue(level: number, alternative: Alternative): number;
}

/** Student's t distribution with that many degrees of freedom; the normal one where they are `null`. */
export function studentReference(df: number | null): ReferenceDistribution {
  const freedom = df ?? Number.POSITIVE_INFINITY;
  return {
    df,
    pValue: (statistic, alternative) => pValueOf(studentTails(statistic, freedom), alternative),
    criticalValue: (level, alternative) =>
      criticalValue((area, tail) => studentQuantile(area, freedom, tail), level, alternative),
  };
}

/** The p-value of a statistic with these tails, and its logarithm. */
export function pValueOf(tails: Tails, alternative: Alternative): PValue {
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
