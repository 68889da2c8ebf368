/** Why a column takes no part in a regression. */
export const LEFT_OUT = ['constant', 'collinear', 'too-few-units'] as const;

/** One of LEFT_OUT. */
export type LeftOut = (typeof LEFT_OUT)[number];

/** The least squares of measurement 0 on the columns that follow it, within one sample. */
export interface LeastSquares {
  /** By column, 0 for one left out. */
  slopes: number[];
  /** The inverse of the columns' centred second moments, 0 in rows and columns left out. */
  inverse: number[][];
  /** The sum of squares that is left. */
  rest: number;
}

/** Regressions of several samples on the same columns. */
export interface SharedRegressions {
  fits: LeastSquares[];
  /** By column, why it was left out; `null` where it takes part. */
  leftOut: (LeftOut | null)[];
  /** How many take part. */
  rank: number;
}

/**
 * Below this share of its own sum of squares what others leave of a column is rounding, since moments
 * have an error of about 1e-14 (test/stats/moments.test.ts); R's lm drops from 1e-14 on (tol 1e-7).
 */
const ROUNDING = 1e-12;

/**
 * The regressions of measurement 0 on those that follow, in each of the samples, on the same columns: one
 * after the other, each that varies beyond those before it in every sample, up to `most` of them. Which
 * they are depends on the columns alone, never on measurement 0.
 *
 * @param comoments centred second moments of k + 1 measurements as lower triangles, as in Moments.
 * @see Goodnight (1979), A tutorial on the SWEEP operator, The American Statistician 33, 149–158.
 * Error: 1e-11 relative in the slopes, against R's lm (test/reference/covariates.R).
 */
export function sharedRegressions(
  comoments: readonly (readonly number[])[],
  columns: number,
  most = columns,
): SharedRegressions {
  const matrices = comoments.map((triangle) => symmetric(triangle, columns + 1));
  const taken: number[] = [];
  const leftOut = Array.from({ length: columns }, (_, i): LeftOut | null => {
    const own = comoments.map((triangle) => triangle[diagonal(i + 1)]!);
    if (own.some((square) => !(square > 0))) return 'constant';
    if (matrices.some((a, m) => !(a[i + 1]![i + 1]! > ROUNDING * own[m]!))) return 'collinear';
    if (taken.length >= most) return 'too-few-units';
    for (const a of matrices) sweep(a, i + 1);
    taken.push(i + 1);
    return null;
  });
  const fits = matrices.map((a, m) => fitOf(a, taken, comoments[m]![0]!));
  return { fits, leftOut, rank: taken.length };
}

/**
 * Whether second moments can be those of one sample, as far as the digits of a summary reach: none of the
 * measurements has less than nothing left beside the others.
 *
 * @param comoment centred second moments as a lower triangle.
 */
export function arePossible(comoment: readonly number[], measurements: number): boolean {
  const a = symmetric(comoment, measurements);
  return a.every((row, i) => {
    const [left, own] = [row[i]!, comoment[diagonal(i)]!];
    if (left > DIGITS * own) sweep(a, i);
    return left >= -DIGITS * own;
  });
}

/** As far as digits that are written by hand or by a warehouse reach, once others have been taken off. */
const DIGITS = 1e-6;

/** Where the i-th diagonal element stands in a lower triangle. */
function diagonal(i: number): number {
  return (i * (i + 3)) / 2;
}

function symmetric(triangle: readonly number[], size: number): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => {
      const [row, column] = i > j ? [i, j] : [j, i];
      return triangle[(row * (row + 1)) / 2 + column]!;
    }),
  );
}

/** Takes a column into the regression, in place. */
function sweep(a: number[][], pivot: number): void {
  const own = a[pivot]!;
  const square = own[pivot]!;
  for (let j = 0; j < own.length; j++) own[j]! /= square;
  for (let i = 0; i < a.length; i++) {
    if (i === pivot) continue;
    const row = a[i]!;
    const shared = row[pivot]!;
    for (let j = 0; j < row.length; j++) row[j]! -= shared * own[j]!;
    row[pivot] = -shared / square;
  }
  own[pivot] = 1 / square;
}

function fitOf(a: number[][], taken: readonly number[], square: number): LeastSquares {
  const columns = a.slice(1).map((_, i) => i + 1);
  const isIn = (i: number) => taken.includes(i);
  return {
    slopes: columns.map((i) => (isIn(i) ? a[i]![0]! : 0)),
    inverse: columns.map((i) => columns.map((j) => (isIn(i) && isIn(j) ? a[i]![j]! : 0))),
    rest: a[0]![0]! > ROUNDING * square ? a[0]![0]! : Number.isFinite(square) ? 0 : square,
  };
}

/**
 * The sum of squares of measurement 0 less slope × column over the columns; 0 where that is all rounding.
 *
 * @param comoment centred second moments as a lower triangle.
 */
export function restAlong(comoment: readonly number[], slopes: readonly number[]): number {
  const weights = [1, ...slopes.map((slope) => -slope)];
  let [sum, gross] = [0, 0];
  symmetric(comoment, weights.length).forEach((row, i) => {
    row.forEach((moment, j) => {
      const term = weights[i]! * weights[j]! * moment;
      sum += term;
      gross += Math.abs(term);
    });
  });
  if (!Number.isFinite(gross)) return Number.POSITIVE_INFINITY;
  return sum > gross * ROUNDING ? sum : 0;
}
