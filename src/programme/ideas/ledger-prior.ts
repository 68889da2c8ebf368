import { normalPosterior } from '../../stats/meta/effects-posterior.js';
import { fittedPrior } from '../../stats/meta/fitted-prior.js';
import { type EffectGroup, knownEffects } from '../../stats/meta/known-effects.js';
import type { EffectPrior } from '../../stats/value/effect-prior.js';
import { covarianceOf, type EffectOnRecord, effectsOnRecord } from '../effects-on-record.js';
import type { ExperimentOnRecord } from '../experiment-on-record.js';

/** What earlier experiments say of the relative effect of another one like them. */
export interface LedgerPrior {
  prior: EffectPrior;
  /** How many experiments it is from, and effects of treatments in them. */
  experiments: number;
  effects: number;
  /** Whether it is from all of the ledger, since too few have the tags. */
  fromAll: boolean;
}

/** Which experiments an idea is like. */
export interface Likeness {
  tags: ReadonlyMap<string, string>;
  /** The metric of the idea; `null`: not said. */
  metric: string | null;
  lowerIsBetter: boolean;
}

/** Of fewer the spread of true effects is anyone's guess; then all that are on record do better. */
const FEWEST_LIKE = 5;

/** Of two the spread is known to no one. */
const FEWEST = 3;

/**
 * What the experiments on record with these tags say, or all of them where fewer than five have them, of the primary
 * metric, or of that one; `null` where there are fewer than three to tell from. Metrics that differ are put together
 * by what is better.
 *
 * @see fittedPrior: normal, mean and spread integrated out.
 */
export function ledgerPrior(
  records: readonly ExperimentOnRecord[],
  likeness: Likeness,
): LedgerPrior | null {
  const { tags } = likeness;
  const isLike = (record: ExperimentOnRecord) =>
    [...tags].every(([tag, value]) => record.tags.get(tag) === value);
  const like = effectsOf(records.filter(isLike), likeness);
  const fromAll = like.length < FEWEST_LIKE;
  const chosen = fromAll ? effectsOf(records, likeness) : like;
  if (chosen.length < FEWEST) return null;
  const known = knownEffects(chosen.map((effects) => groupOf(effects, likeness)));
  if ('why' in known) return null;
  const posterior = normalPosterior(known);
  if (typeof posterior === 'string') return null;
  return {
    prior: fittedPrior(posterior),
    experiments: chosen.length,
    effects: chosen.reduce((sum, effects) => sum + effects.length, 0),
    fromAll,
  };
}

/** By experiment, its effects that can be built on: of one metric, valid, with an error. */
function effectsOf(
  records: readonly ExperimentOnRecord[],
  { metric }: Likeness,
): EffectOnRecord[][] {
  const all = records.map((record) =>
    effectsOnRecord(record).filter(
      (effect) =>
        effect.valid &&
        effect.lift !== null &&
        (metric === null ? effect.role === 'primary' : effect.metric === metric),
    ),
  );
  return all.filter((effects) => effects.length > 0);
}

/** The effects of one experiment, signed as the idea's metric is better, with what their control has them share. */
function groupOf(
  effects: readonly EffectOnRecord[],
  { metric, lowerIsBetter }: Likeness,
): EffectGroup {
  const wanted = lowerIsBetter ? 'decrease' : 'increase';
  const signs = effects.map(({ direction }) =>
    metric !== null || direction === null || direction === wanted ? 1 : -1,
  );
  return {
    estimates: effects.map(({ lift }, i) => signs[i]! * lift!.estimate),
    covariance: effects.map((a, i) =>
      effects.map((b, j) => signs[i]! * signs[j]! * (covarianceOf(a, b, 'lift') ?? 0)),
    ),
  };
}
