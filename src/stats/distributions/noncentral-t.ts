import { requireDomain } from '../numeric/domain.js';
import { logTrapezoid } from '../numeric/trapezoid.js';
import { chiSquareTails } from './chi-square.js';
import { expDeviation } from './deviance.js';
import { HALF_LOG_TWO_PI, stirlingCorrection } from './gamma.js';
import { logNormalUpper, normalTails } from './normal.js';
import { mirroredTails, type Tails, tailsFromLog } from './tails.js';

/** Beyond this df the spread of S, 1/√(2 df), is below the rounding of T itself. */
const NORMAL_FROM = 1e30;

/** From here on Z is left out. */
const NOISELESS_FROM = 1e8;

/** ln of the share of the whole that may be cut off at either end: below half an ulp. */
const NEGLIGIBLE = 40;

/** From so many times the degrees of freedom on the density of S hardly changes over the spread of Z/δ. */
const STEADY_FROM = 1e3;

/** From here on the density of ln S is all but normal. */
const NARROW_FROM = 1e3;

/** Step and reach over ln S where it is narrow, in standard deviations: farther than over Z, as Φ moves the summit by a half. */
const NARROW_STEP = 0.5;
const NARROW_STEPS = 22;

/** Step and reach of the trapezoid rule over Z: a normal density to below an ulp (Trefethen & Weideman 2014, §14). */
const NORMAL_STEP = 0.5;
const NORMAL_STEPS = 18;

/** How fast the search for the range widens; any factor a little over 1 does. */
const STEP_GROWTH = 1.1;

/**
 * Both tails at t of the noncentral t distribution: T = (Z + δ)/S, S² = χ²(df)/df.
 *
 * P(T > t) = ∫ f_S(s) Φ(δ − t s) ds, with u = ln s, by the trapezoid rule: its terms are positive
 * and it converges geometrically for this integrand, so that each tail keeps its relative accuracy
 * however small it is, which the usual series of incomplete betas (Lenth 1989) does not.
 *
 * @param t any number. @param df degrees of freedom in (0, Infinity]; Infinity is the normal
 * distribution around the noncentrality. @param noncentrality δ, finite.
 * @throws {RangeError} outside these.
 * @see Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, eq. (31.11);
 * Trefethen & Weideman (2014), The exponentially convergent trapezoidal rule, SIAM Review 56.
 * Error: 2e-13 relative in either tail down to 1e-300, for df 1 to 1e7 and |δ| ≤ 100, and df to 17 and δ to 5e7, and
 * 1e-11 for df 0.1 to 1, against mpmath; below 0.1 R 4.2.2 agrees to 1e-11 where a tail is above 1e-3.
 * Where |δ| is far above df, and from 1e8 on, it is integrated over Z, since the time that takes S grows with |δ|:
 * as exact there, in microseconds; from 1e8 on the error is that of leaving out Z.
 * @example
 * // The power of a t-test of 20 and 20 units at one standard deviation: R's power.t.test.
 * const critical = studentQuantile(0.025, 38, 'upper');
 * noncentralTTails(critical, 38, Math.sqrt(10)).upper; // => 0.8689528
 */
export function noncentralTTails(t: number, df: number, noncentrality: number): Tails {
  requireDomain(!Number.isNaN(t), 't', 'a number', t);
  requireDomain(df > 0, 'df', 'positive', df);
  requireDomain(Number.isFinite(noncentrality), 'noncentrality', 'finite', noncentrality);
  if (df >= NORMAL_FROM || Math.abs(t) === Number.POSITIVE_INFINITY) {
    return normalTails(t - noncentrality);
  }
  if (Math.abs(noncentrality) >= NOISELESS_FROM) return noiselessTails(t, df, noncentrality);
  if (isSteady(t, df, noncentrality)) return steadyTails(t, df, noncentrality);
  if (isSteady(-t, df, -noncentrality)) return mirroredTails(steadyTails(-t, df, -noncentrality));
  // Only the smaller tail is integrated; it is nearly always the one beyond δ.
  if (t < noncentrality) return mirroredTails(tailsFrom(-t, df, -noncentrality));
  return tailsFrom(t, df, noncentrality);
}

/** Of so large a δ the normal Z is less than 1e-8: T is δ/S, and is found at once, however large δ is. */
function noiselessTails(t: number, df: number, noncentrality: number): Tails {
  if (noncentrality < 0) return mirroredTails(noiselessTails(-t, df, -noncentrality));
  if (t <= 0) return normalTails(t - noncentrality);
  const square = Math.min((noncentrality / t) ** 2, Number.MAX_VALUE / df / 2);
  return mirroredTails(chiSquareTails(df * square, df));
}

/** Whether the logarithm of a tail of S at (δ + z)/t is all but a line in z. */
function isSteady(t: number, df: number, noncentrality: number): boolean {
  return noncentrality >= STEADY_FROM * Math.max(1, df) && t > 0 && t * t >= 2 * df * noncentrality;
}

/** P(T > t) = ∫ φ(z) P(S < (δ + z)/t) dz, and likewise the other tail. */
function steadyTails(t: number, df: number, noncentrality: number): Tails {
  const [below, above]: [number[], number[]] = [[], []];
  for (let i = -NORMAL_STEPS; i <= NORMAL_STEPS; i++) {
    const z = i * NORMAL_STEP;
    const logWeight = Math.log(NORMAL_STEP) - HALF_LOG_TWO_PI - 0.5 * z * z;
    const tails = chiSquareTails(df * ((noncentrality + z) / t) ** 2, df);
    below.push(logWeight + tails.logLower);
    above.push(logWeight + tails.logUpper);
  }
  // The larger one has lost what it lacks of 1.
  const [lower, upper] = [logOfSum(above), logOfSum(below)];
  return lower < upper ? tailsFromLog(lower, 'lower') : tailsFromLog(upper, 'upper');
}

/** The logarithm of a sum of these terms, which are given by theirs. */
function logOfSum(logTerms: readonly number[]): number {
  const largest = Math.max(...logTerms);
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  return largest + Math.log(logTerms.reduce((sum, log) => sum + Math.exp(log - largest), 0));
}

/** The tails from the upper one where that is the smaller, else from the lower one after all. */
function tailsFrom(t: number, df: number, noncentrality: number): Tails {
  const logUpper = logUpperTail(t, df, noncentrality);
  if (logUpper < -Math.LN2) return tailsFromLog(logUpper, 'upper');
  return mirroredTails(tailsFromLog(logUpperTail(-t, df, -noncentrality), 'upper'));
}

function logUpperTail(t: number, df: number, noncentrality: number): number {
  const shape = df / 2;
  const logPeak = Math.LN2 + 0.5 * Math.log(shape) - HALF_LOG_TWO_PI - stirlingCorrection(shape);
  const shift = t - noncentrality;
  const logDensity = (u: number) => -shape * expDeviation(2 * u);
  const logTerm = (u: number) => logDensity(u) + logNormalUpper(shift + t * Math.expm1(u));
  if (isNarrow(t, df, shift)) return logPeak + logSumAtOnce(logTerm, 1 / Math.sqrt(2 * df));
  // The normal tail grows with S where t is negative.
  const rises = t < 0;
  return logPeak + logTrapezoid(logTerm, ...rangeToSearch(logTerm, logDensity, { df, rises }));
}

/** Whether ln Φ changes by a half at most over the spread of S, so that the integrand is all but the density of S. */
function isNarrow(t: number, df: number, shift: number): boolean {
  return df >= NARROW_FROM && (Math.max(0, shift) + 1) * Math.abs(t) <= Math.sqrt(df / 2);
}

/** ln of the integral of a term whose summit lies near 0 and is as wide as that: no range has to be searched for it. */
function logSumAtOnce(logTerm: (u: number) => number, spread: number): number {
  const step = NARROW_STEP * spread;
  const middle = logTerm(0);
  let sum = 1;
  for (let i = 1; i <= NARROW_STEPS; i++) {
    sum += Math.exp(logTerm(i * step) - middle) + Math.exp(logTerm(-i * step) - middle);
  }
  return middle + Math.log(sum * step);
}

/**
 * Where the integrand can come within exp(−NEGLIGIBLE) of its largest value. From 0 on the density falls, and so does the
 * integrand on the side to which the normal tail falls too. On the other one the density alone bounds it, since a normal
 * tail is at most 1: of few degrees of freedom that tells little on the left, so the right is looked at first.
 */
function rangeToSearch(
  logTerm: (u: number) => number,
  logDensity: (u: number) => number,
  { df, rises }: { df: number; rises: boolean },
): [number, number] {
  const spread = Math.min(1, 1 / Math.sqrt(2 * df));
  let largest = Math.max(logTerm(0), -Number.MAX_VALUE);
  const endOf = (direction: 1 | -1) => {
    const bound = rises === (direction === -1) ? logTerm : logDensity;
    let [u, step] = [0, spread];
    while (bound(u) > largest - NEGLIGIBLE) {
      u += direction * step;
      step *= STEP_GROWTH;
      largest = Math.max(largest, logTerm(u));
    }
    return u;
  };
  const right = endOf(1);
  return [endOf(-1), right];
}
