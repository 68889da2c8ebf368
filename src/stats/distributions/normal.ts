import { requireDomain, requireProbability } from '../numeric/domain.js';
import { HALF_LOG_TWO_PI } from './gamma.js';
import { log1mExp, mirroredTails, type Tail, type Tails } from './tails.js';

/** Cody's rational approximations, highest power last (1993, Algorithm 715, ANORM: A to Q). */
const CENTRE_UPPER = [
  18154.98125334356, 1067.6894854603709, 161.02823106855587, 2.2352520354606837,
  0.06568233791820745,
];
const CENTRE_LOWER = [
  45507.78933502673, 10260.932208618979, 976.0985517377767, 47.202581904688245, 1,
];
const MIDDLE_UPPER = [
  9842.714838383978, 11602.65143764735, 6848.190450536283, 2494.5375852903726, 597.2702763948002,
  93.50665613217785, 8.883149794388377, 0.39894151208813466, 1.0765576773720192e-8,
];
const MIDDLE_LOWER = [
  19685.429676859992, 38912.00328609327, 34900.95272114598, 18615.571640885097, 6485.558298266761,
  1519.3775994075547, 235.387901782625, 22.266688044328117, 1,
];
const FAR_UPPER = [
  0.000029112874951168793, 0.0014216191932278934, 0.022235277870649807, 0.12740116116024736,
  0.215898534057957, 0.023073441764940174,
];
const FAR_LOWER = [
  0.00007297515550839662, 0.0037823963320275824, 0.06598813786892856, 0.4682382124808651,
  1.284260096144911, 1,
];

/** Where Cody changes from one approximation to the next: 0.67448975 is the upper quartile. */
const CENTRE_UNTIL = 0.67448975;
const MIDDLE_UNTIL = Math.sqrt(32);

/** Products of the digits that fit: z is split at 1/16 so that the larger square is exact. */
const SPLIT = 16;

/** exp(−z²/2) is 0 from z = 38.6 on: the least double is 2⁻¹⁰⁷⁴. */
const UNDERFLOW_FROM = 39;

/**
 * Both tails of the standard normal distribution at z.
 *
 * @param z any number; ±Infinity give the ends.
 * @throws {RangeError} when z is NaN.
 * @see Cody (1969), Mathematics of Computation 23, 631–637; Cody (1993), Algorithm 715, ACM TOMS
 * 19(1), 22–32. The logarithm beyond the range of doubles comes from the same factors, unmultiplied.
 * Error: 2e-16 relative in logarithms, 1e-13 in a tail of 1e-300, against R.
 * @example
 * normalTails(1.96).upper; // => 0.02499790
 * normalTails(40).logUpper; // => -804.6084
 */
export function normalTails(z: number): Tails {
  requireDomain(!Number.isNaN(z), 'z', 'a number', z);
  if (z < 0) return mirroredTails(normalTails(-z));
  if (z <= CENTRE_UNTIL) {
    const [lower, upper] = [0.5 + normalCentre(z), 0.5 - normalCentre(z)];
    return { lower, upper, logLower: Math.log(lower), logUpper: Math.log(upper) };
  }
  const factor = tailFactor(z);
  const upper = halfSquareExponential(z) * factor;
  const logUpper = z === Number.POSITIVE_INFINITY ? -z : Math.log(factor) - 0.5 * z * z;
  return { lower: 1 - upper, upper, logLower: Math.log1p(-upper), logUpper };
}

/** ln Φ(−z) alone, where nothing else is wanted and speed counts; z is not checked. */
export function logNormalUpper(z: number): number {
  if (z > CENTRE_UNTIL) return Math.log(tailFactor(z)) - 0.5 * z * z;
  if (z >= -CENTRE_UNTIL) return Math.log(0.5 - normalCentre(z));
  return Math.log1p(-halfSquareExponential(z) * tailFactor(-z));
}

/** Φ(−z) alone, likewise. */
export function normalUpper(z: number): number {
  if (z > CENTRE_UNTIL) return halfSquareExponential(z) * tailFactor(z);
  if (z >= -CENTRE_UNTIL) return 0.5 - normalCentre(z);
  return 1 - halfSquareExponential(z) * tailFactor(-z);
}

/** Φ(z) − ½, for |z| ≤ CENTRE_UNTIL. */
function normalCentre(z: number): number {
  const square = z * z;
  return (z * polynomial(CENTRE_UPPER, square)) / polynomial(CENTRE_LOWER, square);
}

/** Φ(−z) ⁄ exp(−z²/2), for z > CENTRE_UNTIL. */
function tailFactor(z: number): number {
  if (z <= MIDDLE_UNTIL) return polynomial(MIDDLE_UPPER, z) / polynomial(MIDDLE_LOWER, z);
  const t = 1 / (z * z);
  const correction = (t * polynomial(FAR_UPPER, t)) / polynomial(FAR_LOWER, t);
  return (Math.exp(-HALF_LOG_TWO_PI) - correction) / z;
}

/** exp(−z²/2) without the rounding of z², which would cost z² ulps. */
function halfSquareExponential(z: number): number {
  if (z > UNDERFLOW_FROM) return 0;
  const near = Math.trunc(z * SPLIT) / SPLIT;
  return Math.exp(-0.5 * near * near) * Math.exp(-0.5 * (z - near) * (z + near));
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i -= 1) sum = sum * x + coefficients[i]!;
  return sum;
}

/**
 * The point z with probability p in the given tail of the standard normal distribution.
 *
 * @param p in [0, 1]; 0 and 1 give ∓Infinity or ±Infinity.
 * @throws {RangeError} when p lies outside [0, 1].
 * @see Abramowitz & Stegun (1964), 26.2.23, for the start, then Newton's steps on the logarithm of
 * the tail, or on Φ(z) − ½ in the centre, where the logarithm knows z only absolutely.
 * Error: 5e-15 relative, for p from 1e-300, against R.
 * @example
 * normalQuantile(0.975); // => 1.959963984540
 */
export function normalQuantile(p: number, tail: Tail = 'lower'): number {
  requireProbability(p);
  const upper = tail === 'upper' ? p : 1 - p;
  if (p === 0 || p === 1) return upper === 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const magnitude = upperQuantile(Math.min(p, 1 - p));
  return p < 0.5 === (tail === 'upper') ? magnitude : -magnitude;
}

/** The z ≥ 0 with upper tail p, for 0 < p ≤ ½. */
function upperQuantile(p: number): number {
  let z = roughUpperQuantile(Math.log(p));
  for (let step = 0; step < 4; step += 1) {
    const slope = Math.exp(-0.5 * z * z - HALF_LOG_TWO_PI - logNormalUpper(z));
    z +=
      z < CENTRE_UNTIL
        ? (0.5 - p - normalCentre(z)) / Math.exp(-0.5 * z * z - HALF_LOG_TWO_PI)
        : (logNormalUpper(z) - Math.log(p)) / slope;
  }
  return z;
}

/**
 * The point z whose upper tail has this natural logarithm, also where the tail underflows.
 *
 * @param logP at most 0.
 * @see normalQuantile.
 * Error: 1e-13, relative from 1 on, down to exp(−1e6), against R.
 */
export function normalUpperQuantile(logP: number): number {
  if (logP > -Math.LN2) return -normalUpperQuantile(log1mExp(logP));
  if (logP === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY;
  let z = roughUpperQuantile(logP);
  for (let step = 0; step < 6; step += 1) {
    const logUpper = logNormalUpper(z);
    z += (logUpper - logP) / Math.exp(-0.5 * z * z - HALF_LOG_TWO_PI - logUpper);
  }
  return z;
}

/** Within 4.5e-4 (Abramowitz & Stegun 1964, 26.2.23). */
function roughUpperQuantile(logP: number): number {
  const t = Math.sqrt(-2 * logP);
  const upper = 2.515517 + t * (0.802853 + t * 0.010328);
  const lower = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return Math.max(0, t - upper / lower);
}
