import { requireDomain, requirePositive } from '../numeric/domain.js';
import { logDeviation, logPoissonMass } from './deviance.js';
import { HALF_LOG_TWO_PI, logGamma } from './gamma.js';
import { logNormalUpper } from './normal.js';
import { NOTHING_ABOVE, NOTHING_BELOW, type Tails, tailsFromLog, tailsFromLogs } from './tails.js';

/** Stand-in for a zero denominator (Thompson & Barnett 1986, eq. (III.4)): its square is no underflow. */
const TINY = 1e-150;

/** From here on Temme's first correction is enough, and series would take over 1e5 steps. */
const LARGE_SHAPE = 1e9;

/** Below this the difference 1/μ − 1/η loses digits, and three terms of its series suffice. */
const NEAR_THE_MEAN = 0.01;

/**
 * Both tails of the gamma distribution with shape a and scale 1 at x: the regularized incomplete
 * gamma functions, lower = P(a, x), upper = Q(a, x).
 *
 * @param a positive and finite. @param x at least 0; Infinity gives the end.
 * @throws {RangeError} outside these.
 * @see DLMF 8.7.1 (series, x < a), 8.9.2 (Legendre's fraction, x ≥ a).
 * Error: 5e-13 relative in either tail down to 1e-300, for a from 0.005 to 5e13, against R.
 */
export function gammaTails(a: number, x: number): Tails {
  requirePositive(a, 'a');
  requireDomain(x >= 0, 'x', 'at least 0', x);
  if (x === 0) return NOTHING_BELOW;
  if (x === Number.POSITIVE_INFINITY) return NOTHING_ABOVE;
  if (a > LARGE_SHAPE) return tailsOfLargeShape(a, x);
  const logMass = logPoissonMass(a, x);
  if (x >= a && x >= 1) return tailsFromLog(logMass + Math.log(a * upperFraction(a, x)), 'upper');
  const logLower = logMass + Math.log(lowerSeries(a, x));
  if (a >= 1 || logLower < -Math.LN2) return tailsFromLog(logLower, 'lower');
  return tailsFromLogs(logLower, logUpperOfSmallShape(a, x));
}

/** Σ xⁿ ⁄ ((a + 1) … (a + n)): positive terms. */
function lowerSeries(a: number, x: number): number {
  let [sum, term] = [1, 1];
  for (let n = 1; term > (sum * Number.EPSILON) / 4; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** 1 ⁄ (x + 1 − a − 1(1 − a) ⁄ (x + 3 − a − 2(2 − a) ⁄ …)), by Lentz's forward evaluation. */
function upperFraction(a: number, x: number): number {
  let b = x - a + 1;
  let [c, d] = [1 / TINY, 1 / b];
  let fraction = d;
  for (let n = 1; ; n += 1) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (b + numerator * d || TINY);
    c = b + numerator / c || TINY;
    const change = c * d;
    fraction *= change;
    if (!(Math.abs(change - 1) > Number.EPSILON)) return fraction;
  }
}

/**
 * ln Q(a, x) for a, x < 1, where Q is small because a is: 1 − P would lose what a has of digits.
 * @see DLMF 8.7.1's companion γ*(a, x) = 1/Γ(a) Σ (−x)ⁿ ⁄ (n! (a + n)), its first term taken apart.
 */
function logUpperOfSmallShape(a: number, x: number): number {
  const log = a * Math.log(x) - logGamma(a + 1);
  let [sum, term] = [0, 1];
  for (let n = 1; Math.abs(term) > Number.EPSILON / 4; n += 1) {
    term *= -x / n;
    sum += term / (a + n);
  }
  return Math.log(-Math.expm1(log) - Math.exp(log) * a * sum);
}

/**
 * Normal tails at η√a with Temme's correction; what it leaves out is 1/a smaller.
 * @see Temme (1979), The asymptotic expansion of the incomplete gamma functions, SIAM J. Math. Anal.
 * 10, 757–766; DLMF 8.12.3–8.12.9.
 */
function tailsOfLargeShape(a: number, x: number): Tails {
  const mu = (x - a) / a;
  const eta = Math.sign(mu) * Math.sqrt(2 * logDeviation(mu, x / a));
  const correction =
    Math.abs(eta) < NEAR_THE_MEAN ? -1 / 3 + eta / 12 - (2 * eta * eta) / 135 : 1 / mu - 1 / eta;
  const [z, side] = [Math.abs(eta) * Math.sqrt(a), eta > 0 ? 1 : -1];
  const logNormal = logNormalUpper(z);
  const logDensity = -0.5 * z * z - HALF_LOG_TWO_PI - 0.5 * Math.log(a);
  const ratio = side * correction * Math.exp(logDensity - logNormal);
  return tailsFromLog(logNormal + Math.log1p(ratio), eta > 0 ? 'upper' : 'lower');
}
