import { studentReference } from '../../stats/distributions/reference-distribution.js';
import { bilinear, dot } from '../../stats/numeric/linear-forms.js';
import { type IndexModel, indexOf, indexSlopes } from '../../stats/surrogate/index-model.js';
import { differenceTest } from '../../stats/tests/means-test.js';
import { welchFreedom } from '../../stats/tests/point-estimate.js';
import type { TwoSampleTest } from '../../stats/tests/two-sample-test.js';

/** The index of the units of one variant. */
export interface IndexedArm {
  variant: string;
  units: number;
  mean: number;
  /** Of the mean, were the model known. */
  ownVariance: number;
  /** How the mean changes with each weight of the model. */
  slopes: number[];
  /** Of each measurement. */
  means: number[];
}

/** How a treatment's index compares with the control's. */
export interface IndexDifference {
  treatment: IndexedArm;
  control: IndexedArm;
  test: TwoSampleTest;
  /** Of its intervals. */
  level: number;
  /** Of the variance of the difference, what the noise of the model is. */
  modelShare: number;
  /** Were the model known. */
  knownModelError: number;
  error: number;
}

/** The index of these units; there are two or more. */
export function indexedArm(
  variant: string,
  rows: readonly (readonly number[])[],
  model: IndexModel,
): IndexedArm {
  const units = rows.length;
  const values = rows.map((row) => indexOf(model, row));
  const mean = values.reduce((sum, value) => sum + value, 0) / units;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const slopes = model.weights.map(() => 0);
  const means = model.scales.map(() => 0);
  for (const row of rows) {
    for (const [j, slope] of indexSlopes(model, row).entries()) slopes[j]! += slope / units;
    for (const [j, x] of row.entries()) means[j]! += x / units;
  }
  return { variant, units, mean, ownVariance: square / (units - 1) / units, slopes, means };
}

/**
 * The test that a treatment has the same mean index as the control, the noise of the model in it: the weights err in
 * both arms alike, so that of them only what the arms differ in counts.
 *
 * The variance is that of two independent samples, history and experiment, by the delta method:
 * own variances + (slopes T − slopes C)ᵀ covariance of weights (slopes T − slopes C). It is rather too large, by the
 * product of the two noises, which both parts hold.
 *
 * @see Athey, Chetty, Imbens & Kang (2019), NBER working paper 26463, §4; Newey & McFadden (1994), §6.1.
 */
export function indexDifference(
  control: IndexedArm,
  treatment: IndexedArm,
  model: IndexModel,
  level: number,
): IndexDifference {
  const shared = (a: IndexedArm, b: IndexedArm) => bilinear(a.slopes, model.covariance, b.slopes);
  const estimate = (arm: IndexedArm) => ({
    estimate: arm.mean,
    variance: arm.ownVariance + shared(arm, arm),
  });
  const covariance = shared(control, treatment);
  const df = welchFreedom(
    { error: control.ownVariance, df: control.units - 1 },
    { error: treatment.ownVariance, df: treatment.units - 1 },
  );
  const arms = { control: estimate(control), treatment: estimate(treatment), covariance };
  const test = differenceTest('surrogate-index', arms, studentReference(df), 'two-sided');
  const own = control.ownVariance + treatment.ownVariance;
  const apart = treatment.slopes.map((slope, j) => slope - control.slopes[j]!);
  const noise = bilinear(apart, model.covariance, apart);
  return {
    treatment,
    control,
    test,
    level,
    modelShare: noise / (own + noise),
    knownModelError: Math.sqrt(own),
    error: Math.sqrt(own + noise),
  };
}

/** What each measurement adds to the difference of a linear index. */
export function contributions(
  { weights, scales }: IndexModel,
  { treatment, control }: IndexDifference,
): number[] {
  return scales.map(
    (scale, j) => (weights[j + 1]! / scale) * (treatment.means[j]! - control.means[j]!),
  );
}

/** How far a measurement of the experiment lies from that of the history, in its standard deviations. */
export function shiftOf({ centres, scales }: IndexModel, arms: readonly IndexedArm[]): number[] {
  const units = arms.reduce((sum, arm) => sum + arm.units, 0);
  return centres.map((centre, j) => {
    const mean = dot(
      arms.map((arm) => arm.means[j]!),
      arms.map((arm) => arm.units / units),
    );
    return (mean - centre) / scales[j]!;
  });
}
