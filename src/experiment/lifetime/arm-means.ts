import { studentReference } from '../../stats/distributions/reference-distribution.js';
import { dot } from '../../stats/numeric/linear-forms.js';
import { differenceTest } from '../../stats/tests/means-test.js';
import { welchFreedom } from '../../stats/tests/point-estimate.js';
import type { TwoSampleTest } from '../../stats/tests/two-sample-test.js';
import { type Ahead, type Predictions, slopesOf } from './predictions.js';
import type { KnownCustomer } from './purchases.js';
import { covarianceOf, scoresOf, type ValueModel } from './value-model.js';

/** A figure that is predicted of each customer. */
export type Predicted = 'purchases' | 'value';

/** The mean of a prediction over the customers of one arm. */
export interface ArmMean {
  customers: number;
  mean: number;
  /** Of the mean, the noise of the model's parameters among it. */
  standardError: number;
  /** What each customer adds to its error. */
  influence: Float64Array;
  /** Its variance were the model known, which the degrees of freedom are of. */
  knownModel: number;
}

/** What the means are taken of. */
export interface Measured {
  model: ValueModel;
  /** As the model was fitted to them, in the order of the customers. */
  fittedOn: readonly (KnownCustomer | null)[];
  /** As they are predicted. */
  customers: readonly (KnownCustomer | null)[];
  ahead: Ahead;
  predictions: Predictions;
}

/**
 * The means of predictions over arms, with errors that hold the noise of the model too: each customer's part is
 * the distance of its own prediction from the mean, and how far it moves the parameters times how far these move
 * the mean. So means of arms that share a model err together.
 *
 * @param arms by arm, which customers are in it.
 * @returns by measure, those of each arm.
 * @see Newey & McFadden (1994), Handbook of Econometrics 4, §6.1 (two-step estimators); Huber (1967).
 */
export function armMeans(
  { model, fittedOn, customers, ahead, predictions }: Measured,
  arms: readonly (readonly number[])[],
  measures: readonly Predicted[],
): ArmMean[][] {
  const parts = measures.flatMap((what) => arms.map((arm) => ({ what, arm })));
  const meansOf = (made: Predictions) => parts.map(({ what, arm }) => meanOf(made[what], arm));
  const means = meansOf(predictions);
  const slopes = slopesOf(model, customers, ahead, predictions, meansOf);
  const covariance = covarianceOf(model);
  const moved = parts.map((_, j) =>
    covariance.map((row) =>
      dot(
        row,
        slopes.map((slope) => slope[j]!),
      ),
    ),
  );
  const influences = parts.map(() => new Float64Array(customers.length));
  for (const [i, customer] of fittedOn.entries()) {
    const scores = scoresOf(model, customer);
    if (scores === null) continue;
    for (const [j, influence] of influences.entries()) influence[i] = dot(moved[j]!, scores);
  }
  const all = parts.map(({ what, arm }, j) =>
    withOwn(arm, means[j]!, predictions[what], influences[j]!),
  );
  return measures.map((_, k) => all.slice(k * arms.length, (k + 1) * arms.length));
}

function meanOf(values: Float64Array, arm: readonly number[]): number {
  let sum = 0;
  for (const i of arm) sum += values[i]!;
  return sum / arm.length;
}

function withOwn(
  arm: readonly number[],
  mean: number,
  values: Float64Array,
  influence: Float64Array,
): ArmMean {
  const n = arm.length;
  // As a sample variance divides by n − 1.
  const size = Math.sqrt(n * (n - 1));
  let knownModel = 0;
  for (const i of arm) {
    const own = (values[i]! - mean) / size;
    influence[i]! += own;
    knownModel += own * own;
  }
  const standardError = Math.sqrt(productOf(influence, influence));
  return { customers: n, mean, standardError, influence, knownModel };
}

function productOf(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (const [i, value] of x.entries()) sum += value * y[i]!;
  return sum;
}

/** The test that two arms have the same mean prediction, by Student's t with Welch's degrees of freedom. */
export function armDifference(control: ArmMean, treatment: ArmMean): TwoSampleTest {
  const [a, b] = [control, treatment].map(({ mean, standardError }) => ({
    estimate: mean,
    variance: standardError ** 2,
  }));
  const df = welchFreedom(
    { error: control.knownModel, df: control.customers - 1 },
    { error: treatment.knownModel, df: treatment.customers - 1 },
  );
  const covariance = productOf(control.influence, treatment.influence);
  const arms = { control: a!, treatment: b!, covariance };
  return differenceTest('predicted', arms, studentReference(df), 'two-sided');
}
