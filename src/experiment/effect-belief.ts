import type { EffectPrior } from '../stats/value/effect-prior.js';

/** What is believed of an effect before its test; positive is better. */
export interface EffectBelief {
  prior: EffectPrior;
  /** What its effects are: ln (treatment ÷ control), treatment ÷ control − 1, or treatment − control. */
  effect: 'relative' | 'lift' | 'absolute';
  /** Which change of the metric is better. */
  direction: 'increase' | 'decrease';
}

/** The same with where it was read. */
export interface BeliefOnFile extends EffectBelief {
  path: string;
  /** What it is about; `null` where nobody said. */
  metric: string | null;
  /** Of how many experiments it was told; `null` where nobody says. */
  experiments: number | null;
}

/** The sign of a change for the better. */
export function signOf({ direction }: Pick<EffectBelief, 'direction'>): 1 | -1 {
  return direction === 'increase' ? 1 : -1;
}

/** An effect of that belief as what it changes: treatment ÷ control − 1, or of an absolute one treatment − control. */
export function changeOf(belief: Pick<EffectBelief, 'effect' | 'direction'>, x: number): number {
  const signed = signOf(belief) * x;
  return belief.effect === 'relative' ? Math.expm1(signed) : signed;
}
