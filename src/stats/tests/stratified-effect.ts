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
  /** The averages that the test does not reject at this level; it excludes 0 exactly when p < level. */
  interval(level: number): Interval;
}
