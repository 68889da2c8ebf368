import {
  type ReferenceDistribution,
  studentReference,
} from '../distributions/reference-distribution.js';
import type { Moments } from '../moments.js';
import { requireDomain } from '../numeric/domain.js';
import { welchReference, welchTest } from '../tests/means-test.js';
import { differenceVariance, type EstimatedArms, estimatedMean } from '../tests/point-estimate.js';
import type { Counts } from '../tests/score-statistics.js';
import { type RateStatistics, ratesTest, SCORE, untestableCounts } from '../tests/score-test.js';
import type { TwoSampleTest, Untestable } from '../tests/two-sample-test.js';
import { type Direction, type MarginTest, marginFindings } from './margin.js';

/** A margin test on the ratio, where the margin and the bound are shares of the control. */
export interface RelativeMarginTest extends Omit<MarginTest, 'bound'> {
  /** As MarginTest's, as treatment ÷ control − 1; `null` where the control cannot be told from 0. */
  bound(level: number): number | null;
}

/**
 * The score test that the treatment's rate is not worse by that share of the control's or more, and
 * the one-sided Koopman bound that it inverts to. The control's rate is an estimate here too, which
 * a margin worked out from it and then taken for a constant forgets.
 *
 * @param margin a share of the control's rate, in (0, 1).
 * @throws {RangeError} when the margin is outside, or successes are not from 0 to n.
 * @see Koopman (1984), Biometrics 40, 513–517; Farrington & Manning (1990), Statistics in Medicine 9,
 * 1447–1454, §3, for the ratio.
 * @example
 * // Not worse by a tenth of the control's rate.
 * const test = proportionRelativeNonInferiority(
 *   { successes: 200, n: 1_000 }, { successes: 205, n: 1_000 }, 0.1, 'increase',
 * );
 * if (typeof test === 'string') throw new Error(test);
 * [test.statistic, test.pValue]; // => [ 1.4663, 0.0713 ]
 */
export function proportionRelativeNonInferiority(
  control: Counts,
  treatment: Counts,
  margin: number,
  better: Direction,
): RelativeMarginTest | Untestable {
  const arms = { control, treatment };
  return ratesRelativeNonInferiority(arms, SCORE, studentReference(null), { margin, better });
}

/**
 * The same by any statistics of rates and whatever they are judged by.
 *
 * @throws {RangeError} when the margin is outside.
 */
export function ratesRelativeNonInferiority(
  arms: { control: Counts; treatment: Counts },
  statistics: RateStatistics,
  reference: ReferenceDistribution,
  { margin, better }: { margin: number; better: Direction },
): RelativeMarginTest | Untestable {
  requireShare(margin);
  const { control, treatment } = arms;
  const untestable = untestableCounts(control, treatment);
  if (untestable !== null) return untestable;
  if (control.successes === 0) return 'NO_RELATIVE_MARGIN';
  const claim = better === 'increase' ? 'greater' : 'less';
  const { relativeInterval } = ratesTest('margin', arms, statistics, reference, claim);
  const statistic = statistics.ofRatio(control, treatment, ratioAt(margin, better));
  return tested(statistic, reference, { margin, better }, relativeInterval);
}

/**
 * The t-test that the treatment's mean is not worse by that share of the control's or more, with
 * Welch's standard error and degrees of freedom, and the one-sided Fieller bound that it inverts to.
 *
 * @param margin a share of the control's mean, in (0, 1).
 * @throws {RangeError} when the margin is outside.
 * @see Fieller (1954), JRSS B 16, 175–185; for non-inferiority, Hauschke, Kieser, Diletti & Burke
 * (1999), Statistics in Medicine 18, 93–105.
 * @example
 * const test = meanRelativeNonInferiority(
 *   summaryMoments(50, 20, 9), summaryMoments(60, 19.8, 8), 0.1, 'increase',
 * );
 * if (typeof test === 'string') throw new Error(test);
 * test.pValue; // => 0.0005
 */
export function meanRelativeNonInferiority(
  control: Moments,
  treatment: Moments,
  margin: number,
  better: Direction,
): RelativeMarginTest | Untestable {
  requireShare(margin);
  const plain = welchTest(control, treatment, better === 'increase' ? 'greater' : 'less');
  if (typeof plain === 'string') return plain;
  const arms = { control: estimatedMean(control), treatment: estimatedMean(treatment) };
  const reference = welchReference(control, treatment);
  return differenceRelativeNonInferiority(arms, reference, { margin, better }, plain);
}

/**
 * The test that one estimate of a mean is not worse than another by that share of it or more, by
 * whatever a difference in standard errors is judged by; `plain` is the one-sided test at difference 0
 * by the same.
 *
 * @throws {RangeError} when the margin is outside (0, 1).
 */
export function differenceRelativeNonInferiority(
  arms: EstimatedArms,
  reference: ReferenceDistribution,
  { margin, better }: { margin: number; better: Direction },
  plain: TwoSampleTest,
): RelativeMarginTest | Untestable {
  requireShare(margin);
  const { control, treatment } = arms;
  if (!(control.estimate > 0)) return 'NO_RELATIVE_MARGIN';
  const ratio = ratioAt(margin, better);
  const error = Math.sqrt(differenceVariance(arms, ratio));
  const statistic = (treatment.estimate - ratio * control.estimate) / error;
  return tested(statistic, reference, { margin, better }, plain.relativeInterval);
}

function tested(
  statistic: number,
  reference: ReferenceDistribution,
  { margin, better }: { margin: number; better: Direction },
  relativeInterval: TwoSampleTest['relativeInterval'],
): RelativeMarginTest {
  const rising = better === 'increase';
  const found = marginFindings(reference, statistic, better);
  const within = margin * (1 - Number.EPSILON);
  const bound = (level: number) => {
    const interval = relativeInterval(level);
    const end = rising ? interval?.lower : interval?.upper;
    if (end === undefined || end === null) return null;
    // The p-value decides on which side of the margin the bound is, where rounding has it elsewhere.
    const worst = rising ? end : -end;
    const agreed = found.pValue < level ? Math.max(worst, -within) : Math.min(worst, -margin);
    return rising ? agreed : -agreed;
  };
  return { ...found, bound };
}

function ratioAt(margin: number, better: Direction): number {
  return better === 'increase' ? 1 - margin : 1 + margin;
}

function requireShare(margin: number): void {
  requireDomain(margin > 0 && margin < 1, 'margin', 'between 0 and 1, both excluded', margin);
}
