import {
  type ReferenceDistribution,
  studentReference,
} from '../distributions/reference-distribution.js';
import type { Moments } from '../moments.js';
import { requireDomain, requirePositive } from '../numeric/domain.js';
import { decreasingRoot } from '../numeric/roots.js';
import { welchReference } from '../tests/means-test.js';
import { differenceVariance, type EstimatedArms, estimatedMean } from '../tests/point-estimate.js';
import type { Counts } from '../tests/score-statistics.js';
import { type RateStatistics, SCORE, untestableCounts } from '../tests/score-test.js';
import type { Untestable } from '../tests/two-sample-test.js';

/** Which way a metric gets better: up, as sign-ups do, or down, as unsubscriptions do. */
export const DIRECTIONS = ['increase', 'decrease'] as const;

/** One of DIRECTIONS. */
export type Direction = (typeof DIRECTIONS)[number];

/** One one-sided test that the treatment is not worse than the control by as much as a margin. */
export interface MarginTest {
  /** How far the effect lies from the margin; negative is evidence where less is better. */
  statistic: number;
  /** Degrees of freedom; `null` where the statistic is normal. */
  df: number | null;
  /** In (0, 1]; the smallest positive double where it would underflow. */
  pValue: number;
  logPValue: number;
  /** The same of the opposite claim, that the treatment is worse by more than the margin. */
  pValueBeyond: number;
  logPValueBeyond: number;
  /** What |statistic| must exceed, on the side of the claim, for p < level; `null` for an exact test. */
  criticalValue(level: number): number | null;
  /**
   * The worst effect, treatment − control, that the test does not reject at this one-sided level:
   * the lower bound where more is better, the upper where less is. Within the margin exactly when
   * pValue < level.
   */
  bound(level: number): number;
}

/**
 * The Farrington–Manning test that the treatment's rate is not worse by `margin` or more, and the
 * one-sided score bound that it inverts to.
 *
 * @param margin in the rate's unit, in [0, 1); 0 tests for superiority.
 * @throws {RangeError} when the margin is outside, or successes are not from 0 to n.
 * @see Farrington & Manning (1990), Statistics in Medicine 9, 1447–1454.
 * Error: 1e-14 in statistic and bound, for arms of 30 to 30,000 units, against R.
 * @example
 * // 10 of 30 against 18 of 30 at a margin of 2 points: the example of testBinomial in R's gsDesign.
 * const control = { successes: 10, n: 30 };
 * const treatment = { successes: 18, n: 30 };
 * const test = proportionNonInferiority(control, treatment, 0.02, 'increase');
 * if (typeof test === 'string') throw new Error(test);
 * test.statistic; // => 2.2257961
 */
export function proportionNonInferiority(
  control: Counts,
  treatment: Counts,
  margin: number,
  better: Direction,
): MarginTest | Untestable {
  return ratesNonInferiority({ control, treatment }, SCORE, studentReference(null), margin, better);
}

/**
 * The same by any statistics of rates and whatever they are judged by.
 *
 * @throws {RangeError} as proportionNonInferiority.
 */
export function ratesNonInferiority(
  { control, treatment }: { control: Counts; treatment: Counts },
  statistics: RateStatistics,
  reference: ReferenceDistribution,
  margin: number,
  better: Direction,
): MarginTest | Untestable {
  requireDomain(margin >= 0 && margin < 1, 'margin', 'from 0 to below 1', margin);
  const untestable = untestableCounts(control, treatment);
  if (untestable !== null) return untestable;
  if (better === 'decrease') {
    const arms = { control: treatment, treatment: control };
    const turned = ratesNonInferiority(arms, statistics, reference, margin, 'increase');
    return typeof turned === 'string' ? turned : mirrored(turned);
  }
  const statistic = (difference: number) => statistics.ofDifference(control, treatment, difference);
  const found = marginFindings(reference, statistic(-margin), 'increase');
  const bound = (level: number) => {
    const critical = reference.criticalValue(level, 'greater');
    return decreasingRoot((difference) => statistic(difference) - critical, -1, 1);
  };
  return { ...found, bound: agreeingBound(bound, margin, found.pValue) };
}

/**
 * Welch's test that the treatment's mean is not worse by `margin` or more, and its one-sided bound.
 *
 * @param margin in the metric's unit, 0 or more and finite; 0 tests for superiority.
 * @throws {RangeError} when the margin is outside.
 * @see Welch (1947), Biometrika 34, 28–35; the shifted null, Blackwelder (1982), Controlled Clinical
 * Trials 3, 345–353.
 * Error: 1e-14 relative, against R's t.test.
 * @example
 * // Student (1908), hours of sleep gained: not worse by an hour or more.
 * const test = meanNonInferiority(
 *   summaryMoments(10, 0.75, 3.200556), summaryMoments(10, 2.33, 4.009), 1, 'increase',
 * );
 * if (typeof test === 'string') throw new Error(test);
 * [test.statistic, test.pValue]; // => [ 3.0385, 0.0036 ]
 * test.bound(0.05); // => 0.1066
 */
export function meanNonInferiority(
  control: Moments,
  treatment: Moments,
  margin: number,
  better: Direction,
): MarginTest | Untestable {
  if (margin !== 0) requirePositive(margin, 'margin');
  if (control.n < 2 || treatment.n < 2) return 'TOO_FEW_UNITS';
  const arms = { control: estimatedMean(control), treatment: estimatedMean(treatment) };
  const spread = arms.control.variance + arms.treatment.variance;
  if (spread === 0) return 'ZERO_VARIANCE';
  if (!Number.isFinite(spread)) return 'NUMBERS_TOO_LARGE';
  return differenceNonInferiority(arms, welchReference(control, treatment), margin, better);
}

/**
 * The test that one estimate of a mean is not worse than another by `margin` or more, and its bound,
 * by whatever the difference in standard errors is judged by. The error variances are not both 0.
 */
export function differenceNonInferiority(
  arms: EstimatedArms,
  reference: ReferenceDistribution,
  margin: number,
  better: Direction,
): MarginTest {
  const { control, treatment } = arms;
  if (better === 'decrease') {
    const turned = { ...arms, control: treatment, treatment: control };
    return mirrored(differenceNonInferiority(turned, reference, margin, 'increase'));
  }
  const effect = treatment.estimate - control.estimate;
  const error = Math.sqrt(differenceVariance(arms));
  const statistic = (effect + margin) / error;
  const found = marginFindings(reference, statistic, 'increase');
  const bound = (level: number) => effect - reference.criticalValue(level, 'greater') * error;
  return { ...found, bound: agreeingBound(bound, margin, found.pValue) };
}

/** What a statistic says by its reference of both claims: that the margin is kept, or overstepped. */
export function marginFindings(
  reference: ReferenceDistribution,
  statistic: number,
  better: Direction,
): Omit<MarginTest, 'bound'> {
  const rising = better === 'increase';
  const beyond = reference.pValue(statistic, rising ? 'less' : 'greater');
  return {
    statistic,
    df: reference.df,
    ...reference.pValue(statistic, rising ? 'greater' : 'less'),
    pValueBeyond: beyond.pValue,
    logPValueBeyond: beyond.logPValue,
    criticalValue: (level) => reference.criticalValue(level, 'greater'),
  };
}

/** The test seen from the other arm, so that effects are again treatment − control. */
function mirrored(test: MarginTest): MarginTest {
  return { ...test, statistic: -test.statistic, bound: (level) => -test.bound(level) };
}

/** The bound on the side of −margin on which the p-value decides, where rounding has it elsewhere. */
function agreeingBound(
  bound: (level: number) => number,
  margin: number,
  pValue: number,
): (level: number) => number {
  const within = margin === 0 ? Number.MIN_VALUE : -margin * (1 - Number.EPSILON);
  return (level) =>
    pValue < level ? Math.max(bound(level), within) : Math.min(bound(level), -margin);
}
