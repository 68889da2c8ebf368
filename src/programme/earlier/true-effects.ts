import { normalPosterior } from '../../stats/meta/effects-posterior.js';
import { knownEffects } from '../../stats/meta/known-effects.js';
import { believed } from '../../stats/meta/normal-mixture.js';
import { positiveShare } from '../../stats/meta/positive-share.js';
import type { ExperimentOnRecord } from '../experiment-on-record.js';
import { effectsFromRecord } from '../worth/effects-from-record.js';
import { byExperiment, groupOf } from '../worth/programme-effect.js';

/** A figure with the interval that holds it with the confidence of all of them. */
export interface Within {
  estimate: number;
  lower: number;
  upper: number;
}

/** How the true effects of such tests lie, as relative changes of the metric. */
export interface TrueEffects {
  experiments: number;
  /** Treatments with an effect, of those experiments. */
  effects: number;
  /** The mean true effect. */
  mean: Within;
  /** The standard deviation of true effects, on the logarithmic scale. */
  spread: number;
  /** Of the intervals. */
  confidence: number;
}

/** Where an effect lies among true ones: the share of them that is at least as large, in the wanted direction. */
export type ShareAsLarge = (relative: number) => Within;

/** With fewer, the spread of true effects is as good as unknown. */
export const FEWEST_EXPERIMENTS = 3;
const CONFIDENCE = 0.95;

/**
 * How the true effects of earlier tests on a metric lie, mean and spread integrated out; `null` where fewer than
 * FEWEST_EXPERIMENTS have an effect with an error there, or they do not agree with the plan on which way is better.
 * Effects of invalid looks are left out; tests that still run are in, since when a test was looked at changes nothing
 * about what its effect says (normalPosterior).
 *
 * @param metric its name, and which change of it is an improvement
 */
export function trueEffectsOn(
  metric: { name: string; lowerIsBetter: boolean },
  records: readonly ExperimentOnRecord[],
): { effects: TrueEffects; shareAsLarge: ShareAsLarge } | null {
  const sign = metric.lowerIsBetter ? -1 : 1;
  const direction = metric.lowerIsBetter ? 'decrease' : 'increase';
  const recorded = effectsFromRecord(records, metric.name, 'relative');
  const groups = byExperiment(recorded.effects);
  if (recorded.direction !== direction || groups.length < FEWEST_EXPERIMENTS) return null;
  const known = knownEffects(groups.map(groupOf));
  if ('why' in known) return null;
  const posterior = normalPosterior(known);
  if (typeof posterior === 'string') return null;
  const mean = believed(posterior.mean, CONFIDENCE);
  const turned = (log: number) => Math.expm1(sign * log);
  const ends = [turned(mean.lower), turned(mean.upper)];
  return {
    effects: {
      experiments: groups.length,
      effects: groups.flat().length,
      mean: {
        estimate: turned(mean.mean),
        lower: Math.min(...ends),
        upper: Math.max(...ends),
      },
      spread: posterior.joint.reduce((sum, { weight, tau }) => sum + weight * tau, 0),
      confidence: CONFIDENCE,
    },
    shareAsLarge: (relative) => {
      const least = sign * Math.log1p(relative);
      const joint = posterior.joint.map((node) => ({ ...node, mean: node.mean - least }));
      return positiveShare({ ...posterior, joint }, CONFIDENCE);
    },
  };
}
