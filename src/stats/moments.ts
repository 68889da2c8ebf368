import { requireDomain } from './numeric/domain.js';

/**
 * What a sample of units is remembered by: how many, the mean of each of k measurements per unit,
 * and their centred second and third moments Σ(x − x̄)(y − ȳ) and Σ(x − x̄)(y − ȳ)(z − z̄).
 *
 * `comoment` is the lower triangle of the k × k matrix, row by row: (0,0), (1,0), (1,1), (2,0) …;
 * `third` likewise has every set of three measurements once: (0,0,0), (1,0,0), (1,1,0), (1,1,1), (2,0,0) …
 * Raw sums of squares are never kept: they lose every digit once the mean is large beside the
 * standard deviation.
 */
export interface Moments {
  n: number;
  readonly mean: number[];
  /** What the doubles of `mean` cannot hold of the means; it keeps them right to the last digit. */
  readonly residual: number[];
  readonly comoment: number[];
  /** `null` where a summary does not say. */
  third: number[] | null;
}

/**
 * The moments of no units at all, for `measurements` numbers per unit.
 * @example
 * // Of (purchases, visits): two measurements a unit.
 * const moments = emptyMoments(2);
 * addUnit(moments, [1, 4]);
 * addUnit(moments, [0, 2]);
 * moments.mean; // => [ 0.5, 3 ]
 */
export function emptyMoments(measurements = 1): Moments {
  return {
    n: 0,
    mean: new Array<number>(measurements).fill(0),
    residual: new Array<number>(measurements).fill(0),
    comoment: new Array<number>(triangle(measurements, 0)).fill(0),
    third: new Array<number>(tetrahedron(measurements, 0, 0)).fill(0),
  };
}

/**
 * Adds one unit to `moments`, in place.
 *
 * @param values its measurements, as many as `moments` has.
 * @see Welford (1962), Technometrics 4(3), 419–420; its two-variable form, Pébay (2008), SAND2008-6212.
 * @example
 * // Student (1908), hours of sleep gained.
 * const moments = emptyMoments();
 * for (const hours of [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]) addUnit(moments, [hours]);
 * [moments.n, moments.mean[0], variance(moments)]; // => [ 10, 0.75, 3.200556 ]
 */
export function addUnit(moments: Moments, values: readonly number[]): void {
  const { mean, residual, comoment } = moments;
  moments.n += 1;
  const before = values.map((value, i) => value - mean[i]! - residual[i]!);
  addToThird(moments, before);
  for (let i = 0; i < mean.length; i++) {
    addToMean(moments, i, before[i]! / moments.n);
    const after = values[i]! - mean[i]! - residual[i]!;
    for (let j = 0; j <= i; j++) comoment[triangle(i, j)]! += before[j]! * after;
  }
}

/** Adds to the third moments a unit that is so far from the means before it; `n` counts it already. */
function addToThird({ n, comoment, third }: Moments, away: readonly number[]): void {
  if (third === null) return;
  const cubed = ((n - 1) * (n - 2)) / n ** 2;
  for (let i = 0, at = 0; i < away.length; i++) {
    for (let j = 0; j <= i; j++) {
      for (let l = 0; l <= j; l++) {
        const [x, y, z] = [away[i]!, away[j]!, away[l]!];
        const turned =
          x * comoment[triangle(j, l)]! +
          y * comoment[triangle(i, l)]! +
          z * comoment[triangle(i, j)]!;
        third[at++]! += x * y * z * cubed - turned / n;
      }
    }
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
 * The moments of two samples taken together; associative and commutative up to rounding. Third moments
 * are known where both samples' are.
 *
 * @see Chan, Golub & LeVeque (1979), Stanford STAN-CS-79-773, eq. 2.1; Pébay (2008), SAND2008-6212,
 * eq. 2.1 and its form for several variables.
 * @example
 * const both = mergeMoments(summaryMoments(10, 0.75, 3.200556), summaryMoments(10, 2.33, 4.009));
 * [both.n, both.mean[0], variance(both)]; // => [ 20, 1.54, 4.07200 ]
 */
export function mergeMoments(a: Moments, b: Moments): Moments {
  const merged = cloneMoments(a);
  addMoments(merged, b);
  return merged;
}

/** Adds the units of a sample to others, in place; see mergeMoments. */
export function addMoments(into: Moments, added: Moments): void {
  if (into.n === 0) {
    Object.assign(into, cloneMoments(added));
    return;
  }
  if (added.n === 0) return;
  const n = into.n + added.n;
  const shift = added.mean.map(
    (mean, i) => mean - into.mean[i]! + (added.residual[i]! - into.residual[i]!),
  );
  addThirds(into, added, shift);
  const weight = (into.n * added.n) / n;
  for (let i = 0, at = 0; i < shift.length; i++) {
    addToMean(into, i, (shift[i]! * added.n) / n);
    for (let j = 0; j <= i; j++, at++) {
      into.comoment[at] = into.comoment[at]! + added.comoment[at]! + shift[i]! * shift[j]! * weight;
    }
  }
  into.n = n;
}

/** Adds the third moments of a sample whose means are so far from those of `into`. */
function addThirds(into: Moments, added: Moments, shift: readonly number[]): void {
  const { third: mine, n: before } = into;
  const theirs = added.third;
  if (mine === null || theirs === null) {
    into.third = null;
    return;
  }
  const n = before + added.n;
  const cubed = ((before * added.n) / n) * ((before - added.n) / n);
  const turned = (i: number, j: number) => {
    const at = triangle(i, j);
    return (before * added.comoment[at]! - added.n * into.comoment[at]!) / n;
  };
  for (let i = 0, at = 0; i < shift.length; i++) {
    for (let j = 0; j <= i; j++) {
      for (let l = 0; l <= j; l++, at++) {
        mine[at] =
          mine[at]! +
          theirs[at]! +
          shift[i]! * shift[j]! * shift[l]! * cubed +
          shift[i]! * turned(j, l) +
          shift[j]! * turned(i, l) +
          shift[l]! * turned(i, j);
      }
    }
  }
}

/** Every set of three of so many measurements, once and in the order of `third`: i ≥ j ≥ l. */
export function triples(measurements: number): readonly Triple[] {
  const known = TRIPLES.get(measurements);
  if (known !== undefined) return known;
  const below = (end: number) => Array.from({ length: end }, (_, at) => at);
  const found = below(measurements).flatMap((i) =>
    below(i + 1).flatMap((j) => below(j + 1).map((l): Triple => [i, j, l])),
  );
  TRIPLES.set(measurements, found);
  return found;
}

type Triple = readonly [number, number, number];

/** They are asked for at each row of a summary. */
const TRIPLES = new Map<number, readonly Triple[]>();

/**
 * The sample variance of measurement `i`, in its unit squared; NaN below two units.
 *
 * @see by definition: Σ(x − x̄)² ÷ (n − 1).
 * @example
 * const moments = emptyMoments();
 * for (const value of [2, 4, 4, 4, 5, 5, 7, 9]) addUnit(moments, [value]);
 * variance(moments); // => 4.571429
 */
export function variance(moments: Moments, i = 0): number {
  return covariance(moments, i, i);
}

/**
 * The sample covariance of measurements `i` and `j`, in the product of their units; NaN below two units.
 *
 * @see by definition: Σ(x − x̄)(y − ȳ) ÷ (n − 1).
 * @example
 * const moments = emptyMoments(2);
 * for (const unit of [[1, 2], [2, 4], [3, 5]]) addUnit(moments, unit);
 * covariance(moments, 0, 1); // => 1.5
 */
export function covariance(moments: Moments, i: number, j: number): number {
  if (moments.n < 2) return Number.NaN;
  return moments.comoment[triangle(Math.max(i, j), Math.min(i, j))]! / (moments.n - 1);
}

/**
 * The sample skewness of measurement `i`, (Σ(x − x̄)³ ÷ n) ÷ (Σ(x − x̄)² ÷ n)^1.5, without unit; `null`
 * where the third moment is not known, NaN where nothing varies.
 *
 * @returns at most (n − 2) ÷ √(n − 1) in size (Kirby 1974, Water Resources Research 10(2), 220–222).
 * @see Joanes & Gill (1998), The Statistician 47, 183–189: their g₁.
 * @example
 * const moments = emptyMoments();
 * for (const value of [1, 2, 4, 8, 16]) addUnit(moments, [value]);
 * skewness(moments); // => 0.8890
 */
export function skewness({ n, comoment, third }: Moments, i = 0): number | null {
  if (third === null) return null;
  const spread = comoment[triangle(i, i)]! / n;
  const scale = spread * Math.sqrt(spread);
  const found = third[tetrahedron(i, i, i)]! / n / scale;
  // A cube may leave the doubles where the square does not.
  return spread === 0 || (Number.isFinite(found) && scale >= LEAST_SCALE) ? found : null;
}

/** Below it a double has lost digits: 2^-1022. */
const LEAST_SCALE = 2.2250738585072014e-308;

/**
 * The moments of n units of which `successes` are 1 and the rest 0.
 *
 * @throws {RangeError} unless 0 ≤ successes ≤ n, both finite.
 * @see by definition: Σ(x − x̄)² is n p (1 − p), and Σ(x − x̄)³ that × (1 − 2 p).
 * @example
 * const moments = binaryMoments(20, 100);
 * [moments.mean[0], variance(moments)]; // => [ 0.2, 0.161616 ]
 */
export function binaryMoments(successes: number, n: number): Moments {
  requireDomain(n >= 0 && n < Number.POSITIVE_INFINITY, 'n', '0 or more and finite', n);
  requireDomain(successes >= 0 && successes <= n, 'successes', `from 0 to ${n}`, successes);
  const mean = n === 0 ? 0 : successes / n;
  const spread = mean * (n - successes);
  // (1 − p) − p, of the counts so that nothing cancels.
  const third = n === 0 ? 0 : spread * ((n - 2 * successes) / n);
  return { n, mean: [mean], residual: [0], comoment: [spread], third: [third] };
}

/**
 * The moments of n measurements with that mean and sample variance, as a summary file gives them.
 *
 * @param sampleVariance with n − 1 below the line, in the metric's unit squared.
 * @param thirdMoment Σ(x − mean)³ ÷ n, in the metric's unit cubed; left out: not known.
 * @throws {RangeError} unless n is 0 or more and finite, the mean a number, and of two units or more the variance 0 or more.
 * @see by definition.
 * @example
 * const moments = summaryMoments(10, 0.75, 3.200556);
 * [moments.n, moments.mean[0], variance(moments)]; // => [ 10, 0.75, 3.200556 ]
 */
export function summaryMoments(
  n: number,
  mean: number,
  sampleVariance: number,
  thirdMoment: number | null = null,
): Moments {
  requireDomain(n >= 0 && n < Number.POSITIVE_INFINITY, 'n', '0 or more and finite', n);
  requireDomain(!Number.isNaN(mean), 'mean', 'a number', mean);
  const isSpread = n < 2 || sampleVariance >= 0;
  requireDomain(isSpread, 'sampleVariance', '0 or more', sampleVariance);
  const comoment = [n < 2 ? 0 : sampleVariance * (n - 1)];
  const third = thirdMoment === null ? null : [thirdMoment * n];
  return { n, mean: [mean], residual: [0], comoment, third };
}

function cloneMoments({ n, mean, residual, comoment, third }: Moments): Moments {
  const copy = third === null ? null : [...third];
  return { n, mean: [...mean], residual: [...residual], comoment: [...comoment], third: copy };
}

function triangle(i: number, j: number): number {
  return (i * (i + 1)) / 2 + j;
}

function tetrahedron(i: number, j: number, l: number): number {
  return (i * (i + 1) * (i + 2)) / 6 + triangle(j, l);
}
