import { sum } from 'simple-statistics';
import { studentReference } from '../distributions/reference-distribution.js';
import type { Moments } from '../moments.js';
import { differenceTest, welchTest } from './means-test.js';
import { type PointEstimate, welchFreedom } from './point-estimate.js';
import type { TwoSampleTest, Untestable } from './two-sample-test.js';

/** What one arm's units of one day come to: how many, their mean, and their sample variance. */
export interface DayOfArm {
  n: number;
  mean: number;
  variance: number;
}

/** One day of both arms, at a time in whatever unit the slope is to be of. */
export interface DayOfArms {
  time: number;
  control: DayOfArm;
  treatment: DayOfArm;
}

/** The test of a slope, with the slope itself: how much more of an effect there is with each unit of time. */
export interface SlopeTest extends TwoSampleTest {
  slope: number;
}

/** The slope of one arm with its error variance, and what that was estimated with. */
export interface ArmSlope extends PointEstimate {
  df: number;
}

/**
 * What each day's mean counts for in a slope: those of least squares, each day weighted by n m ÷ (n + m) of its
 * units, and the same in both arms. What happens to both on a day, as weekends do, then leaves their difference alone,
 * and no weight depends on what units did. `null` where fewer than two days differ.
 */
export function slopeCoefficients(
  days: readonly { time: number; control: number; treatment: number }[],
): number[] | null {
  const weights = days.map(({ control: n, treatment: m }) => (n + m === 0 ? 0 : (n * m) / (n + m)));
  const all = sum(weights);
  if (all === 0) return null;
  const middle = sum(days.map(({ time }, i) => weights[i]! * time)) / all;
  const spread = sum(days.map(({ time }, i) => weights[i]! * (time - middle) ** 2));
  return spread > 0 ? days.map(({ time }, i) => (weights[i]! * (time - middle)) / spread) : null;
}

/** The slope of days of which each has units of its own, with Satterthwaite's degrees of freedom. */
function slopeOf(days: readonly DayOfArm[], coefficients: readonly number[]): ArmSlope {
  const errors = days.map(({ n, variance }, i) => (coefficients[i]! ** 2 * variance) / n);
  const variance = sum(errors);
  const squares = sum(errors.map((error, i) => error ** 2 / (days[i]!.n - 1)));
  return {
    estimate: sum(days.map(({ mean }, i) => coefficients[i]! * mean)),
    variance,
    df: squares > 0 ? variance ** 2 / squares : 1,
  };
}

/**
 * The two-sided test that an effect does not change with time, and its slope a unit of time with its interval, where
 * each day has units of its own. Weighted least squares over the days' effects, with an error from the spread within
 * days and arms, which need not be equal anywhere; Student's t with Satterthwaite's degrees of freedom.
 *
 * @param days of which those with fewer than two units in an arm say nothing of spread, and are left out.
 * @see White (1980), Econometrica 48, 817–838, for errors that are not equal; Satterthwaite (1946), Biometrics
 * Bulletin 2, 110–114.
 * @example
 * // A lift that fades by the day.
 * const day = (time: number, mean: number) => ({
 *   time,
 *   control: { n: 200, mean: 10, variance: 4 },
 *   treatment: { n: 200, mean, variance: 4 },
 * });
 * const test = effectSlopeTest([day(0, 11), day(1, 10.7), day(2, 10.2), day(3, 10.1)]);
 * if (typeof test === 'string') throw new Error(test);
 * [test.slope, test.pValue]; // => [ -0.3200, 0.000364 ]
 */
export function effectSlopeTest(days: readonly DayOfArms[]): SlopeTest | Untestable {
  const told = days.filter(({ control, treatment }) => control.n > 1 && treatment.n > 1);
  const coefficients = slopeCoefficients(
    told.map(({ time, control, treatment }) => ({
      time,
      control: control.n,
      treatment: treatment.n,
    })),
  );
  if (told.length < FEWEST_DAYS || coefficients === null) return 'TOO_FEW_UNITS';
  const [control, treatment] = (['control', 'treatment'] as const).map((arm) =>
    slopeOf(
      told.map((day) => day[arm]),
      coefficients,
    ),
  ) as [ArmSlope, ArmSlope];
  return slopeDifference(control, treatment);
}

/** A line through two points says nothing of a trend. */
export const FEWEST_DAYS = 3;

/**
 * The two-sided test that an effect does not change with time where the same units are seen on all days: of each
 * unit's own slope, one number a unit, by Welch's t-test.
 *
 * On a panel without gaps the difference of their means is the coefficient of treatment × time in one regression of all
 * rows, and its error the one that is clustered by unit, with each arm's n ÷ (n − 1).
 *
 * @see Liang & Zeger (1986), Biometrika 73, 13–22, for errors clustered by unit; Bell & McCaffrey (2002), Survey
 * Methodology 28(2), 169–181, for that correction and its degrees of freedom; Sadeghi, Gupta, Gramatovici, Ai, Lu &
 * Zhang (2021), Novelty and primacy: a long-term estimator for online experiments, arXiv 2102.12893.
 * @example
 * // Each unit's own slope over the days: of four in the control, of three in the treatment.
 * const control = emptyMoments();
 * const treatment = emptyMoments();
 * for (const slope of [0.1, -0.2, 0, 0.3]) addUnit(control, [slope]);
 * for (const slope of [-0.4, -0.1, -0.6]) addUnit(treatment, [slope]);
 * const test = unitSlopesTest(control, treatment);
 * if (typeof test === 'string') throw new Error(test);
 * [test.slope, test.pValue]; // => [ -0.4167, 0.0819 ]
 */
export function unitSlopesTest(control: Moments, treatment: Moments): SlopeTest | Untestable {
  const test = welchTest(control, treatment, 'two-sided');
  if (typeof test === 'string') return test;
  return { ...test, slope: treatment.mean[0]! - control.mean[0]! };
}

function slopeDifference(control: ArmSlope, treatment: ArmSlope): SlopeTest | Untestable {
  const spread = control.variance + treatment.variance;
  if (spread === 0) return 'ZERO_VARIANCE';
  if (!Number.isFinite((treatment.estimate - control.estimate) ** 2 / spread)) {
    return 'NUMBERS_TOO_LARGE';
  }
  const df = welchFreedom(
    { error: control.variance, df: control.df },
    { error: treatment.variance, df: treatment.df },
  );
  const test = differenceTest('slope', { control, treatment }, studentReference(df), 'two-sided');
  return { ...test, slope: treatment.estimate - control.estimate };
}
