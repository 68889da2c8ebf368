import { sum } from 'simple-statistics';
import type { Alternative } from '../alternative.js';
import { studentReference } from '../distributions/reference-distribution.js';
import type { PointEstimate } from './point-estimate.js';
import type { ReferenceOf, StratifiedEffect } from './stratified-effect.js';
import { agreeing, type Untestable } from './two-sample-test.js';

/** The effect in one stratum. */
export interface StratumEffect extends PointEstimate {
  /** Degrees of freedom of its variance, positive; Infinity where that is known. */
  df: number;
  /** Its weight in the average, positive, whatever the effect: n m/(n + m) of the arms' units. */
  weight: number;
}

/** Whether an effect has no estimate or no variance. */
export function isUnknown({ estimate, variance }: StratumEffect): boolean {
  return Number.isNaN(estimate) || Number.isNaN(variance);
}

/**
 * The effect within strata, averaged by weights that do not depend on what was measured, with the
 * t-test that it is 0: post-stratification with Welch's variances and Satterthwaite's degrees of freedom.
 *
 * Weights of precision, 1 ÷ variance, follow the means where values are skewed: a stratum that by chance
 * has few large values has a low mean and a small variance, and counts for more.
 *
 * @param referenceOf by what the statistic is judged, where it is looked at again and again.
 * @returns 'TOO_FEW_UNITS' without effects or where one is NaN, 'ZERO_VARIANCE' where none has any.
 * @see Miratrix, Sekhon & Yu (2013), JRSS B 75, 369–396; Satterthwaite (1946), Biometrics Bulletin 2,
 * 110–114.
 * @example
 * const effects = [
 *   { estimate: 0.02, variance: 0.0001, df: 98, weight: 300 },
 *   { estimate: 0.05, variance: 0.0004, df: 48, weight: 100 },
 * ];
 * const test = postStratifiedTest(effects, 'two-sided');
 * if (typeof test === 'string') throw new Error(test);
 * [test.estimate, test.variance]; // => [ 0.0275, 0.00008125 ]
 * [test.df, test.pValue]; // => [ 145.7067, 0.00271 ]
 */
export function postStratifiedTest(
  effects: readonly StratumEffect[],
  alternative: Alternative,
  referenceOf: ReferenceOf = studentReference,
): StratifiedEffect | Untestable {
  if (effects.length === 0 || effects.some(isUnknown)) return 'TOO_FEW_UNITS';
  const weights = sum(effects.map(({ weight }) => weight));
  const shares = effects.map(({ weight }) => weight / weights);
  const estimate = sum(effects.map((effect, i) => shares[i]! * effect.estimate));
  const variances = effects.map(({ variance }, i) => shares[i]! ** 2 * variance);
  const variance = sum(variances);
  if (variance === 0) return 'ZERO_VARIANCE';
  if (!Number.isFinite(variance) || !Number.isFinite(estimate ** 2 / variance)) {
    return 'NUMBERS_TOO_LARGE';
  }
  // As shares of the whole, so that squares neither overflow nor vanish.
  const df = 1 / sum(effects.map((effect, i) => (variances[i]! / variance) ** 2 / effect.df));
  const reference = referenceOf(df);
  const error = Math.sqrt(variance);
  const p = reference.pValue(estimate / error, alternative);
  return {
    estimate,
    variance,
    statistic: estimate / error,
    df,
    ...p,
    criticalValue: (level) => reference.criticalValue(level, alternative),
    pValueAt: (difference) => reference.pValue((estimate - difference) / error, alternative),
    interval: (level) => {
      const reach = reference.criticalValue(level, alternative) * error;
      const both = { lower: estimate - reach, upper: estimate + reach };
      return agreeing(both, alternative, { rejected: p.pValue < level, estimate });
    },
  };
}
