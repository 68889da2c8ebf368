import { alongAxes, sumGiven } from './effects-posterior.js';
import { knownFit } from './heterogeneity.js';
import type { KnownEffects } from './known-effects.js';

/** A true effect as all effects together have it, with its standard error. */
export interface ShrunkEffect {
  estimate: number;
  standardError: number;
}

/**
 * The best linear unbiased prediction of each true effect given the spread, in the order of the effects.
 *
 * τ² is taken as known, so the errors are somewhat small where there are few experiments; normalPosterior
 * integrates it out.
 *
 * @param tauSquared the variance of true effects, 0 or more, in their unit squared.
 * @see Raudenbush & Bryk (1985), J. Educational Statistics 10, 75–98. Error: 1e-9 relative, against metafor's blup.
 * @example
 * const effects = knownEffects(
 *   independentEffects([
 *     { estimate: 0.02, variance: 0.0001 },
 *     { estimate: 0.05, variance: 0.0002 },
 *     { estimate: -0.01, variance: 0.0001 },
 *   ]),
 * );
 * if ('why' in effects) throw new Error(effects.why);
 * shrunkEffects(effects, 0.0004).map(({ estimate }) => estimate); // => [ 0.01965, 0.03941, -0.00435 ]
 */
export function shrunkEffects(effects: KnownEffects, tauSquared: number): ShrunkEffect[] {
  const fit = knownFit(effects, tauSquared);
  return effects.axes.map((_, i) => {
    const along = alongAxes({ ...effects, axes: [effects.axes[i]!] }, [1]);
    const { mean, variance } = sumGiven(effects, fit, along);
    return { estimate: mean, standardError: Math.sqrt(variance) };
  });
}
