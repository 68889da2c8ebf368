import type { Alternative } from '../alternative.js';
import { criticalValue, pValueOf } from '../tests/two-sample-test.js';
import { studentQuantile, studentTails } from './student.js';

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
