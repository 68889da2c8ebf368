import { type Moments, variance } from '../moments.js';
import type { Counts } from './score-statistics.js';

/** A mean with the variance of that mean (its standard error squared). */
export interface PointEstimate {
  estimate: number;
  variance: number;
}

/** Two independent estimates of a mean that are compared. */
export interface EstimatedArms {
  control: PointEstimate;
  treatment: PointEstimate;
}

/** The mean of measurement 0 with its error variance, NaN below two units. */
export function estimatedMean(arm: Moments): PointEstimate {
  return { estimate: arm.mean[0]!, variance: variance(arm) / arm.n };
}

/** A rate with its own variance p (1 − p) ÷ n, not pooled over arms, as error; NaN without units. */
export function estimatedRate({ successes, n }: Counts): PointEstimate {
  return { estimate: successes / n, variance: ((successes / n) * ((n - successes) / n)) / n };
}
