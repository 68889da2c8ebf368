import type { Random } from '../../stats/random/random.js';
import type { MetricAggregate } from '../aggregates.js';
import type { EffectMagnitude } from '../design.js';

/** Draws so many units of one arm as it was made for: a sample for each metric. */
export type Batch = (random: Random) => MetricAggregate[];

/** What the units of an arm are like. */
export interface Population {
  /** Draws of so many units, each independent of the others. */
  batchOf(units: number): Batch;
}

/** By how much an arm differs from the control in a metric, signed; in the scale that it was given in. */
export type Shift = EffectMagnitude;

/** What a shift comes to in the metric's unit, where the control has this level. */
export function absoluteShift({ scale, size }: Shift, level: number): number {
  return scale === 'relative' ? size * Math.abs(level) : size;
}
