import type { Random } from '../../stats/random/random.js';
import { priorQuantile } from '../../stats/value/effect-prior.js';
import { changeOf, type EffectBelief, signOf } from '../effect-belief.js';
import type { MetricKind } from '../metric-kind.js';
import type { Shift } from './population.js';

/** A true effect that was drawn. */
export interface TrueEffect {
  /** By how much the treatment differs, signed as it would be measured. */
  shift: Shift;
  /** The same in the metric's unit, in the direction that is better. */
  gain: number;
}

/**
 * A true effect drawn from what is believed, of a control at that level, above 0 where effects are shares of it. No effect takes a rate out of 0 to 1: one
 * beyond is taken for the end.
 */
export function drawnEffect(
  belief: EffectBelief,
  { level, kind }: { level: number; kind: MetricKind | null },
  random: Random,
): TrueEffect {
  const isShare = belief.effect !== 'absolute';
  const size = changeOf(belief, priorQuantile(belief.prior, random.uniform()));
  const change = isShare ? level * size : size;
  const sign = signOf(belief);
  if (kind !== 'proportion') {
    // As a share, so that units of nothing stay so.
    return { shift: { scale: isShare ? 'relative' : 'absolute', size }, gain: sign * change };
  }
  const within = Math.min(1 - level, Math.max(-level, change));
  return { shift: { scale: 'absolute', size: within }, gain: sign * within };
}
