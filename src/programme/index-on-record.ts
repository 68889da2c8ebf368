import { bilinear, dot } from '../stats/numeric/linear-forms.js';
import type { EffectOnRecord } from './effects-on-record.js';

/** A linear index: what a unit of each metric adds to it, and how these weights err together. */
export interface LinearIndex {
  metrics: readonly string[];
  weights: readonly number[];
  covariance: readonly (readonly number[])[];
  /** The metric that it stands for. */
  outcome: string;
}

/** What an index foretold of one treatment of an experiment, and what was measured of the outcome. */
export interface IndexOnRecord {
  experiment: string;
  treatment: string;
  predicted: number;
  /** At most: what the metrics' errors have in common is not on record, so they are taken to add up. */
  predictedError: number;
  observed: number;
  observedError: number;
  /** Of observed − predicted, at most, since both are of the same units. */
  gapError: number;
}

/**
 * What a linear index foretold of the experiments that have effects on all its metrics and on the outcome; those that
 * an invalid look is all that is known of are left out.
 */
export function indexOnRecord(
  effects: readonly EffectOnRecord[],
  { metrics, weights, covariance, outcome }: LinearIndex,
): IndexOnRecord[] {
  const valid = effects.filter((one) => one.valid && one.effect !== null);
  return valid
    .filter(({ metric }) => metric === outcome)
    .flatMap((long): IndexOnRecord[] => {
      const short = metrics.map((metric) =>
        valid.find(
          (one) =>
            one.metric === metric &&
            one.journal === long.journal &&
            one.treatment === long.treatment,
        ),
      );
      if (short.includes(undefined)) return [];
      const estimates = short.map((one) => one!.effect!.estimate);
      const noise = bilinear(estimates, covariance, estimates);
      const sampled = dot(
        weights.map(Math.abs),
        short.map((one) => one!.effect!.standardError),
      );
      const { estimate: observed, standardError: observedError } = long.effect!;
      return [
        {
          experiment: long.experiment,
          treatment: long.treatment,
          predicted: dot(weights, estimates),
          predictedError: Math.hypot(sampled, Math.sqrt(noise)),
          observed,
          observedError,
          gapError: Math.hypot(sampled + observedError, Math.sqrt(noise)),
        },
      ];
    });
}
