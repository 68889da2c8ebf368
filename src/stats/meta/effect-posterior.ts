import { normalTails } from '../distributions/normal.js';
import { requireDomain, requirePositive } from '../numeric/domain.js';
import { trapezoidNodes } from '../numeric/trapezoid.js';
import { type EffectPrior, expectedExcess, requirePrior } from '../value/effect-prior.js';
import type { NormalPart } from './normal-mixture.js';

/** From so many degrees of freedom on a t is a normal distribution to 1e-8. */
const AS_NORMAL = 1e8;

/**
 * What is known of an effect after its estimate, which is normal around it: normal parts, whose weights add up to 1.
 * Of a normal prior it is one, the mean of prior and estimate by their precisions; a t prior is a normal one whose
 * variance was drawn, which is integrated out.
 *
 * @param standardError of the estimate, positive and as good as known.
 * @throws {RangeError} outside these, or unless the prior's mean is finite, its scale positive and its df above 1.
 * @see Gelman et al. (2013), Bayesian Data Analysis, eq. (2.12), and section 17.2 for the t.
 * Error: 1e-8 relative in means, spreads and chances, against R's integrate.
 * @example
 * // As sure of no effect as of the estimate: half of it is left, with half of the variance.
 * effectPosterior(0.02, 0.01, { mean: 0, scale: 0.01, df: Number.POSITIVE_INFINITY });
 * // => [ { weight: 1, mean: 0.01, variance: 0.00005 } ]
 */
export function effectPosterior(
  estimate: number,
  standardError: number,
  prior: EffectPrior,
): NormalPart[] {
  requirePrior(prior);
  requireDomain(Number.isFinite(estimate), 'estimate', 'finite', estimate);
  requirePositive(standardError, 'standardError');
  const { mean, scale, df } = prior;
  const after = (deviation: number, weight: number): NormalPart => {
    // The share of the prior in the mean; each variance over the larger one, so that none leaves the doubles.
    const ratio = standardError / deviation;
    const share = 1 / (1 + 1 / ratio ** 2);
    return {
      weight,
      mean: estimate + share * (mean - estimate),
      variance: (standardError / Math.hypot(1, ratio)) ** 2,
    };
  };
  if (df >= AS_NORMAL) return [after(scale, 1)];
  return precisionNodes((estimate - mean) / scale, standardError / scale, df).map(
    ({ at, weight }) => after(scale * Math.exp(-at / 2), weight),
  );
}

/** So far below its summit a logarithm of a density may be left out. */
const FAR = 60;

/**
 * The logarithm of the precision of a t with its shares after an estimate so many scales away from its mean: gamma
 * with shape and rate df ⁄ 2 before it.
 */
function precisionNodes(distance: number, error: number, df: number) {
  const half = df / 2;
  const [own, away] = [inDoubles(error ** 2), inDoubles(distance ** 2)];
  const logDensity = (u: number) => {
    const spread = own + Math.exp(-u);
    return half * (u - Math.expm1(u)) - 0.5 * (Math.log(spread) + away / spread);
  };
  // An estimate far away speaks for a variance about as large as its distance squared.
  const summit = Math.min(0, -Math.log(away));
  const reach = FAR / half;
  const from = summit - reach - Math.sqrt(2 * reach);
  return trapezoidNodes(logDensity, from, Math.log1p(reach + 2 * Math.sqrt(reach))).nodes;
}

/** As large as leaves room for a sum; beyond, nothing changes any more. */
function inDoubles(square: number): number {
  return Math.min(square, Number.MAX_VALUE / 4);
}

/** By how much an effect is expected to be above 0, and below, counting 0 where it is not; both 0 or more. */
export interface ExpectedParts {
  above: number;
  below: number;
}

/**
 * E max(0, θ) and E max(0, −θ) of a mixture of normal distributions, in its unit.
 *
 * @throws {RangeError} where a part's variance is not positive.
 * @see Raiffa & Schlaifer (1961), Applied Statistical Decision Theory, section 5.6: the normal loss integral.
 * Error: 1e-12 of the spread, against R.
 * @example
 * // Of a standard normal quantity: φ(0).
 * expectedParts([{ weight: 1, mean: 0, variance: 1 }]); // => { above: 0.398942, below: 0.398942 }
 */
export function expectedParts(parts: readonly NormalPart[]): ExpectedParts {
  const of = (sign: 1 | -1) =>
    parts.reduce((sum, { weight, mean, variance }) => {
      const normal = {
        mean: sign * mean,
        scale: Math.sqrt(variance),
        df: Number.POSITIVE_INFINITY,
      };
      return sum + weight * expectedExcess(normal, 0);
    }, 0);
  return { above: of(1), below: of(-1) };
}

/**
 * E max(0, exp(θ) − 1) and E max(0, 1 − exp(θ)) of a mixture of logarithms of ratios: what the ratio is expected to
 * be above 1, and below.
 *
 * @see Aitchison & Brown (1957), The Lognormal Distribution, section 2.4, for the partial means.
 * Error: 1e-14 ÷ the result, relative, beside the tails' own.
 * @example
 * expectedRatioParts([{ weight: 1, mean: 0, variance: 0.01 }]); // => { above: 0.042534, below: 0.037521 }
 */
export function expectedRatioParts(parts: readonly NormalPart[]): ExpectedParts {
  let [above, below] = [0, 0];
  for (const { weight, mean, variance } of parts) {
    const sd = Math.sqrt(variance);
    const moved = normalTails(mean / sd + sd);
    const plain = normalTails(mean / sd);
    const growth = Math.exp(mean + variance / 2);
    above += weight * Math.max(0, growth * moved.lower - plain.lower);
    below += weight * Math.max(0, plain.upper - growth * moved.upper);
  }
  return { above, below };
}
