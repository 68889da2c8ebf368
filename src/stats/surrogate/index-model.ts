import { bilinear, dot } from '../numeric/linear-forms.js';
import { newtonMaximum } from '../numeric/newton-maximum.js';
import { choleskyFactor, inverseOfPositive, solved } from '../numeric/positive-definite.js';

/** How an outcome is expected from measurements: as their weighted sum, or its chance by one. */
export const INDEX_FAMILIES = ['linear', 'logistic'] as const;

/** One of INDEX_FAMILIES. */
export type IndexFamily = (typeof INDEX_FAMILIES)[number];

/** A regression of an outcome on measurements, each brought to mean 0 and standard deviation 1. */
export interface IndexModel {
  family: IndexFamily;
  /** By measurement. */
  centres: number[];
  scales: number[];
  /** Of 1 and the measurements so brought. */
  weights: number[];
  /** Of the weights, right whatever the variance of the outcome (HC3). */
  covariance: number[][];
  units: number;
  /** The share of the outcome's variance that the index has; of chances, of its log-likelihood (McFadden). */
  explained: number;
}

/** Why there is no model: the place of a measurement that does not vary, or that others tell already; or no end. */
export type NoIndex =
  | { code: 'CONSTANT' | 'COLLINEAR'; column: number }
  | { code: 'TOO_FEW_UNITS'; units: number; least: number }
  | { code: 'OUTCOME_CONSTANT' | 'NOT_CONVERGED' };

/** Units for each weight, below which the noise of weights is itself hardly known; a choice of ours. */
const UNITS_PER_WEIGHT = 10;

/**
 * The regression of outcomes on measurements, by least squares or, of outcomes 0 and 1, as logistic.
 *
 * @param rows measurements by unit. @param outcomes in the same order.
 * @see White (1980), Econometrica 48, 817–838, and MacKinnon & White (1985) for the covariance (HC3).
 * Error: 1e-9 relative in weights and their covariance, against R (test/reference/surrogate.R).
 */
export function indexModel(
  rows: readonly (readonly number[])[],
  outcomes: readonly number[],
  family: IndexFamily,
): IndexModel | NoIndex {
  const [units, columns] = [rows.length, rows[0]?.length ?? 0];
  const least = UNITS_PER_WEIGHT * (columns + 1);
  if (units < least) return { code: 'TOO_FEW_UNITS', units, least };
  if (outcomes.every((y) => y === outcomes[0])) return { code: 'OUTCOME_CONSTANT' };
  const moments = Array.from({ length: columns }, (_, j) => momentsOf(rows, j));
  const constant = moments.findIndex(({ scale }) => !(scale > 0));
  if (constant >= 0) return { code: 'CONSTANT', column: constant };
  const [centres, scales] = [
    moments.map(({ centre }) => centre),
    moments.map(({ scale }) => scale),
  ];
  const brought = rows.map((row) => broughtTo(row, centres, scales));
  const collinear = firstCollinear(brought);
  if (collinear !== null) return { code: 'COLLINEAR', column: collinear - 1 };
  const weights =
    family === 'linear' ? leastSquares(brought, outcomes) : logistic(brought, outcomes);
  if (weights === null) return { code: 'NOT_CONVERGED' };
  const model = { family, centres, scales, weights, units };
  const { covariance, explained } = noiseOf(model, brought, outcomes);
  return { ...model, covariance, explained };
}

function momentsOf(rows: readonly (readonly number[])[], j: number) {
  const centre = rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length;
  const square = rows.reduce((sum, row) => sum + (row[j]! - centre) ** 2, 0) / (rows.length - 1);
  // Rounding of a column that does not vary is no variance.
  const scale = Math.sqrt(square) > 1e-12 * Math.abs(centre) ? Math.sqrt(square) : 0;
  return { centre, scale };
}

/** 1 and a unit's measurements, brought to the model's centre and scale. */
function broughtTo(
  row: readonly number[],
  centres: readonly number[],
  scales: readonly number[],
): number[] {
  return [1, ...row.map((x, j) => (x - centres[j]!) / scales[j]!)];
}

/** Σ weight · z zᵀ over units. */
function crossProducts(
  brought: readonly (readonly number[])[],
  weightOf: (unit: number) => number,
): number[][] {
  const size = brought[0]!.length;
  const sums = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const [i, z] of brought.entries()) {
    const weight = weightOf(i);
    for (let j = 0; j < size; j += 1) {
      for (let k = 0; k <= j; k += 1) sums[j]![k]! += weight * z[j]! * z[k]!;
    }
  }
  return sums.map((row, j) => row.map((_, k) => (k <= j ? sums[j]![k]! : sums[k]![j]!)));
}

/** Of a column that others leave less than this share of its variance, slopes would be rounding. */
const LEAST_LEFT = 1e-10;

/** The first column that those before it tell already; `null` where there is none. */
function firstCollinear(brought: readonly (readonly number[])[]): number | null {
  const all = crossProducts(brought, () => 1);
  for (let size = 2; size <= all.length; size += 1) {
    const root = choleskyFactor(all.slice(0, size).map((row) => row.slice(0, size)));
    const last = root?.[size - 1]?.[size - 1] ?? 0;
    if (!(last ** 2 > LEAST_LEFT * brought.length)) return size - 1;
  }
  return null;
}

function leastSquares(
  brought: readonly (readonly number[])[],
  outcomes: readonly number[],
): number[] {
  const root = choleskyFactor(crossProducts(brought, () => 1))!;
  const fit = (y: readonly number[]) =>
    solved(
      root,
      brought[0]!.map((_, j) => brought.reduce((sum, z, i) => sum + z[j]! * y[i]!, 0)),
    );
  const first = fit(outcomes);
  // Once more on what is left takes off most of the rounding.
  const rest = fit(outcomes.map((y, i) => y - dot(brought[i]!, first)));
  return first.map((weight, j) => weight + rest[j]!);
}

/** ln of the largest odds of a unit that a measurement can tell: beyond, it tells outcomes without error. */
const REACH = 30;

function logistic(
  brought: readonly (readonly number[])[],
  outcomes: readonly number[],
): number[] | null {
  const found = newtonMaximum(
    (weights) => {
      const odds = brought.map((z) => dot(z, weights));
      const chances = odds.map(chanceOf);
      const value = odds.reduce((sum, u, i) => sum + outcomes[i]! * u - logOnePlus(u), 0);
      const gradient = weights.map((_, j) =>
        brought.reduce((sum, z, i) => sum + z[j]! * (outcomes[i]! - chances[i]!), 0),
      );
      const curve = crossProducts(brought, (i) => chances[i]! * (1 - chances[i]!));
      return { value, gradient, hessian: curve.map((row) => row.map((x) => -x)) };
    },
    brought[0]!.map(() => 0),
    REACH,
  );
  return typeof found === 'string' ? null : found.at;
}

function chanceOf(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

/** ln (1 + eᵘ). */
function logOnePlus(u: number): number {
  return Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
}

function noiseOf(
  { family, weights }: Pick<IndexModel, 'family' | 'weights'>,
  brought: readonly (readonly number[])[],
  outcomes: readonly number[],
): { covariance: number[][]; explained: number } {
  const sums = brought.map((z) => dot(z, weights));
  const expected = family === 'linear' ? sums : sums.map(chanceOf);
  const curve = (i: number) => (family === 'linear' ? 1 : expected[i]! * (1 - expected[i]!));
  const bread = inverseOfPositive(crossProducts(brought, curve))!;
  // What is left of a unit that draws the weights to itself looks smaller than its error is (HC3).
  const left = (i: number) => 1 - curve(i) * bilinear(brought[i]!, bread, brought[i]!);
  const meat = crossProducts(brought, (i) => ((outcomes[i]! - expected[i]!) / left(i)) ** 2);
  const covariance = bread.map((row) => bread.map((column) => bilinear(row, meat, column)));
  const mean = outcomes.reduce((sum, y) => sum + y, 0) / brought.length;
  const loss = (at: (i: number) => number) =>
    outcomes.reduce((sum, y, i) => {
      if (family === 'linear') return sum + (y - at(i)) ** 2;
      return sum - (y === 1 ? Math.log(at(i)) : Math.log1p(-at(i)));
    }, 0);
  return { covariance, explained: 1 - loss((i) => expected[i]!) / loss(() => mean) };
}

/** What the outcome of a unit with these measurements is expected to be. */
export function indexOf(model: IndexModel, row: readonly number[]): number {
  const sum = dot(broughtTo(row, model.centres, model.scales), model.weights);
  return model.family === 'linear' ? sum : chanceOf(sum);
}

/** How that changes with each weight. */
export function indexSlopes(model: IndexModel, row: readonly number[]): number[] {
  const z = broughtTo(row, model.centres, model.scales);
  if (model.family === 'linear') return z;
  const chance = indexOf(model, row);
  return z.map((x) => x * chance * (1 - chance));
}

/** What a unit of each measurement adds to the index, with its standard error; of chances, to its log odds. */
export function rawWeights({ weights, covariance, scales }: IndexModel) {
  return scales.map((scale, j) => ({
    weight: weights[j + 1]! / scale,
    standardError: Math.sqrt(covariance[j + 1]![j + 1]!) / scale,
  }));
}
