import type { PValue, ReferenceDistribution } from '../distributions/reference-distribution.js';
import type { PointEstimate } from './point-estimate.js';
import type { Interval } from './two-sample-test.js';

/** A difference averaged within strata, with the test that it is 0 and the interval that this inverts to. */
export interface StratifiedEffect extends PointEstimate {
  /** In standard errors under the null. */
  statistic: number;
  /** Degrees of freedom of t; `null` for a z. */
  df: number | null;
  /** In (0, 1]; the smallest positive double where it would underflow. */
  pValue: number;
  logPValue: number;
  /** What |statistic| must exceed for p < level. */
  criticalValue(level: number): number;
  /** The p-value that the average is this rather than 0. */
  pValueAt(difference: number): PValue;
  /** The averages that the test does not reject at this level; it excludes 0 exactly when p < level. */
  interval(level: number): Interval;
}

/** What a stratified statistic is judged by, given its degrees of freedom; Student's t where nothing else is said. */
export type ReferenceOf = (df: number | null) => ReferenceDistribution;
