import type { Moments } from '../moments.js';
import type { LeftOut } from '../numeric/least-squares.js';
import { dot } from '../numeric/linear-forms.js';
import type { EstimatedArms } from './point-estimate.js';

/** Two arms and what each has. */
export interface BothArms<T> {
  control: T;
  treatment: T;
}

/** Two means as they would be at the same means of the covariates, with their error variances. */
export interface AdjustedArms extends EstimatedArms {
  /** Of the error of their difference; not positive where too few units are left. */
  df: number;
  /** At looks as early as one likes: no more than equal arms of the smaller one's size would have. */
  earlyDf: number;
  /** The variance of their difference were the columns' means the same in both arms: without what slopes err by. */
  balanced: number;
  /** By column, what is taken off the effect for each unit that the column's means are apart; 0 for one left out. */
  thetas: number[];
  /** By column, why it was left out; `null` where it was used. */
  leftOut: (LeftOut | null)[];
  /** Whether each arm has slopes of its own. */
  ownSlopes: boolean;
}

/** By column, how far each arm's mean is from that over both. */
export function columnsApart(control: Moments, treatment: Moments): BothArms<number[]> {
  const total = control.n + treatment.n;
  const difference = control.mean.slice(1).map((mean, i) => {
    const rounded = treatment.residual[i + 1]! - control.residual[i + 1]!;
    return treatment.mean[i + 1]! - mean + rounded;
  });
  return {
    control: difference.map((d) => (-d * treatment.n) / total),
    treatment: difference.map((d) => (d * control.n) / total),
  };
}

/** An arm's mean where the columns, `away` from it, are at the means over both arms. */
export function meanAt({ mean }: Moments, slopes: readonly number[], away: readonly number[]) {
  return mean[0]! - dot(slopes, away);
}

/** The columns' centred second moments. */
export function columnSquares({ comoment, mean }: Moments): number[][] {
  const columns = mean.slice(1);
  return columns.map((_, i) =>
    columns.map((_, j) => {
      const [row, column] = i > j ? [i + 1, j + 1] : [j + 1, i + 1];
      return comoment[(row * (row + 1)) / 2 + column]!;
    }),
  );
}

/** The columns' covariances within arms. */
export function spreadWithin(control: Moments, treatment: Moments): number[][] {
  const df = Math.max(1, control.n + treatment.n - 2);
  const other = columnSquares(treatment);
  return columnSquares(control).map((row, i) => row.map((own, j) => (own + other[i]![j]!) / df));
}

/**
 * What the variance of a unit of a ratio is raised by, since a large denominator draws the ratio to itself: 1
 * where all are equal, as those of a mean are.
 *
 * @see deltaTest.
 */
export function raisedForRatio(n: number, effective: number): number {
  return ((1 - 1 / n) / (1 - 1 / effective)) ** 2 * ((effective - 1) / (n - 1));
}
