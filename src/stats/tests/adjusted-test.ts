import type { Alternative } from '../alternative.js';
import { studentReference } from '../distributions/reference-distribution.js';
import type { Moments } from '../moments.js';
import type { AdjustedArms } from './adjusted-arms.js';
import { differenceTest } from './means-test.js';
import { ownSlopes } from './own-slopes.js';
import { differenceVariance } from './point-estimate.js';
import { type EffectiveUnits, linearizedEstimate } from './ratio-test.js';
import { sharedSlopes } from './shared-slopes.js';
import type { TwoSampleTest, Untestable } from './two-sample-test.js';

/** What an adjusted difference is judged by: slopes and a variance for each arm, one for both, or a ratio's. */
export type AdjustedBy = 'welch' | 'student' | 'delta';

/**
 * The test that two arms have the same mean, adjusted for covariates together: with slopes and a variance
 * for each arm, as Welch's test has a variance for each, or by 'student' with one of each for both.
 *
 * @param control moments of (metric, column …) per unit, like `treatment`; of a ratio, linearizedRatio. A
 * covariate that some units lack is two columns, as covariateColumns makes them.
 * @param units of a ratio, the effective ones; see deltaTest.
 * @see Lin (2013), Annals of Applied Statistics 7, 295–318, for slopes of each arm; Fisher (1932), Statistical Methods
 * for Research Workers, 4th ed., §49.1, and Cochran (1957), Biometrics 13, 261–281, §2.2, for shared ones.
 * Error: 1e-9 relative in the p-value, against R's lm (test/reference/covariates.R).
 * @example
 * // Spend of a unit, and before the test: with one slope and one variance, as lm(spend ~ arm + before) of R has it.
 * const control = emptyMoments(2);
 * const treatment = emptyMoments(2);
 * for (const unit of [[10, 8], [14, 13], [9, 7], [12, 12], [15, 11]]) addUnit(control, unit);
 * for (const unit of [[13, 9], [16, 12], [12, 8], [18, 14], [14, 12]]) addUnit(treatment, unit);
 * const test = adjustedTest(control, treatment, 'student', 'two-sided');
 * if (typeof test === 'string') throw new Error(test);
 * [test.statistic, test.df, test.pValue]; // => [ 2.3588, 7, 0.0504 ]
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
  const reason = untestableArms(arms);
  return reason ?? differenceTest(by, arms, studentReference(arms.df), alternative);
}

/**
 * The adjusted means that adjustedTest compares: with the slopes that both arms share, or with each arm's own
 * where these clearly pay.
 *
 * Own slopes need never be worse where there are many units, and halve the variance and more where arms are unequal
 * and slopes differ; but an arm's own slope follows its large values, so that with skewed amounts at 50 : 450 units
 * a true null is rejected in 11 % by own slopes, in 6 % by shared ones (bench/few-units.mjs). So they are taken once
 * they take off more than PAYS ÷ √n of the variance, n being the units of the smaller arm. Whichever slopes are taken
 * off, the effect stays unbiased, and what the choice gives away vanishes as units come in.
 *
 * @returns 'TOO_FEW_UNITS' below two units in an arm.
 * @see Lin (2013), Annals of Applied Statistics 7, 295–318, §4 and its table 1 on a pooled slope's loss; Freedman
 * (2008), On regression adjustments in experiments with several treatments, Annals of Applied Statistics 2, 176–196.
 * @example
 * // Spend of a unit, and before the test.
 * const control = emptyMoments(2);
 * const treatment = emptyMoments(2);
 * for (const unit of [[10, 8], [14, 13], [9, 7], [12, 12], [15, 11]]) addUnit(control, unit);
 * for (const unit of [[13, 9], [16, 12], [12, 8], [18, 14], [14, 12]]) addUnit(treatment, unit);
 * const arms = adjustedArms(control, treatment, 'student');
 * if (typeof arms === 'string') throw new Error(arms);
 * // The means of both where the means before the test are the same.
 * [arms.control.estimate, arms.treatment.estimate, arms.thetas[0]]; // => [ 12.3465, 14.2535, 0.8661 ]
 */
export function adjustedArms(
  control: Moments,
  treatment: Moments,
  by: AdjustedBy,
  units: EffectiveUnits = { control: control.n, treatment: treatment.n },
): AdjustedArms | Untestable {
  const fewest = Math.min(control.n, treatment.n);
  if (!(fewest >= 2)) return 'TOO_FEW_UNITS';
  const shared = sharedSlopes(control, treatment, units, by === 'student');
  const least = PAYS / Math.sqrt(fewest);
  if (by === 'student' || least >= 1) return shared;
  const own = ownSlopes(control, treatment, units);
  const sameColumns = own.leftOut.every((why, i) => why === shared.leftOut[i]);
  const pays = differenceVariance(own) < (1 - least) * differenceVariance(shared);
  return sameColumns && own.df > 0 && pays ? own : shared;
}

/** By simulation of skewed amounts (bench/few-units.mjs): with less, slopes are chosen that chance has made. */
const PAYS = 8;

/** Why adjusted means cannot be compared; `null` where they can. */
export function untestableArms(arms: AdjustedArms): Untestable | null {
  const spread = differenceVariance(arms);
  if (!(arms.df > 0)) return 'TOO_FEW_UNITS';
  if (spread === 0) return 'ZERO_VARIANCE';
  const difference = arms.treatment.estimate - arms.control.estimate;
  const held = Number.isFinite(spread) && Number.isFinite(difference ** 2 / spread);
  return held ? null : 'NUMBERS_TOO_LARGE';
}

/**
 * The share of the effect's variance that the covariates explain, at most 1: 0.2 means that the same precision
 * needs 20 % fewer units. What the slopes err by, as far as chance left the arms apart, is in the test alone.
 * Below 0 where the covariates explain less than they cost; 0 where there was no variance, or none can be told.
 *
 * @param control moments as adjustedArms has them, like `treatment`, and the same units.
 * @see Deng, Xu, Kohavi & Walker (2013), Improving the sensitivity of online controlled experiments by utilizing
 * pre-experiment data, WSDM, 123–132.
 * @example
 * const control = emptyMoments(2);
 * const treatment = emptyMoments(2);
 * for (const unit of [[10, 8], [14, 13], [9, 7], [12, 12], [15, 11]]) addUnit(control, unit);
 * for (const unit of [[13, 9], [16, 12], [12, 8], [18, 14], [14, 12]]) addUnit(treatment, unit);
 * const arms = adjustedArms(control, treatment, 'student');
 * if (typeof arms === 'string') throw new Error(arms);
 * varianceReduction(control, treatment, arms); // => 0.7424
 */
export function varianceReduction(
  control: Moments,
  treatment: Moments,
  arms: AdjustedArms,
  units: EffectiveUnits = { control: control.n, treatment: treatment.n },
): number {
  const plain = {
    control: linearizedEstimate(control, units.control),
    treatment: linearizedEstimate(treatment, units.treatment),
  };
  const reduction = 1 - arms.balanced / differenceVariance(plain);
  return Number.isFinite(reduction) && arms.df > 0 ? reduction : 0;
}
