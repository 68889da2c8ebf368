import { type EffectsPosterior, normalPosterior } from '../../stats/meta/effects-posterior.js';
import { falsePositiveRisk, successShare } from '../../stats/meta/false-positive-risk.js';
import { fittedPrior } from '../../stats/meta/fitted-prior.js';
import { type KnownEffects, knownEffects } from '../../stats/meta/known-effects.js';
import { type Believed, believed, mixtureBelow } from '../../stats/meta/normal-mixture.js';
import { positiveShare } from '../../stats/meta/positive-share.js';
import { studentPosterior } from '../../stats/meta/student-posterior.js';
import type { EffectPrior } from '../../stats/value/effect-prior.js';
import { type ByTag, effectsByTag, type NumberOfTag, type TagAsked } from './by-tag.js';
import { type Pooled, pooledOf } from './pooled.js';
import { byExperiment, groupOf, type ProgrammeEffect } from './programme-effect.js';
import { type RuleValue, valuesOfRules } from './rules.js';
import { type RunningSum, runningSums, type Sum, sumOf } from './sums.js';

/** How the tails of true effects are taken: normal, or a t, to which some experiments are of another order. */
export const EFFECT_TAILS = ['normal', 'student'] as const;

export type EffectTails = (typeof EFFECT_TAILS)[number];

/** How a programme is judged. */
export interface WorthAsked {
  /** Of one test, two-sided; intervals are at 1 − alpha. */
  alpha: number;
  /** Of one test, for what it is sized for. */
  power: number;
  tails: EffectTails;
  by: readonly TagAsked[];
  numberOf: NumberOfTag;
}

/** What the effects of a programme come to. */
export interface Worth {
  experiments: number;
  /** In the order of their experiments. */
  effects: readonly ProgrammeEffect[];
  /** By effect what it is to be believed; `null` of a single experiment, like what else needs several. */
  shrunk: Believed[] | null;
  pooled: Pooled | null;
  byTag: ByTag[];
  /** What was shipped; `null` where nobody says what was. */
  shipped: Sum | null;
  /** The same, one treatment after the other. */
  cumulative: RunningSum[];
  /** The same honest sum with the other tails, to see how far it hangs on them. */
  otherTails: { tails: EffectTails; honest: Believed; logBayesFactor: number } | null;
  wins: Wins;
  /** How likely a shipped treatment is none better, on average over these; `null` where none is known. */
  shippedRisk: number | null;
  /** Of all true effects. */
  positiveShare: { estimate: number; lower: number; upper: number } | null;
  shippingRules: RuleValue[];
  /** What the next experiment is to be taken for. */
  prior: EffectPrior | null;
}

/** What the tests themselves said, and how many of their wins are to be expected to be none. */
export interface Wins {
  tests: number;
  wins: number;
  losses: number;
  share: number;
  /** The share of ideas that work, told by the share of wins. */
  success: number;
  /** `null` without wins. */
  falsePositiveRisk: number | null;
}

/** More effects than these are told with one kind of tails: the t takes a second for each thousand. */
const MOST_WITH_BOTH = 1000;

/**
 * What effects come to together.
 *
 * @param effects one or more; of several of one experiment each knows its part of the control.
 */
export function worthOf(given: readonly ProgrammeEffect[], asked: WorthAsked): Worth {
  const confidence = 1 - asked.alpha;
  const groups = byExperiment(given);
  const effects = groups.flat();
  const known = knownEffects(groups.map(groupOf)) as KnownEffects;
  const posterior = posteriorOf(known, asked.tails);
  const shrunk =
    posterior === null
      ? null
      : effects.map((_, i) => believed(posterior.sumOf(only(i, effects.length)), confidence));
  const prior = posterior === null ? null : fittedPrior(posterior);
  const isShipped = effects.map(({ shipped }) => (shipped === true ? 1 : 0));
  const isTold = effects.some(({ shipped }) => shipped !== null);
  return {
    experiments: groups.length,
    effects,
    shrunk,
    pooled: pooledOf(known, confidence),
    byTag: asked.by.map((tag) =>
      effectsByTag(groups, tag, { confidence, numberOf: asked.numberOf }),
    ),
    shipped: isTold ? sumOf(groups, posterior, isShipped, confidence) : null,
    cumulative: runningSums(groups, posterior, confidence),
    otherTails: isTold ? otherTails(known, posterior, isShipped, asked) : null,
    wins: winsOf(effects, asked),
    shippedRisk: posterior === null ? null : riskOf(posterior, isShipped),
    positiveShare: posterior === null ? null : positiveShare(posterior, confidence),
    shippingRules: valuesOfRules({ groups, shrunk, posterior, prior, confidence }),
    prior,
  };
}

function only(i: number, count: number): number[] {
  const weights = new Array<number>(count).fill(0);
  weights[i] = 1;
  return weights;
}

function posteriorOf(known: KnownEffects, tails: EffectTails): EffectsPosterior | null {
  const posterior = tails === 'normal' ? normalPosterior(known) : studentPosterior(known);
  return typeof posterior === 'string' ? null : posterior;
}

/** @returns with how much better these tails describe the effects: the logarithm of a Bayes factor. */
function otherTails(
  known: KnownEffects,
  posterior: EffectsPosterior | null,
  weights: readonly number[],
  { tails: used, alpha }: WorthAsked,
): Worth['otherTails'] {
  if (posterior === null || known.values.length > MOST_WITH_BOTH) return null;
  const tails = used === 'normal' ? 'student' : 'normal';
  const other = posteriorOf(known, tails)!;
  return {
    tails,
    honest: believed(other.sumOf(weights), 1 - alpha),
    logBayesFactor: other.logEvidence - posterior.logEvidence,
  };
}

function winsOf(effects: readonly ProgrammeEffect[], { alpha, power }: WorthAsked): Wins {
  const judged = effects.filter(({ verdict }) => verdict !== null);
  const count = (what: ProgrammeEffect['verdict']) =>
    judged.filter(({ verdict }) => verdict === what).length;
  const [tests, wins] = [judged.length, count('win')];
  const test = { alpha: alpha / 2, power };
  const share = tests === 0 ? 0 : wins / tests;
  const success = successShare(share, test);
  return {
    tests,
    wins,
    losses: count('loss'),
    share,
    success,
    falsePositiveRisk: wins === 0 ? null : falsePositiveRisk(success, test),
  };
}

/** How likely what was shipped does no good, on average over it; `null` where nothing was. */
function riskOf(posterior: EffectsPosterior, isShipped: readonly number[]): number | null {
  const risks = isShipped.flatMap((shipped, i) =>
    shipped === 1 ? [mixtureBelow(posterior.sumOf(only(i, isShipped.length)), 0)] : [],
  );
  return risks.length === 0 ? null : risks.reduce((sum, risk) => sum + risk, 0) / risks.length;
}
