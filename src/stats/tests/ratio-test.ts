import type { Alternative } from '../alternative.js';
import { combinedMoments } from '../combined-moments.js';
import { studentReference } from '../distributions/reference-distribution.js';
import type { Moments } from '../moments.js';
import { differenceTest } from './means-test.js';
import { estimatedMean } from './point-estimate.js';
import type { TwoSampleTest, Untestable } from './two-sample-test.js';

/**
 * The test that two arms have the same ratio of means, numerator ÷ denominator, by the delta method:
 * a z-test of the difference, with Fieller's interval for the relative effect.
 *
 * @param control moments of two measurements per unit, 0 the numerator and 1 the denominator, like
 * `treatment`; units are independent, their two measurements need not be.
 * @see Deng, Knoblich & Lu (2018), Applying the delta method in metric analytics, KDD, eq. (2).
 * Error: 2e-12 relative in the statistic, against R.
 */
export function ratioTest(
  control: Moments,
  treatment: Moments,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  if (control.n < 2 || treatment.n < 2) return 'TOO_FEW_UNITS';
  if (control.mean[1] === 0 || treatment.mean[1] === 0) return 'ZERO_DENOMINATOR';
  return deltaTest(linearizedRatio(control), linearizedRatio(treatment), alternative);
}

/**
 * The moments of the ratio of measurements 0 and 1 written as a mean of one number per unit,
 * R + (numerator − R · denominator) ÷ mean denominator: its mean is the ratio R, its variance ÷ n the
 * delta method's variance of R. Further measurements follow unchanged, so that a covariate can be
 * used as with a mean.
 *
 * @param moments with a mean denominator other than 0; the variance is NaN below two units.
 * @see Deng, Knoblich & Lu (2018), section 3; Budylin et al. (2018), Consistent transformation of
 * ratio metrics, WSDM.
 */
export function linearizedRatio(moments: Moments): Moments {
  const [numerator, denominator] = [moments.mean[0]!, moments.mean[1]!];
  const ratio = numerator / denominator;
  const unit = moments.mean.map(() => 0);
  const rows = moments.mean
    .slice(1)
    .map((_, r) =>
      r === 0 ? unit.with(0, 1 / denominator).with(1, -ratio / denominator) : unit.with(r + 1, 1),
    );
  const linear = combinedMoments(moments, rows);
  return { ...linear, mean: linear.mean.with(0, ratio), residual: linear.residual.with(0, 0) };
}

/**
 * The z-test that two arms have the same mean of a linearized ratio, with or without a covariate's
 * adjustment; see ratioTest.
 */
export function deltaTest(
  control: Moments,
  treatment: Moments,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  if (control.n < 2 || treatment.n < 2) return 'TOO_FEW_UNITS';
  const [a, b] = [estimatedMean(control), estimatedMean(treatment)];
  const spread = a.variance + b.variance;
  if (spread === 0) return 'ZERO_VARIANCE';
  if (!Number.isFinite((b.estimate - a.estimate) ** 2 / spread)) return 'NUMBERS_TOO_LARGE';
  const arms = { control: a, treatment: b };
  return differenceTest('delta', arms, studentReference(null), alternative);
}
