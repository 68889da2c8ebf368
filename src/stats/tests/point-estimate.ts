import { type Moments, variance } from '../moments.js';
import { type Counts, requireCounts } from './score-statistics.js';

/** A mean with the variance of that mean (its standard error squared). */
export interface PointEstimate {
  estimate: number;
  variance: number;
}

/** Two estimates of a mean that are compared. */
export interface EstimatedArms {
  control: PointEstimate;
  treatment: PointEstimate;
  /** Of their errors; left out: 0, as of independent samples. */
  covariance?: number;
  /** Degrees of freedom of the error of their difference; left out or `null`: as good as known. */
  df?: number | null;
}

/**
 * Two means with the degrees of freedom that their difference is judged by at looks as early as one
 * likes: Welch's, and no more than equal arms of the smaller one's size would have, 2 (n − 1). Far in its
 * tails, where early looks judge, Welch's t is too free when one arm has few units; see Hsu (1938),
 * Statistical Research Memoirs 2, 1–24, for bounds by the smaller arm. Equal arms lose nothing.
 *
 * @see Welch (1947), Biometrika 34, 28–35.
 * @example
 * const arms = estimatedDifference(summaryMoments(10, 0.75, 3.200556), summaryMoments(30, 2.33, 4.009));
 * arms.df; // => 17.1563
 */
export function estimatedDifference(
  control: Moments,
  treatment: Moments,
): EstimatedArms & { df: number } {
  const [a, b] = [estimatedMean(control), estimatedMean(treatment)];
  const fewest = Math.min(control.n, treatment.n);
  const welch = welchFreedom(
    { error: a.variance, df: control.n - 1 },
    { error: b.variance, df: treatment.n - 1 },
  );
  return { control: a, treatment: b, df: Math.min(welch, 2 * (fewest - 1)) };
}

/** The error variance of treatment − ratio · control: with no ratio, of the difference. */
export function differenceVariance(
  { control, treatment, covariance = 0 }: EstimatedArms,
  ratio = 1,
): number {
  return ratio ** 2 * control.variance + treatment.variance - 2 * ratio * covariance;
}

interface ArmError {
  /** The variance of the arm's mean. */
  error: number;
  /** What it was estimated with. */
  df: number;
}

/** Satterthwaite's degrees of freedom of a difference of two means. */
export function welchFreedom(a: ArmError, b: ArmError): number {
  // They depend on no unit, and in one of about 1 no square leaves the doubles; a power of 2 rounds nothing.
  const unit = 2 ** Math.floor(Math.log2(Math.max(a.error, b.error)));
  const [x, y] = [a.error / unit, b.error / unit];
  return (x + y) ** 2 / (x ** 2 / a.df + y ** 2 / b.df);
}

/**
 * The mean of measurement 0 with its error variance, NaN below two units.
 *
 * @see by definition: s² ÷ n.
 * @example
 * estimatedMean(summaryMoments(10, 0.75, 3.200556)); // => { estimate: 0.75, variance: 0.3200556 }
 */
export function estimatedMean(arm: Moments): PointEstimate {
  return { estimate: arm.mean[0]!, variance: variance(arm) / arm.n };
}

/**
 * A rate with the variance of its error, not pooled over arms; NaN without units.
 *
 * @throws {RangeError} unless 0 ≤ successes ≤ n in each arm, all finite.
 * @see by definition: p (1 − p) ÷ n.
 * @example
 * estimatedRate({ successes: 20, n: 100 }); // => { estimate: 0.2, variance: 0.0016 }
 */
export function estimatedRate(counts: Counts): PointEstimate {
  requireCounts(counts);
  const { successes, n } = counts;
  return { estimate: successes / n, variance: ((successes / n) * ((n - successes) / n)) / n };
}
