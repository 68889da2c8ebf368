import type { KnownEffects } from '../../stats/meta/known-effects.js';
import {
  type EstimatedWithin,
  predictionInterval,
  type RandomEffects,
  randomEffects,
} from '../../stats/meta/random-effects.js';

/** The mean of true effects and their spread, in the unit of the effects. */
export interface Pooled {
  mean: EstimatedWithin;
  /** Of the mean's t. */
  df: number;
  /** τ, with its interval by the Q-profile. */
  spread: { estimate: number; lower: number; upper: number };
  /** Where the true effect of another experiment is expected. */
  another: { lower: number; upper: number };
  /** I², 0–1. */
  shareBeyondChance: number;
  /** Cochran's Q. */
  heterogeneity: { statistic: number; df: number; pValue: number };
}

/** The mean and the spread of these effects; `null` of a single one, which knows no spread. */
export function pooledOf(effects: KnownEffects, confidence: number): Pooled | null {
  const fit = randomEffects(effects, confidence);
  if (typeof fit === 'string') return null;
  const { lower, upper } = predictionInterval(fit, confidence);
  const { statistic, df, pValue } = fit.heterogeneity!;
  return {
    mean: fit.coefficients[0]!,
    df: fit.df!,
    spread: spreadOf(fit),
    another: { lower, upper },
    shareBeyondChance: fit.shareBeyondChance,
    heterogeneity: { statistic, df, pValue },
  };
}

/** τ of τ² and its interval. */
export function spreadOf({ tauSquared, tauSquaredInterval }: RandomEffects): Pooled['spread'] {
  return {
    estimate: Math.sqrt(tauSquared),
    lower: Math.sqrt(tauSquaredInterval!.lower),
    upper: Math.sqrt(tauSquaredInterval!.upper),
  };
}
