import type { KnownEffects } from './known-effects.js';

/**
 * The scale of the half-Cauchy prior of τ: the root of the harmonic mean of the error variances, at which half of
 * what is seen of a typical effect would be its own. So the prior says nothing in the unit of the metric.
 *
 * @see DuMouchel (1994), Hierarchical Bayes linear models for meta-analysis, NISS technical report 27, for the scale;
 * Gelman (2006), Bayesian Analysis 1, 515–534, for the half-Cauchy, and for the flat prior of the mean.
 */
export function spreadPriorScale({ variances }: KnownEffects): number {
  const precision = variances.reduce((sum, variance) => sum + 1 / variance, 0);
  return Math.sqrt(variances.length / precision);
}

/** The logarithm of its density with respect to ln τ. */
export function logSpreadPrior(logTau: number, scale: number): number {
  const logRatio = logTau - Math.log(scale);
  return Math.log(2 / Math.PI) + logRatio - Math.log1p(Math.exp(2 * logRatio));
}
