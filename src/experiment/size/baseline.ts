import type { EffectMagnitude } from '../design.js';

/** What is expected of the control: a rate, or a mean (`null`: not known) with a standard deviation. */
export type Baseline =
  | { kind: 'proportion'; rate: number }
  | { kind: 'mean'; mean: number | null; sd: number };

/** The rate or mean that is expected of the control; `null` where that is not known. */
export function expectedLevel(baseline: Baseline): number | null {
  return baseline.kind === 'proportion' ? baseline.rate : baseline.mean;
}

/**
 * A size of effect in the metric's unit; `null` for percentage points of a mean, and for a share of a
 * control that is 0 or not known.
 */
export function sizeInUnit({ scale, size }: EffectMagnitude, baseline: Baseline): number | null {
  if (scale === 'points' && baseline.kind === 'mean') return null;
  if (scale !== 'relative') return size;
  const level = expectedLevel(baseline);
  return level === null || level === 0 ? null : size * Math.abs(level);
}
