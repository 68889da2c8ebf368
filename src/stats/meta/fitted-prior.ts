import { normalQuantile } from '../distributions/normal.js';
import { studentQuantile } from '../distributions/student.js';
import type { EffectPrior } from '../value/effect-prior.js';
import type { EffectsPosterior } from './effects-posterior.js';
import { mixtureMoments, mixtureQuantile } from './normal-mixture.js';

/** The middle of a distribution that a prior is to share with it: 95 %. */
const OUTSIDE = 0.025;

/**
 * What another experiment is to be taken for before its data, as one distribution of the family that was fitted: with
 * the mean of all true effects, and as wide as the effect of another experiment, the uncertainty of mean and spread
 * included, between its 2.5 % and its 97.5 % point.
 *
 * By these points and not by the variance, which of two or three experiments does not exist. The centre and the
 * ends are then right; the shoulders differ by what integrating a spread out makes of a normal distribution.
 *
 * @see by definition: one mean and two quantiles are matched.
 * @example
 * const effects = knownEffects(
 *   independentEffects([
 *     { estimate: 0.02, variance: 0.0001 },
 *     { estimate: 0.05, variance: 0.0002 },
 *     { estimate: -0.01, variance: 0.0001 },
 *     { estimate: 0.01, variance: 0.0001 },
 *   ]),
 * );
 * if ('why' in effects) throw new Error(effects.why);
 * const posterior = normalPosterior(effects);
 * if (typeof posterior === 'string') throw new Error(posterior);
 * // What to expect of the next experiment.
 * fittedPrior(posterior); // => { mean: 0.015506, scale: 0.028125, df: Infinity }
 */
export function fittedPrior({ mean, another, df }: EffectsPosterior): EffectPrior {
  const width = mixtureQuantile(another, 1 - OUTSIDE) - mixtureQuantile(another, OUTSIDE);
  const unit =
    df === null ? normalQuantile(OUTSIDE, 'upper') : studentQuantile(OUTSIDE, df, 'upper');
  return {
    mean: mixtureMoments(mean).mean,
    scale: width / (2 * unit),
    df: df ?? Number.POSITIVE_INFINITY,
  };
}
