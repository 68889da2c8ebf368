import type { Idea } from '../../experiment/idea.js';
import type { Baseline } from '../../experiment/size/baseline.js';
import { expectedLevel } from '../../experiment/size/baseline.js';
import type { PlannedBaseline } from '../../experiment/size/plan.js';
import { type EffectPrior, expectedExcess } from '../../stats/value/effect-prior.js';

/** The effect of an idea as its value hangs on it: in the metric's unit, above 0 where it is better. */
export interface IdeaEffect {
  prior: EffectPrior;
  /** The effect that exactly pays for what a unit costs. */
  breakEven: number;
  /** What effects there can be. */
  bounds: readonly [number, number];
  /** The mean of what a unit gains, in the metric's unit, and of how much it gains or loses. */
  meanGain: number;
  meanSize: number;
}

/** The effect of an idea over a prior of its relative effect. */
export function ideaEffect(
  {
    baseline,
    lowerIsBetter,
    cost,
    value,
  }: Pick<Idea, 'baseline' | 'lowerIsBetter' | 'cost' | 'value'>,
  relative: EffectPrior,
): IdeaEffect {
  const level = Math.abs(expectedLevel(baselineOf(baseline))!);
  const sign = lowerIsBetter ? -1 : 1;
  const { mean, scale, df } = relative;
  const prior = { mean: sign * mean * level, scale: scale * level, df };
  const bounds = boundsOf(baseline, lowerIsBetter);
  const breakEven = cost / value;
  return {
    prior,
    breakEven,
    bounds,
    meanGain: meanWithin(prior, bounds) - breakEven,
    meanSize: 2 * expectedExcess(prior, breakEven) - (prior.mean - breakEven),
  };
}

/** What is expected of the control, as sizes are worked out by. */
export function baselineOf(baseline: PlannedBaseline): Baseline {
  return 'rate' in baseline ? { kind: 'proportion', ...baseline } : { kind: 'mean', ...baseline };
}

function boundsOf(baseline: PlannedBaseline, lowerIsBetter: boolean): [number, number] {
  if (!('rate' in baseline)) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const [down, up] = [-baseline.rate, 1 - baseline.rate];
  return lowerIsBetter ? [-up, -down] : [down, up];
}

/** The mean of effects of which those beyond the bounds are taken for these. */
function meanWithin(prior: EffectPrior, [least, most]: readonly [number, number]): number {
  if (!Number.isFinite(most)) return prior.mean;
  const mirrored = { ...prior, mean: -prior.mean };
  return prior.mean - expectedExcess(prior, most) + expectedExcess(mirrored, -least);
}
