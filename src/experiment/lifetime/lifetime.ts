import type { ChiSquareTest } from '../../stats/distributions/chi-square.js';
import { normalQuantile } from '../../stats/distributions/normal.js';
import { sampleRatioTest } from '../../stats/tests/sample-ratio.js';
import type { TwoSampleTest } from '../../stats/tests/two-sample-test.js';
import { type ArmMean, armDifference, armMeans, type Predicted } from './arm-means.js';
import { type Calibration, calibration } from './calibration.js';
import { type Ahead, type Predictions, predictionsOf } from './predictions.js';
import { type KnownCustomer, knownAt, type Purchase } from './purchases.js';
import { type NoModel, type ValueModel, valueModel } from './value-model.js';

/** A customer of whom something is predicted. */
export interface Customer {
  name: string;
  variant: string | null;
  /** `null` where only sums are known: then `known` is. */
  purchases: readonly Purchase[] | null;
  /** At the end of the observation; `null` of who never bought. */
  known: KnownCustomer | null;
}

/** What is asked of customers; days since 1970-01-01, other times in the model's unit. */
export interface LifetimeQuestion {
  ahead: Ahead;
  hasAmounts: boolean;
  alpha: number;
  /** The first is the control; empty: nothing is compared. */
  variants: readonly string[];
  /** By variant, in the same order. */
  allocation: readonly number[];
  /** `null` where only sums are known. */
  dated: {
    /** Days of the model's unit of time. */
    unit: number;
    end: number;
    /** The last day that the model may know; `null`: the end. */
    fitUntil: number | null;
    /** Where the data are parted to hold the model against the second part; `null`: not at all. */
    calibrateAt: number | null;
  } | null;
}

/** A mean with its interval at 1 − alpha. */
export interface MeanPredicted {
  mean: number;
  standardError: number;
  lower: number;
  upper: number;
}

/** What is predicted of the customers of a variant. */
export interface ArmPredicted {
  variant: string;
  customers: number;
  neverBought: number;
  purchases: MeanPredicted;
  value: MeanPredicted | null;
}

/** How a treatment compares with the control. */
export interface PredictedDifference {
  treatment: string;
  measure: Predicted;
  control: number;
  mean: number;
  test: TwoSampleTest;
  /** Of its intervals: alpha is shared evenly by the treatments (Bonferroni). */
  level: number;
}

export interface LifetimeAnalysis {
  model: ValueModel;
  /** Of how often and how much customers with repeat purchases buy; `null` where it cannot be had. */
  correlation: number | null;
  predictions: Predictions;
  everyone: { purchases: MeanPredicted; value: MeanPredicted | null; customers: number };
  byRepeats: {
    repeats: number;
    customers: number;
    alive: number;
    purchases: number;
    value: number | null;
  }[];
  arms: ArmPredicted[];
  differences: PredictedDifference[];
  sampleRatio: ChiSquareTest | null;
  /** `null` where it was not asked for, or only sums are known. */
  calibration: Calibration | NoModel | null;
}

/**
 * What customers are expected to buy, by one model that does not know their variant, and how the variants compare.
 *
 * Who is in no variant takes part in the model alone. Comparisons are of all who were assigned; who never bought
 * counts with 0.
 */
export function lifetimeAnalysis(
  customers: readonly Customer[],
  question: LifetimeQuestion,
): LifetimeAnalysis | NoModel {
  const { ahead, hasAmounts, variants, dated, alpha } = question;
  const known = customers.map((one) => one.known);
  const fittedOn = fitted(customers, question);
  const model = valueModel(fittedOn, hasAmounts);
  if ('code' in model) return model;
  const predictions = predictionsOf(model, known, ahead);
  const bought = known.flatMap((one, i) => (one === null ? [] : i));
  const members = variants.map((variant) =>
    customers.flatMap((one, i) => (one.variant === variant ? i : [])),
  );
  const measured = { model, fittedOn, customers: known, ahead, predictions };
  const measures: Predicted[] = hasAmounts ? ['value', 'purchases'] : ['purchases'];
  const byMeasure = armMeans(measured, [bought, ...members], measures);
  const means = new Map(measures.map((what, k) => [what, byMeasure[k]!]));
  const at = (what: Predicted, arm: number) => {
    const mean = means.get(what)?.[arm];
    return mean === undefined ? null : withInterval(mean, alpha);
  };
  return {
    model,
    correlation: hasAmounts ? correlationOf(known) : null,
    predictions,
    everyone: { purchases: at('purchases', 0)!, value: at('value', 0), customers: bought.length },
    byRepeats: byRepeats(known, predictions, hasAmounts),
    arms: variants.map((variant, j) => ({
      variant,
      customers: members[j]!.length,
      neverBought: members[j]!.filter((i) => known[i] === null).length,
      purchases: at('purchases', j + 1)!,
      value: at('value', j + 1),
    })),
    differences: measures.flatMap((measure) =>
      differencesOf(measure, means.get(measure)!.slice(1), variants, alpha),
    ),
    sampleRatio:
      variants.length < 2
        ? null
        : sampleRatioTest(
            members.map(({ length }) => length),
            question.allocation,
          ),
    calibration: calibrated(customers, members, dated, hasAmounts),
  };
}

/** The customers as the model may know them: at the end, or before. */
function fitted(
  customers: readonly Customer[],
  { dated }: LifetimeQuestion,
): (KnownCustomer | null)[] {
  const until = dated?.fitUntil ?? null;
  if (dated === null || until === null) return customers.map(({ known }) => known);
  return customers.map(({ purchases }) => knownAt(purchases!, until, dated.unit));
}

function calibrated(
  customers: readonly Customer[],
  members: readonly (readonly number[])[],
  dated: LifetimeQuestion['dated'],
  hasAmounts: boolean,
): Calibration | NoModel | null {
  if (dated === null || dated.calibrateAt === null) return null;
  const purchases = customers.map((one) => one.purchases!);
  const { end, unit, calibrateAt: until } = dated;
  return calibration(purchases, members, { until, end, unit, hasAmounts });
}

function withInterval({ mean, standardError }: ArmMean, alpha: number): MeanPredicted {
  const reach = normalQuantile(alpha / 2, 'upper') * standardError;
  return { mean, standardError, lower: mean - reach, upper: mean + reach };
}

function differencesOf(
  measure: Predicted,
  [control, ...treatments]: readonly ArmMean[],
  variants: readonly string[],
  alpha: number,
): PredictedDifference[] {
  return treatments.map((treatment, j) => ({
    treatment: variants[j + 1]!,
    measure,
    control: control!.mean,
    mean: treatment.mean,
    test: armDifference(control!, treatment),
    level: alpha / treatments.length,
  }));
}

/** Of repeat purchases and what they are worth, which the model takes to have nothing to do with one another. */
function correlationOf(known: readonly (KnownCustomer | null)[]): number | null {
  const pairs = known.flatMap((one) =>
    one === null || one.mean === null ? [] : [[one.history.repeats, one.mean] as const],
  );
  const mean = (k: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
  const centre = [mean(0), mean(1)] as const;
  const product = (j: 0 | 1, k: 0 | 1) =>
    pairs.reduce((sum, pair) => sum + (pair[j] - centre[j]) * (pair[k] - centre[k]), 0);
  const size = Math.sqrt(product(0, 0) * product(1, 1));
  return size > 0 ? product(0, 1) / size : null;
}

/** As many repeat purchases and more are one row. */
const MOST_REPEATS = 7;

function byRepeats(
  known: readonly (KnownCustomer | null)[],
  { alive, purchases, value }: Predictions,
  hasAmounts: boolean,
): LifetimeAnalysis['byRepeats'] {
  const rows = Array.from({ length: MOST_REPEATS + 1 }, () => ({ n: 0, sums: [0, 0, 0] }));
  for (const [i, one] of known.entries()) {
    if (one === null) continue;
    const row = rows[Math.min(one.history.repeats, MOST_REPEATS)]!;
    row.n += 1;
    row.sums = row.sums.map((sum, k) => sum + [alive, purchases, value][k]![i]!);
  }
  return rows.flatMap(({ n, sums }, repeats) => {
    const [a, b, c] = sums.map((sum) => sum / n) as [number, number, number];
    const row = { repeats, customers: n, alive: a, purchases: b, value: hasAmounts ? c : null };
    return n === 0 ? [] : [row];
  });
}
