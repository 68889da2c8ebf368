import { binomialLogMass } from '../distributions/binomial.js';
import { requireDomain, requirePositive, requireProbability } from '../numeric/domain.js';
import type { Random } from './random.js';

/**
 * A standard normal number.
 *
 * @see Marsaglia & Bray (1964), SIAM Review 6, 260–264 (the polar method; the second number is left).
 * @example
 * const random = randomStream(2026, [0, 0]);
 * const draws = Array.from({ length: 10_000 }, () => drawNormal(random));
 * // Their mean lies within five standard errors of 0.
 * Math.abs(draws.reduce((sum, x) => sum + x, 0) / draws.length) < 0.05; // => true
 */
export function drawNormal(random: Random): number {
  for (;;) {
    const x = 2 * random.uniform() - 1;
    const y = 2 * random.uniform() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/**
 * A number of the gamma distribution with that shape and scale 1.
 *
 * @param shape positive.
 * @throws {RangeError} when it is not.
 * @see Marsaglia & Tsang (2000), ACM TOMS 26(3), 363–372.
 * @example
 * drawGamma(randomStream(2026, [0, 0]), 2) > 0; // => true
 */
export function drawGamma(random: Random, shape: number): number {
  return gammaDraws(shape)(random);
}

/**
 * Numbers of the gamma distribution with that shape and scale 1: a function that draws one.
 *
 * @param shape positive.
 * @throws {RangeError} when it is not.
 * @see Marsaglia & Tsang (2000), ACM TOMS 26(3), 363–372; below shape 1, their §6.
 */
export function gammaDraws(shape: number): (random: Random) => number {
  requirePositive(shape, 'shape');
  if (shape < 1) {
    const above = gammaDraws(shape + 1);
    return (random) => above(random) * Math.exp(Math.log(random.uniform()) / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  return (random) => {
    for (;;) {
      const x = drawNormal(random);
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      const square = x * x;
      const u = random.uniform();
      // Their squeeze, within which no logarithm is asked for.
      if (u < 1 - 0.0331 * square * square) return d * v;
      if (Math.log(u) < 0.5 * square + d - d * v + d * Math.log(v)) return d * v;
    }
  };
}

/**
 * A chi-square number with that many degrees of freedom, above 0.
 *
 * @param df positive, need not be whole.
 * @throws {RangeError} when it is not.
 * @see drawGamma: twice the one of shape df ÷ 2.
 * @example
 * drawChiSquare(randomStream(2026, [0, 0]), 3) > 0; // => true
 */
export function drawChiSquare(random: Random, df: number): number {
  return chiSquareDraws(df)(random);
}

/** Chi-square numbers with that many degrees of freedom: a function that draws one. */
export function chiSquareDraws(df: number): (random: Random) => number {
  const half = gammaDraws(df / 2);
  return (random) => 2 * half(random);
}

/**
 * How many of n units succeed, each with probability p: a function that draws it, exactly.
 *
 * @param n a whole number, 0 or more. @param p in [0, 1].
 * @throws {RangeError} outside these.
 * @see Devroye (1986), Non-Uniform Random Variate Generation, §X.4.3, for few expected successes (waiting
 * times); else Hörmann (1993), J. Statistical Computation and Simulation 46, 101–110 (BTRS).
 * @example
 * const draw = binomialDraws(10, 0.5);
 * const random = randomStream(2026, [0, 0]);
 * const successes = draw(random);
 * Number.isInteger(successes) && successes >= 0 && successes <= 10; // => true
 */
export function binomialDraws(n: number, p: number): (random: Random) => number {
  requireDomain(Number.isSafeInteger(n) && n >= 0, 'n', 'a whole number, 0 or more', n);
  requireProbability(p);
  if (p > 0.5) {
    const failures = binomialDraws(n, 1 - p);
    return (random) => n - failures(random);
  }
  if (n === 0 || p === 0) return () => 0;
  return n * p < FEW_EXPECTED ? byWaiting(n, p) : byRejection(n, p);
}

/** Where Hörmann's hat starts to fit (1993, §3). */
const FEW_EXPECTED = 10;

/** The number of failures before each success is geometric; successes are counted until n are passed. */
function byWaiting(n: number, p: number): (random: Random) => number {
  const logFailure = Math.log1p(-p);
  return (random) => {
    let [successes, passed] = [-1, 0];
    do {
      successes += 1;
      passed += Math.floor(Math.log(random.uniform()) / logFailure) + 1;
    } while (passed <= n);
    return successes;
  };
}

/**
 * Transformed rejection: a hat close to the masses whose inverse is a formula, and a box within which
 * nothing has to be computed. The constants are Hörmann's, who fitted them (1993, table 1 and BTRS).
 */
function byRejection(n: number, p: number): (random: Random) => number {
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const inner = 0.92 - 4.2 / b;
  const summit = binomialLogMass(Math.floor((n + 1) * p), n, p);
  return (random) => {
    for (;;) {
      const u = random.uniform() - 0.5;
      const v = random.uniform();
      const away = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / away + b) * u + centre);
      if (away >= 0.07 && v <= inner) return k;
      if (k < 0 || k > n) continue;
      const hat = Math.log((v * alpha) / (a / (away * away) + b));
      if (hat <= binomialLogMass(k, n, p) - summit) return k;
    }
  };
}
