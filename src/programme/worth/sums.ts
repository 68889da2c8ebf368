import { normalQuantile } from '../../stats/distributions/normal.js';
import type { EffectsPosterior } from '../../stats/meta/effects-posterior.js';
import { type Believed, believed } from '../../stats/meta/normal-mixture.js';
import { bilinear, dot } from '../../stats/numeric/linear-forms.js';
import type { PointEstimate } from '../../stats/tests/point-estimate.js';
import { groupOf, type ProgrammeEffect } from './programme-effect.js';

/** What a choice of treatments adds up to. */
export interface Sum {
  /** How many of them there are. */
  count: number;
  /** The sum of what was measured of them, with the interval that forgets they were chosen by it. */
  naive: { estimate: number; lower: number; upper: number };
  /** What all experiments together make of it; `null` where there are too few. */
  honest: Believed | null;
}

/**
 * The sum of the effects that are chosen, as it was measured and as it is to be believed.
 *
 * @param weights by effect, in the order of the groups: 1 for one that is chosen, else 0.
 */
export function sumOf(
  groups: readonly (readonly ProgrammeEffect[])[],
  posterior: EffectsPosterior | null,
  weights: readonly number[],
  confidence: number,
): Sum {
  const { estimate, variance } = measuredSum(groups, weights);
  const reach = normalQuantile((1 - confidence) / 2, 'upper') * Math.sqrt(variance);
  return {
    count: weights.filter((weight) => weight !== 0).length,
    naive: { estimate, lower: estimate - reach, upper: estimate + reach },
    honest: posterior === null ? null : believed(posterior.sumOf(weights), confidence),
  };
}

/** The sum of the effects that are chosen, as it was measured. */
export function measuredSum(
  groups: readonly (readonly ProgrammeEffect[])[],
  weights: readonly number[],
): PointEstimate {
  let [estimate, variance, from] = [0, 0, 0];
  for (const group of groups) {
    const { estimates, covariance } = groupOf(group);
    const own = weights.slice(from, from + group.length);
    from += group.length;
    estimate += dot(own, estimates);
    variance += bilinear(own, covariance, own);
  }
  return { estimate, variance };
}

/** A running sum: what was shipped up to and with one of its treatments. */
export interface RunningSum extends Sum {
  experiment: string;
}

/** More points than these are a line to no one; of more shipped treatments every so many is given, and the last. */
const MOST_POINTS = 40;

/** What was shipped, summed up one after the other in the order of the effects. */
export function runningSums(
  groups: readonly (readonly ProgrammeEffect[])[],
  posterior: EffectsPosterior | null,
  confidence: number,
): RunningSum[] {
  const effects = groups.flat();
  const shipped = effects.flatMap((effect, i) => (effect.shipped === true ? [i] : []));
  const step = Math.ceil(shipped.length / MOST_POINTS);
  const ends = shipped.filter((_, i) => (shipped.length - 1 - i) % step === 0);
  return ends.map((end) => {
    const weights = effects.map(({ shipped: isShipped }, i) =>
      isShipped === true && i <= end ? 1 : 0,
    );
    const { experiment } = effects[end]!;
    return { experiment, ...sumOf(groups, posterior, weights, confidence) };
  });
}
