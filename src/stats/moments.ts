/**
 * What a sample of units is remembered by: how many, the mean of each of k measurements per unit,
 * and their centred second moments Σ(x − x̄)(y − ȳ).
 *
 * `comoment` is the lower triangle of the k × k matrix, row by row: (0,0), (1,0), (1,1), (2,0) …
 * Raw sums of squares are never kept: they lose every digit once the mean is large beside the
 * standard deviation.
 */
export interface Moments {
  n: number;
  readonly mean: number[];
  /** What the doubles of `mean` cannot hold of the means; it keeps them right to the last digit. */
  readonly residual: number[];
  readonly comoment: number[];
}

/** The moments of no units at all, for `measurements` numbers per unit. */
export function emptyMoments(measurements = 1): Moments {
  return {
    n: 0,
    mean: new Array<number>(measurements).fill(0),
    residual: new Array<number>(measurements).fill(0),
    comoment: new Array<number>(triangle(measurements, 0)).fill(0),
  };
}

/**
 * Adds one unit to `moments`, in place.
 *
 * @see Welford (1962), Technometrics 4(3), 419–420; its two-variable form, Pébay (2008), SAND2008-6212.
 */
export function addUnit(moments: Moments, values: readonly number[]): void {
  const { mean, residual, comoment } = moments;
  moments.n += 1;
  const before = values.map((value, i) => value - mean[i]! - residual[i]!);
  for (let i = 0; i < mean.length; i++) {
    addToMean(moments, i, before[i]! / moments.n);
    const after = values[i]! - mean[i]! - residual[i]!;
    for (let j = 0; j <= i; j++) comoment[triangle(i, j)]! += before[j]! * after;
  }
}

/**
 * Moves a mean by a step, and keeps what the addition rounds away.
 *
 * @see Knuth (1997), The Art of Computer Programming 2, §4.2.2, theorem B (two-sum).
 */
function addToMean({ mean, residual }: Moments, i: number, step: number): void {
  const before = mean[i]!;
  const small = step + residual[i]!;
  const sum = before + small;
  const added = sum - before;
  mean[i] = sum;
  residual[i] = before - (sum - added) + (small - added);
}

/**
 * The moments of two samples taken together; associative and commutative up to rounding.
 *
 * @see Chan, Golub & LeVeque (1979), Stanford STAN-CS-79-773, eq. 2.1.
 */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.n === 0) return cloneMoments(b);
  if (b.n === 0) return cloneMoments(a);
  const n = a.n + b.n;
  const shift = b.mean.map((mean, i) => mean - a.mean[i]! + (b.residual[i]! - a.residual[i]!));
  const merged = cloneMoments(a);
  merged.n = n;
  for (let i = 0; i < shift.length; i++) {
    addToMean(merged, i, (shift[i]! * b.n) / n);
    for (let j = 0; j <= i; j++) {
      const at = triangle(i, j);
      merged.comoment[at] =
        a.comoment[at]! + b.comoment[at]! + shift[i]! * shift[j]! * ((a.n * b.n) / n);
    }
  }
  return merged;
}

/** The sample variance (n − 1 below the line) of measurement `i`, in its unit squared; NaN below two units. */
export function variance(moments: Moments, i = 0): number {
  return covariance(moments, i, i);
}

/** The sample covariance of measurements `i` and `j`, in the product of their units; NaN below two units. */
export function covariance(moments: Moments, i: number, j: number): number {
  if (moments.n < 2) return Number.NaN;
  return moments.comoment[triangle(Math.max(i, j), Math.min(i, j))]! / (moments.n - 1);
}

/** The moments of n units of which `successes` are 1 and the rest 0. */
export function binaryMoments(successes: number, n: number): Moments {
  const mean = n === 0 ? 0 : successes / n;
  return { n, mean: [mean], residual: [0], comoment: [mean * (n - successes)] };
}

/** The moments of n measurements with that mean and sample variance, as a summary file gives them. */
export function summaryMoments(n: number, mean: number, sampleVariance: number): Moments {
  return { n, mean: [mean], residual: [0], comoment: [n < 2 ? 0 : sampleVariance * (n - 1)] };
}

function cloneMoments({ n, mean, residual, comoment }: Moments): Moments {
  return { n, mean: [...mean], residual: [...residual], comoment: [...comoment] };
}

function triangle(i: number, j: number): number {
  return (i * (i + 1)) / 2 + j;
}
