import { type Alternative, opposite } from '../alternative.js';
import {
  type ReferenceDistribution,
  studentReference,
} from '../distributions/reference-distribution.js';
import { type Moments, variance } from '../moments.js';
import { memoized } from '../numeric/memoized.js';
import {
  differenceVariance,
  type EstimatedArms,
  estimatedMean,
  type PointEstimate,
  welchFreedom,
} from './point-estimate.js';
import { agreeing, type TwoSampleTest, type Untestable } from './two-sample-test.js';

/**
 * Welch's t-test that two arms have the same mean, without assuming equal variances; the relative
 * effect by Fieller with the same t and degrees of freedom.
 *
 * @see Welch (1947), Biometrika 34, 28–35; Satterthwaite (1946), Biometrics Bulletin 2, 110–114.
 * @example
 * // Student (1908), hours of sleep gained by two drugs, as R's t.test has them.
 * const test = welchTest(summaryMoments(10, 0.75, 3.200556), summaryMoments(10, 2.33, 4.009), 'two-sided');
 * if (typeof test === 'string') throw new Error(test);
 * [test.statistic, test.df, test.pValue]; // => [ 1.8608, 17.776, 0.07939 ]
 * test.effectInterval(0.05); // => { lower: -0.20548, upper: 3.36548 }
 */
export function welchTest(
  control: Moments,
  treatment: Moments,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  const arms = { control: estimatedMean(control), treatment: estimatedMean(treatment) };
  const spread = arms.control.variance + arms.treatment.variance;
  const reference = welchReference(control, treatment);
  return (
    untestable(control, treatment, spread) ?? differenceTest('welch', arms, reference, alternative)
  );
}

/** Student's t with Satterthwaite's degrees of freedom; both arms have two units or more. */
export function welchReference(control: Moments, treatment: Moments): ReferenceDistribution {
  const [a, b] = [control, treatment].map((arm) => ({
    error: variance(arm) / arm.n,
    df: arm.n - 1,
  }));
  return studentReference(welchFreedom(a!, b!));
}

/**
 * Student's t-test that two arms have the same mean, with one variance pooled over both.
 *
 * @see Student (1908), Biometrika 6, 1–25; Fisher (1925), Metron 5, 90–104.
 * @example
 * // Student (1908), hours of sleep gained by two drugs.
 * const test = studentTest(summaryMoments(10, 0.75, 3.200556), summaryMoments(10, 2.33, 4.009), 'two-sided');
 * if (typeof test === 'string') throw new Error(test);
 * [test.statistic, test.df, test.pValue]; // => [ 1.8608, 18, 0.07919 ]
 */
export function studentTest(
  control: Moments,
  treatment: Moments,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  const df = control.n + treatment.n - 2;
  const pooled = (control.comoment[0]! + treatment.comoment[0]!) / df;
  const arms = {
    control: { estimate: control.mean[0]!, variance: pooled / control.n },
    treatment: { estimate: treatment.mean[0]!, variance: pooled / treatment.n },
  };
  return (
    untestable(control, treatment, pooled) ??
    differenceTest('student', arms, studentReference(df), alternative)
  );
}

function untestable(control: Moments, treatment: Moments, spread: number): Untestable | null {
  if (control.n < 2 || treatment.n < 2) return 'TOO_FEW_UNITS';
  if (spread === 0) return 'ZERO_VARIANCE';
  // A statistic of which the square, or a mean, leaves the doubles could not be judged.
  const difference = treatment.mean[0]! - control.mean[0]!;
  const held = Number.isFinite(spread) && Number.isFinite(difference ** 2 / spread);
  return held ? null : 'NUMBERS_TOO_LARGE';
}

/**
 * The test that two estimates of a mean are the same, and its intervals, by whatever the
 * difference in standard errors is judged by; Fieller for the relative difference.
 */
export function differenceTest(
  method: string,
  arms: EstimatedArms,
  reference: ReferenceDistribution,
  alternative: Alternative,
): TwoSampleTest {
  const estimate = arms.treatment.estimate - arms.control.estimate;
  const error = Math.sqrt(differenceVariance(arms));
  const p = reference.pValue(estimate / error, alternative);
  const critical = memoized((level) => reference.criticalValue(level, alternative));
  return {
    method,
    statistic: estimate / error,
    df: reference.df,
    ...p,
    criticalValue: critical,
    pValueAt: (difference) => reference.pValue((estimate - difference) / error, alternative),
    effectInterval: (level) => {
      const reach = critical(level) * error;
      const both = { lower: estimate - reach, upper: estimate + reach };
      return agreeing(both, alternative, { rejected: p.pValue < level, estimate });
    },
    relativeInterval: (level) => {
      const both = fiellerInterval(arms.control, arms.treatment, critical(level), arms.covariance);
      if (both === null) return null;
      // Dividing by a negative control mean turns effects and alternative round.
      const turned = arms.control.estimate < 0;
      return agreeing(both, turned ? opposite(alternative) : alternative, {
        rejected: p.pValue < level,
        estimate: turned ? -estimate : estimate,
      });
    },
  };
}

/**
 * The relative differences r for which treatment − (1 + r) control is within `critical` standard
 * errors of 0; `null` where the control's mean is itself within `critical` standard errors of 0,
 * since they are then no interval.
 *
 * @param covariance of the two estimates' errors.
 * @see Fieller (1954), Journal of the Royal Statistical Society B 16, 175–185.
 * @example
 * const control = { estimate: 10, variance: 0.25 };
 * const treatment = { estimate: 11, variance: 0.36 };
 * fiellerInterval(control, treatment, 1.959964); // => { lower: -0.0500, upper: 0.2713 }
 */
export function fiellerInterval(
  control: PointEstimate,
  treatment: PointEstimate,
  critical: number,
  covariance = 0,
): { lower: number; upper: number } | null {
  if (!(control.estimate ** 2 - critical ** 2 * control.variance > 0)) return null;
  // It is of quotients alone: in a unit of the control's size no product is beyond what a number can be.
  const unit = powerOfTwoBelow(Math.abs(control.estimate));
  const inUnits = ({ estimate, variance }: PointEstimate): PointEstimate => ({
    estimate: estimate / unit,
    variance: variance / unit / unit,
  });
  return fiellerRoots(inUnits(control), inUnits(treatment), critical, covariance / unit / unit);
}

/** The largest power of 2 up to a number, or the one beside it: to divide by it rounds nothing. */
function powerOfTwoBelow(x: number): number {
  return 2 ** Math.floor(Math.log2(x));
}

function fiellerRoots(
  control: PointEstimate,
  treatment: PointEstimate,
  critical: number,
  covariance: number,
): { lower: number; upper: number } {
  const t2 = critical ** 2;
  const a = control.estimate ** 2 - t2 * control.variance;
  // a r² − 2 b r + c = 0, with the discriminant and c written so that nothing cancels.
  const difference = treatment.estimate - control.estimate;
  const b = difference * control.estimate + t2 * (control.variance - covariance);
  const reach = critical * Math.sqrt(differenceVariance({ control, treatment, covariance }));
  const c = (difference - reach) * (difference + reach);
  const discriminant =
    control.estimate ** 2 * treatment.variance +
    treatment.estimate ** 2 * control.variance -
    2 * control.estimate * treatment.estimate * covariance -
    t2 * (control.variance * treatment.variance - covariance ** 2);
  const root = Math.abs(critical) * Math.sqrt(Math.max(0, discriminant));
  const far = b >= 0 ? b + root : b - root;
  const roots: [number, number] = far === 0 ? [0, 0] : [far / a, c / far];
  // A critical value below 0, of a one-sided level above ½, swaps the ends as it does for the effect.
  const ordered = { lower: Math.min(...roots), upper: Math.max(...roots) };
  return critical < 0 ? { lower: ordered.upper, upper: ordered.lower } : ordered;
}
