import { requireDomain, requireProbability } from '../numeric/domain.js';
import { logBeta } from './deviance.js';
import { incompleteBetaTails } from './incomplete-beta.js';
import { normalQuantile, normalTails } from './normal.js';
import { positiveQuantile } from './quantile.js';
import { mirroredTails, type Tail, type Tails, tailsFromLog } from './tails.js';

/** From here on t and normal agree in all digits wherever the tail is not below exp(−1e30). */
const NORMAL_FROM = 1e100;

/** Where quantiles are a series in 1/df, whose fifth term is then below an ulp. */
const SERIES_FROM = 1e4;
const SERIES_REACH = 2e-3;

/** Beyond this t/√df the power law holds to all digits, and 1 ⁄ (1 + t²/df) would soon underflow. */
const POWER_LAW_FROM = 1e100;

/**
 * Both tails of Student's t distribution at t.
 *
 * @param t any number; ±Infinity give the ends.
 * @param df degrees of freedom, in (0, Infinity]; Infinity is the normal distribution.
 * @throws {RangeError} outside these.
 * @see Abramowitz & Stegun (1964), 26.7.1 (as an incomplete beta function).
 * Error: 4e-13 relative in either tail down to 1e-300, for df 0.01 to 1e15 and |t| to 1e10, against R;
 * beyond 1e-300 the logarithm has 1e-15.
 * @example
 * studentTails(2.228139, 10).upper; // => 0.025000
 */
export function studentTails(t: number, df: number): Tails {
  requireDomain(!Number.isNaN(t), 't', 'a number', t);
  requireDomain(df > 0, 'df', 'positive', df);
  if (df >= NORMAL_FROM) return normalTails(t);
  const { logUpper } = magnitudeTails(Math.abs(t), df);
  const tails = tailsFromLog(logUpper - Math.LN2, 'upper');
  return t < 0 ? mirroredTails(tails) : tails;
}

/** The tails of |T| at t ≥ 0. */
function magnitudeTails(t: number, df: number): Tails {
  const ratio = t / Math.sqrt(df);
  if (ratio > POWER_LAW_FROM) {
    const a = df / 2;
    const logRatio = Math.log(t) - 0.5 * Math.log(df);
    return tailsFromLog(-df * logRatio - Math.log(a) - logBeta(a, 0.5), 'upper');
  }
  const odds = ratio * ratio;
  return incompleteBetaTails(0.5, df / 2, odds / (1 + odds), 1 / (1 + odds));
}

/**
 * The point with probability p in the given tail of Student's t distribution.
 *
 * @param p in [0, 1]; its ends, and quantiles out of the range of doubles, give ±Infinity.
 * @param df degrees of freedom, in (0, Infinity].
 * @throws {RangeError} outside these.
 * @see studentTails, inverted on the tails of |T|, which keep the digits of a quantile near 0.
 * Error: 4e-12 relative, for p from 1e-300 and df 0.3 to 1e15, against R.
 * @example
 * studentQuantile(0.975, 10); // => 2.228139
 */
export function studentQuantile(p: number, df: number, tail: Tail = 'lower'): number {
  requireProbability(p);
  requireDomain(df > 0, 'df', 'positive', df);
  if (df >= NORMAL_FROM) return normalQuantile(p, tail);
  const outside = 2 * Math.min(p, 1 - p);
  const t = magnitudeQuantile(outside, df);
  return p < 0.5 === (tail === 'upper') ? t : -t;
}

/** What |T| exceeds with that probability. */
function magnitudeQuantile(outside: number, df: number): number {
  const z = outside > 0 ? normalQuantile(outside / 2, 'upper') : Number.POSITIVE_INFINITY;
  if (df >= SERIES_FROM && z * z <= SERIES_REACH * df) return quantileNear(z, df);
  const guess = z < Number.POSITIVE_INFINITY ? Math.max(z, 1e-10) : 1;
  return positiveQuantile((x) => magnitudeTails(x, df), outside, 'upper', guess);
}

/** Student's quantile by the normal one. @see Abramowitz & Stegun (1964), 26.7.5. */
function quantileNear(z: number, df: number): number {
  const x = z * z;
  const terms = [
    (x + 1) / 4,
    ((5 * x + 16) * x + 3) / 96,
    (((3 * x + 19) * x + 17) * x - 15) / 384,
    ((((79 * x + 776) * x + 1482) * x - 1920) * x - 945) / 92160,
  ];
  return z + z * terms.reduceRight((sum, term) => (sum + term) / df, 0);
}
