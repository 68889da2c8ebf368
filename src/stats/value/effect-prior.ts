import { logBeta } from '../distributions/deviance.js';
import { HALF_LOG_TWO_PI } from '../distributions/gamma.js';
import { normalQuantile, normalTails } from '../distributions/normal.js';
import { studentQuantile, studentTails } from '../distributions/student.js';
import type { Tails } from '../distributions/tails.js';
import { requireDomain, requirePositive } from '../numeric/domain.js';

/**
 * What an effect is taken for before its test: normal, or Student's t around a mean, which gives large
 * effects their due (Azevedo, Deng, Montiel Olea, Rao & Weyl 2020, Journal of Political Economy 128).
 */
export interface EffectPrior {
  mean: number;
  /** The standard deviation of a normal prior; of a t prior what its standard t is multiplied by. */
  scale: number;
  /** Degrees of freedom, above 1 so that there is a mean; Infinity is the normal distribution. */
  df: number;
}

/** Throws RangeError unless the prior has a finite mean, a positive scale and more than one degree of freedom. */
export function requirePrior({ mean, scale, df }: EffectPrior): void {
  requireDomain(Number.isFinite(mean), 'mean', 'finite', mean);
  requirePositive(scale, 'scale');
  requireDomain(df > 1, 'df', 'above 1', df);
}

/** The probabilities that the effect lies below and above. */
export function priorTails({ mean, scale, df }: EffectPrior, at: number): Tails {
  return df === Number.POSITIVE_INFINITY
    ? normalTails((at - mean) / scale)
    : studentTails((at - mean) / scale, df);
}

/** The effect below which it lies with that probability, in (0, 1). */
export function priorQuantile({ mean, scale, df }: EffectPrior, p: number): number {
  const z = df === Number.POSITIVE_INFINITY ? normalQuantile(p) : studentQuantile(p, df);
  return mean + scale * z;
}

/** The density of the effect, per unit of it: a function that is made once for many points. */
export function priorDensity({ mean, scale, df }: EffectPrior): (at: number) => number {
  if (df === Number.POSITIVE_INFINITY) {
    const summit = Math.exp(-HALF_LOG_TWO_PI) / scale;
    return (at) => summit * Math.exp(-0.5 * ((at - mean) / scale) ** 2);
  }
  const logSummit = -0.5 * Math.log(df) - logBeta(df / 2, 0.5) - Math.log(scale);
  return (at) => Math.exp(logSummit - 0.5 * (df + 1) * Math.log1p(((at - mean) / scale) ** 2 / df));
}

/**
 * By how much the effect is expected to exceed a value, counting 0 where it does not: E max(0, θ − at), in
 * the unit of the effect.
 *
 * @throws {RangeError} as requirePrior.
 * @see Bachelier (1900), of a normal prior; of a t prior by ∫ z f(z) dz = −(ν + z²) f(z) ⁄ (ν − 1).
 * Error: 1e-12 relative to the scale, against R.
 */
export function expectedExcess(prior: EffectPrior, at: number): number {
  requirePrior(prior);
  const { mean, scale, df } = prior;
  // Below the mean by what is expected above it, so that nothing large is taken from something large.
  if (at < mean) return mean - at + expectedExcess({ mean: -mean, scale, df }, -at);
  const z = (at - mean) / scale;
  const spread = df === Number.POSITIVE_INFINITY ? 1 : (df + z * z) / (df - 1);
  const density = priorDensity({ mean: 0, scale: 1, df })(z);
  const { upper } = priorTails(prior, at);
  return Math.max(0, scale * (spread * density - z * upper));
}
