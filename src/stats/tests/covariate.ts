import { combinedMoments } from '../combined-moments.js';
import { type Moments, mergeMoments, variance } from '../moments.js';
import { studentTest, welchTest } from './means-test.js';
import type { TwoSampleTest, Untestable } from './two-sample-test.js';

/** What is taken off a unit's metric for its covariate: theta · (covariate − centre). */
export interface CovariateAdjustment {
  /** In the metric's unit per unit of the covariate; 0 where the covariate does not vary. */
  theta: number;
  /** The covariate's mean over the units of all arms, so that adjusting moves no overall mean. */
  centre: number;
}

/**
 * The adjustment for a pre-period covariate (CUPED): theta is the covariance within arms, pooled over
 * them, ÷ the covariate's variance, pooled likewise. Pooled within arms, since a real effect on the
 * metric would otherwise count as covariance.
 *
 * @param arms moments of (metric, covariate) per unit, one or more arms; of a ratio of means
 * (numerator, denominator, covariate) give linearizedRatio of each arm.
 * @throws {RangeError} when there are no arms.
 * @see Deng, Xu, Kohavi & Walker (2013), Improving the sensitivity of online controlled experiments
 * by utilizing pre-experiment data, WSDM, eq. (4).
 * Error: 1e-13 relative in theta, 2e-12 in the p-value of the adjusted test, against R.
 */
export function covariateAdjustment(arms: readonly Moments[]): CovariateAdjustment {
  if (arms.length === 0) throw new RangeError('an adjustment needs one arm or more');
  const pooled = (at: number) => arms.reduce((sum, { comoment }) => sum + comoment[at]!, 0);
  const [metricByCovariate, covariate] = [pooled(1), pooled(2)];
  return {
    theta: covariate === 0 ? 0 : metricByCovariate / covariate,
    centre: arms.reduce(mergeMoments).mean[1]!,
  };
}

/**
 * An arm's moments of metric − theta · (covariate − centre), one measurement in the metric's unit, to
 * be tested like any mean: welchTest, or deltaTest for a ratio.
 *
 * @param arm moments of (metric, covariate) per unit, or a linearized ratio with a covariate.
 */
export function adjustedMoments(arm: Moments, { theta, centre }: CovariateAdjustment): Moments {
  // Centred first: theta · covariate may dwarf the metric.
  const away = arm.mean[1]! - centre + arm.residual[1]!;
  const adjusted = combinedMoments(arm, [[1, -theta]]);
  return { ...adjusted, mean: [arm.mean[0]! - theta * away], residual: [arm.residual[0]!] };
}

/**
 * The share of the effect's variance that the adjustment takes off, at most 1: 0.2 means that the same
 * precision needs 20 % fewer units. Below 0 where theta makes it worse, which the pooled one hardly
 * can; 0 where there was no variance.
 *
 * @param control moments of (metric, covariate) per unit, two or more, like `treatment`.
 */
export function varianceReduction(
  control: Moments,
  treatment: Moments,
  adjustment: CovariateAdjustment,
): number {
  const effectVariance = (a: Moments, b: Moments) => variance(a) / a.n + variance(b) / b.n;
  const raw = effectVariance(control, treatment);
  if (raw === 0) return 0;
  const [a, b] = [adjustedMoments(control, adjustment), adjustedMoments(treatment, adjustment)];
  return 1 - effectVariance(a, b) / raw;
}

/**
 * Welch's test, two-sided, that the arms have the same mean of the covariate. Randomized arms do: a
 * tiny p-value says that the "covariate" was itself changed by the treatment, or the assignment broken.
 *
 * @param control moments of (metric, covariate) per unit, like `treatment`.
 * @see welchTest.
 */
export function covariateBalance(control: Moments, treatment: Moments): TwoSampleTest | Untestable {
  return welchTest(covariateOf(control), covariateOf(treatment), 'two-sided');
}

/** How far the covariate is apart in the two arms. */
export interface CovariateDistance {
  /** ln of the larger p-value of Welch's test and Student's, so that both have to see it. */
  logPValue: number;
  /** What the p-value is at most, in (0, 1], whatever the covariate's distribution is. */
  bound: number;
}

/**
 * How far the covariate is apart in the two arms, for covariates that may be skewed. In a small arm of a skewed
 * covariate a low mean comes with a low variance, which Welch's test alone takes for a wonder: log-normal with
 * sd 2 at 9,900 : 100, its p is below 0.001 in 10 % of 3,000 samples, both in none.
 *
 * @param control moments of (metric, covariate) per unit, like `treatment`.
 * @see Chebyshev (1867), Journal de mathématiques pures et appliquées 12, 177–184, for the bound: 1 over the
 * squared distance in standard errors of the pooled variance.
 */
export function covariateDistance(
  control: Moments,
  treatment: Moments,
): CovariateDistance | Untestable {
  const welch = covariateBalance(control, treatment);
  const pooled = studentTest(covariateOf(control), covariateOf(treatment), 'two-sided');
  if (typeof welch === 'string') return welch;
  if (typeof pooled === 'string') return pooled;
  return {
    logPValue: Math.max(welch.logPValue, pooled.logPValue),
    bound: Math.min(1, 1 / pooled.statistic! ** 2),
  };
}

function covariateOf({ n, mean, residual, comoment, third }: Moments): Moments {
  const own = third === null ? null : [third[3]!];
  return { n, mean: [mean[1]!], residual: [residual[1]!], comoment: [comoment[2]!], third: own };
}
