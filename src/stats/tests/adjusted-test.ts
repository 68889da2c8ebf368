import type { Alternative } from '../alternative.js';
import { studentReference } from '../distributions/reference-distribution.js';
import type { Moments } from '../moments.js';
import { adjustedMoments, covariateAdjustment } from './covariate.js';
import { differenceTest } from './means-test.js';
import { type EstimatedArms, welchFreedom } from './point-estimate.js';
import type { EffectiveUnits } from './ratio-test.js';
import type { TwoSampleTest, Untestable } from './two-sample-test.js';

/** What an adjusted difference is judged by: a variance for each arm, one for both, or a ratio's. */
export type AdjustedBy = 'welch' | 'student' | 'delta';

/** Two adjusted means with their error variances, and the degrees of freedom of their difference. */
export interface AdjustedArms extends EstimatedArms {
  df: number;
}

/**
 * The test that two arms have the same mean, adjusted for a covariate as covariateAdjustment does it:
 * analysis of covariance, by 'student' with one variance, where it is R's lm(metric ~ arm + covariate)
 * to the last digit, else with a variance for each arm, as Welch's test is to Student's.
 *
 * @param control moments of (metric, covariate) per unit, like `treatment`; of a ratio, linearizedRatio.
 * @param units of a ratio, the effective ones; see deltaTest.
 * @see Fisher (1932), Statistical Methods for Research Workers, 4th ed., §49.1; adjustedArms.
 */
export function adjustedTest(
  control: Moments,
  treatment: Moments,
  by: AdjustedBy,
  alternative: Alternative,
  units: EffectiveUnits = { control: control.n, treatment: treatment.n },
): TwoSampleTest | Untestable {
  const arms = adjustedArms(control, treatment, by, units);
  if (typeof arms === 'string') return arms;
  return differenceTest(by, arms, studentReference(arms.df), alternative);
}

/**
 * The adjusted means that adjustedTest compares.
 *
 * To estimate theta takes one degree of freedom, from each arm as much as it has of the covariate's
 * variation; and theta's own error times the difference of the covariate's means adds to the error of
 * the effect, shared out so that with the covariance of the two means, never above 0, the variance of
 * the difference is exact; of another linear combination, as Fieller takes them, it is never too small.
 *
 * @returns 'TOO_FEW_UNITS' where nothing is left to estimate a variance from.
 * @see Cochran (1957), Analysis of covariance, Biometrics 13, 261–281, §2.2; Satterthwaite (1946),
 * Biometrics Bulletin 2, 110–114.
 * Error: 1e-11 relative in the p-value of 'student', against R's lm.
 */
export function adjustedArms(
  control: Moments,
  treatment: Moments,
  by: AdjustedBy,
  units: EffectiveUnits = { control: control.n, treatment: treatment.n },
): AdjustedArms | Untestable {
  const adjustment = covariateAdjustment([control, treatment]);
  const [a, b] = [control, treatment].map((arm) => adjustedMoments(arm, adjustment));
  const covariate = control.comoment[2]! + treatment.comoment[2]!;
  const shareOf = (arm: Moments) => (covariate === 0 ? 0 : arm.comoment[2]! / covariate);
  const parts = {
    control: { left: a!, units: units.control, share: shareOf(control) },
    treatment: { left: b!, units: units.treatment, share: shareOf(treatment) },
  };
  const both = by === 'student' ? pooledVariances(parts) : ownVariances(parts);
  const few = Math.min(control.n, treatment.n) < 2;
  if (few || !(Math.min(both.control.df, both.treatment.df) > 0)) return 'TOO_FEW_UNITS';
  const away = covariate === 0 ? 0 : covariateDifference(control, treatment) ** 2 / covariate;
  return assembled(parts, both, away, by);
}

/** What an arm keeps after adjustment, its effective units, and its share of the covariate's variation. */
interface Part {
  left: Moments;
  units: number;
  share: number;
}

interface BothArms<T> {
  control: T;
  treatment: T;
}

/** The variance of a unit about its arm's line, with its degrees of freedom. */
interface UnitVariance {
  variance: number;
  df: number;
}

function ownVariances({ control, treatment }: BothArms<Part>): BothArms<UnitVariance> {
  const own = ({ left, units, share }: Part) => {
    // Of a mean the first factor is 1; a ratio's is that of deltaTest.
    const leftOut = ((1 - 1 / left.n) / (1 - 1 / units)) ** 2 * ((units - 1) / (left.n - 1));
    const df = units - 1 - share;
    return { variance: (left.comoment[0]! / df) * leftOut, df };
  };
  return { control: own(control), treatment: own(treatment) };
}

function pooledVariances({ control, treatment }: BothArms<Part>): BothArms<UnitVariance> {
  const shares = control.share + treatment.share;
  const df = control.left.n + treatment.left.n - 2 - shares;
  const variance = (control.left.comoment[0]! + treatment.left.comoment[0]!) / df;
  return { control: { variance, df }, treatment: { variance, df } };
}

function covariateDifference(control: Moments, treatment: Moments): number {
  return treatment.mean[1]! - control.mean[1]! + (treatment.residual[1]! - control.residual[1]!);
}

/** @param away the squared difference of the covariate's means ÷ its variation within arms. */
function assembled(
  { control, treatment }: BothArms<Part>,
  of: BothArms<UnitVariance>,
  away: number,
  by: AdjustedBy,
): AdjustedArms | Untestable {
  const slope = {
    control: of.control.variance * control.share * away,
    treatment: of.treatment.variance * treatment.share * away,
  };
  const own = {
    control: of.control.variance / control.left.n,
    treatment: of.treatment.variance / treatment.left.n,
  };
  const [n, m] = [control.left.n, treatment.left.n];
  const imbalance = slope.control + slope.treatment;
  const arms = {
    control: { estimate: control.left.mean[0]!, variance: own.control + (imbalance * m) / (n + m) },
    treatment: {
      estimate: treatment.left.mean[0]!,
      variance: own.treatment + (imbalance * n) / (n + m),
    },
  };
  const spread = arms.control.variance + arms.treatment.variance;
  if (spread === 0) return 'ZERO_VARIANCE';
  const difference = arms.treatment.estimate - arms.control.estimate;
  if (!Number.isFinite(difference ** 2 / spread)) return 'NUMBERS_TOO_LARGE';
  const df = welchFreedom(
    { error: own.control + slope.control, df: of.control.df },
    { error: own.treatment + slope.treatment, df: of.treatment.df },
  );
  return { ...arms, df: by === 'student' ? of.control.df : df };
}
