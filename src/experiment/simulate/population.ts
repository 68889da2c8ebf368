import type { Random } from '../../stats/random/random.js';
import type { MetricAggregate } from '../aggregates.js';
import type { EffectMagnitude } from '../design.js';

/** What the units of an arm are like. */
export interface Population {
  /** An arm that takes so many units more at each look, each independent of the others. */
  growing(units: readonly number[]): GrowingArm;
}

/**
 * One arm of an experiment as it grows, look by look. It is the same object for all experiments, and a look
 * makes none: of a thousand looks that are drawn the gate is asked about a few.
 */
export interface GrowingArm {
  /** FIGURES numbers of each metric, one metric after the other. */
  readonly figures: Float64Array;
  /** Begins an experiment, without any units. */
  clear(): void;
  /** Draws the units that come in by this look, from 0. */
  grow(look: number, random: Random): void;
  /** The sample of a metric so far. */
  sample(metric: number): MetricAggregate;
}

/** Where a figure of a metric stands, and how many it has. */
export const N = 0;
/** Of a metric that is no rate whatever. */
export const SUCCESSES = 1;
/** Of a rate whatever, since its successes say it. */
export const MEAN = 2;
/** The centred sum of squares; of a rate whatever. */
export const SQUARES = 3;
export const FIGURES = 4;

/** By how much an arm differs from the control in a metric, signed; in the scale that it was given in. */
export type Shift = EffectMagnitude;

/** What a shift comes to in the metric's unit, where the control has this level. */
export function absoluteShift({ scale, size }: Shift, level: number): number {
  return scale === 'relative' ? size * Math.abs(level) : size;
}
