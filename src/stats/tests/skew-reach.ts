import { logNormalUpper } from '../distributions/normal.js';
import { normalEquivalent, studentEquivalent } from '../distributions/student-equivalent.js';
import { decreasingRoot } from '../numeric/roots.js';
import type { SkewedDifference } from './skewed-difference.js';

/** By how many times each end of an interval has to be further away; 1 where it may stay. */
export interface Reach {
  lower: number;
  upper: number;
}

/** Where nothing is too skewed. */
export const PLAIN_REACH: Reach = { lower: 1, upper: 1 };

/** From this on a side's error is told: a tenth more than promised, as bench/skewed.mjs has it. */
const TOLD = 0.1;

/**
 * Up to this first-order term, a half more than promised, the expansion is followed: what it leaves out is of
 * the order of its square. Up to here what is decided errs at most 1.1 times as often as promised; at twice as
 * much 1.2 times (bench/skewed.mjs).
 */
const TRUSTED = 0.5;

/**
 * How many times more often than a normal distribution says, less 1, a studentized difference of means
 * lies beyond z on the side that its skewness makes heavier, to first order: |γ| (2z² + 1) φ(z)/(6 (1 − Φ(z))).
 * On the other side it is so many times less often.
 *
 * Two means have Hall's polynomial for one: to first order the error of the standard error enters by
 * its covariance with the difference, μ₃/m² − μ₃/n², which is the third moment of the difference too.
 *
 * @param skew of the difference, γ.
 * @param z positive.
 * @see Hall (1992), §2.6, q₁(x) = γ (2x² + 1)/6.
 * @example
 * skewExcess(0.1, 1.96); // => 0.3383
 */
export function skewExcess(skew: number, z: number): number {
  const logDensity = -0.5 * z * z - 0.5 * Math.log(2 * Math.PI);
  return (Math.abs(skew) * (2 * z * z + 1) * Math.exp(logDensity - logNormalUpper(z))) / 6;
}

/**
 * By how many times further away than `critical` standard errors a difference has to be so that it errs on
 * its heavier side no more often than promised; 1 where that is less than a tenth more often, and on the
 * lighter side. The lower end of an interval answers to differences that are too large by chance.
 *
 * Where the expansion can be followed, by it. Beyond, by what holds of any distribution: of all ways to deal
 * the units to arms at most 1/(1 + k²) have the difference k pooled standard errors above 0. Both the skewness of all
 * units and that of each arm alone count, on either side the worse one.
 *
 * @param critical what |statistic| must exceed; none where it is Infinity.
 * @param df of the statistic; `null` where it is normal.
 * @see Cantelli (1928), Atti del Congresso Internazionale dei Matematici 6, 47–59.
 * @example
 * // Where few buy and arms are unequal, the upper end has to be further away.
 * const skew = skewedDifference(binaryMoments(450, 45_000), binaryMoments(60, 5_000));
 * if (skew === null) throw new Error('nothing varies');
 * skew.difference; // => 0.1163
 * skewReach(skew, 1.96, null); // => { lower: 1, upper: 1.0833 }
 */
export function skewReach(skew: ReachedSkew, critical: number, df: number | null): Reach {
  if (!(critical > 0) || critical === Number.POSITIVE_INFINITY) return PLAIN_REACH;
  const z = df === null ? critical : normalEquivalent(critical, df);
  const [falling, rising] = [skewOn(skew, 'above'), skewOn(skew, 'below')];
  const lower = reachFor(falling, skew, { z, critical, df });
  const upper = reachFor(rising, skew, { z, critical, df });
  return lower === 1 && upper === 1 ? PLAIN_REACH : { lower, upper };
}

/** As much of it as a reach takes; without `own` both arms are taken to have one distribution. */
type ReachedSkew = Omit<SkewedDifference, 'own'> & { own?: number };

/**
 * The skewness that makes a difference come out too large ('above'), or too small, most often: of all units, or of
 * each arm alone; 0 where neither does.
 */
export function skewOn(
  { difference, own = difference }: Pick<ReachedSkew, 'difference' | 'own'>,
  side: SkewedError['side'],
): number {
  return side === 'above' ? Math.min(0, difference, own) : Math.max(0, difference, own);
}

function reachFor(
  skewness: number,
  skew: ReachedSkew,
  { z, critical, df }: { z: number; critical: number; df: number | null },
): number {
  const excess = skewExcess(skewness, z);
  if (!(excess > TOLD)) return 1;
  const needed = excess <= TRUSTED ? widened(skewness, z, df) : dealt(skew, z);
  return Math.max(1, needed / critical);
}

/** The critical value of which the corrected tail is that of z. */
function widened(skew: number, z: number, df: number | null): number {
  const logTail = logNormalUpper(z);
  const left = (x: number) => logNormalUpper(x) + Math.log1p(skewExcess(skew, x)) - logTail;
  const found = decreasingRoot(left, z, z + WIDEST);
  return df === null ? found : studentEquivalent(found, df);
}

/** A tail that is half as much again too large is right within one standard error more. */
const WIDEST = 1;

/** k by Cantelli, in standard errors of the test; the variance over all ways to deal has the difference in it. */
function dealt({ units, pooledError }: ReachedSkew, z: number): number {
  const squared = Math.expm1(-logNormalUpper(z));
  const share = squared / (units - 1);
  return share < 1 ? pooledError * Math.sqrt(squared / (1 - share)) : Number.POSITIVE_INFINITY;
}

/** How often one side errs, and what would keep it to its promise. */
export interface SkewedError {
  /** The side that errs too often: differences found below 0, or above. */
  side: 'below' | 'above';
  /** How often it may. */
  nominal: number;
  /** How often it does, about, at most ½. */
  actual: number;
  /** By how many times more units, split alike, it errs at most a tenth too often. */
  times: number;
}

/**
 * The side that errs more than a tenth too often at that critical value; `null` where none does, or none errs at all.
 *
 * @param critical what |statistic| must exceed.
 * @param df of the statistic; `null` where it is normal.
 * @see skewExcess.
 * @example
 * // What 1.96 standard errors promise, and what is kept.
 * skewedError({ difference: 0.1 }, 1.96, null); // => { side: 'below', nominal: 0.0250, actual: 0.0335, times: 11.447 }
 */
export function skewedError(
  { difference }: Pick<SkewedDifference, 'difference'>,
  critical: number,
  df: number | null,
): SkewedError | null {
  if (!(critical > 0) || critical === Number.POSITIVE_INFINITY) return null;
  const z = df === null ? critical : normalEquivalent(critical, df);
  const excess = skewExcess(difference, z);
  if (!(excess > TOLD)) return null;
  const nominal = Math.exp(logNormalUpper(z));
  // What is below the smallest number never happens, however often it happens too often.
  if (nominal === 0) return null;
  return {
    side: difference > 0 ? 'below' : 'above',
    nominal,
    actual: Math.min(0.5, nominal * (1 + excess)),
    // A mean's skewness falls with the root of the number of units.
    times: (excess / TOLD) ** 2,
  };
}

/**
 * How many times larger, less 1, the p-value on the heavier side is in truth; `null` where the expansion cannot be
 * followed so far out, and 0 on the lighter side.
 */
export function skewedPExcess(
  { difference }: Pick<SkewedDifference, 'difference'>,
  statistic: number,
  df: number | null,
): number | null {
  if (!(difference * statistic < 0)) return 0;
  const away = Math.abs(statistic);
  return trustedExcess(difference, df === null ? away : normalEquivalent(away, df));
}

/** skewExcess where the expansion can be followed, else `null`. */
export function trustedExcess(skew: number, z: number): number | null {
  const excess = skewExcess(skew, z);
  return excess <= TRUSTED ? excess : null;
}
