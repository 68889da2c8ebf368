import { normalTails } from '../../stats/distributions/normal.js';
import { dot } from '../../stats/numeric/linear-forms.js';
import type { Predicted } from './arm-means.js';
import { type Ahead, type Predictions, predictionsOf, slopesOf } from './predictions.js';
import { knownAt, type Purchase } from './purchases.js';
import {
  covarianceOf,
  type NoModel,
  scoresOf,
  type ValueModel,
  valueModel,
} from './value-model.js';

/** What was predicted of some customers for the second part of the data, and what came. */
export interface Foretold {
  customers: number;
  predicted: number;
  observed: number;
  /** Of observed − predicted, were the model right. */
  standardError: number;
  /** Two-sided, that the model is right of their sum. */
  pValue: number;
}

/** The model, fitted to the first part of the data alone, held against the second. */
export interface Calibration {
  /** The last day that the model knows, and the last that it is held against. */
  until: number;
  end: number;
  model: ValueModel;
  purchases: Foretold;
  /** `null` without amounts. */
  value: Foretold | null;
  /** Purchases by how many repeat purchases were known, the last of them and more. */
  byRepeats: { repeats: number; customers: number; predicted: number; observed: number }[];
  /** By arm, in their order. */
  byArm: { purchases: Foretold; value: Foretold | null }[];
}

/** As many repeat purchases and more are one row. */
const MOST_REPEATS = 7;

/**
 * Fits the model to what was known at a day and holds it against what came until the end.
 *
 * @param arms by arm, which customers are in it.
 */
export function calibration(
  customers: readonly (readonly Purchase[])[],
  arms: readonly (readonly number[])[],
  {
    until,
    end,
    unit,
    hasAmounts,
  }: { until: number; end: number; unit: number; hasAmounts: boolean },
): Calibration | NoModel {
  const known = customers.map((purchases) => knownAt(purchases, until, unit));
  const model = valueModel(known, hasAmounts);
  if ('code' in model) return model;
  const ahead: Ahead = { horizon: (end - until) / unit, discount: 0 };
  const predictions = predictionsOf(model, known, ahead);
  const came = customers.map((purchases) =>
    purchases.filter(({ day }) => day > until && day <= end),
  );
  const counts = came.map((later) => later.length);
  const sums = came.map((later) => later.reduce((sum, { amount }) => sum + amount, 0));
  const everyone = known.flatMap((one, i) => (one === null ? [] : i));
  const groups = [everyone, ...arms.map((arm) => arm.filter((i) => known[i] !== null))];
  const measures: Predicted[] = hasAmounts ? ['purchases', 'value'] : ['purchases'];
  const sumsOf = (made: Predictions) =>
    measures.flatMap((what) => groups.map((group) => sumOver(group, made[what])));
  const slopes = slopesOf(model, known, ahead, predictions, sumsOf);
  const covariance = covarianceOf(model);
  const scores = known.map((one) => scoresOf(model, one));
  const held = (what: Predicted, observed: readonly number[]) =>
    groups.map((group, j) => {
      const at = measures.indexOf(what) * groups.length + j;
      const moved = covariance.map((row) =>
        dot(
          row,
          slopes.map((slope) => slope[at]!),
        ),
      );
      const drift = (i: number) => dot(moved, scores[i]!);
      return foretold(group, everyone, predictions[what], observed, drift);
    });
  const [purchases, ...purchasesByArm] = held('purchases', counts);
  const [value = null, ...valueByArm] = hasAmounts ? held('value', sums) : [];
  const byArm = purchasesByArm.map((one, j) => ({ purchases: one, value: valueByArm[j] ?? null }));
  const repeats = known.map((one) => one?.history.repeats ?? null);
  const byRepeats = table(repeats, predictions.purchases, counts);
  return { until, end, model, purchases: purchases!, value, byRepeats, byArm };
}

function sumOver(group: readonly number[], values: ArrayLike<number>): number {
  return group.reduce((sum, i) => sum + values[i]!, 0);
}

/** Each customer's part of the error is what came less what was predicted, less how it moves the prediction. */
function foretold(
  group: readonly number[],
  everyone: readonly number[],
  predicted: ArrayLike<number>,
  observed: readonly number[],
  drift: (i: number) => number,
): Foretold {
  const inGroup = new Set(group);
  let variance = 0;
  for (const i of everyone) {
    const own = inGroup.has(i) ? observed[i]! - predicted[i]! : 0;
    variance += (own - drift(i)) ** 2;
  }
  const sums = { predicted: sumOver(group, predicted), observed: sumOver(group, observed) };
  const standardError = Math.sqrt(variance);
  const z = Math.abs(sums.observed - sums.predicted) / standardError;
  const pValue = standardError > 0 ? 2 * normalTails(z).upper : 1;
  return { customers: group.length, ...sums, standardError, pValue };
}

function table(
  repeats: readonly (number | null)[],
  predicted: ArrayLike<number>,
  observed: readonly number[],
): Calibration['byRepeats'] {
  return Array.from({ length: MOST_REPEATS + 1 }, (_, row) => {
    const group = repeats.flatMap((x, i) =>
      x !== null && Math.min(x, MOST_REPEATS) === row ? i : [],
    );
    return {
      repeats: row,
      customers: group.length,
      predicted: sumOver(group, predicted) / group.length,
      observed: sumOver(group, observed) / group.length,
    };
  }).filter(({ customers }) => customers > 0);
}
