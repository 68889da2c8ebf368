import {
  effectPosterior,
  expectedParts,
  expectedRatioParts,
} from '../../stats/meta/effect-posterior.js';
import { believed, type NormalPart } from '../../stats/meta/normal-mixture.js';
import { type ScaledEffect, scaledEffects } from '../../stats/tests/scaled-effects.js';
import { type Aggregates, emptyAggregate } from '../aggregates.js';
import type { LearnedView, PosteriorView } from '../comparison.js';
import type { Design, MetricDesign } from '../design.js';
import { type BeliefOnFile, changeOf, signOf } from '../effect-belief.js';
import type { MetricKind } from '../metric-kind.js';
import { estimatedArms, stratifiedArms } from './estimated-arms.js';
import type { NamedSample } from './pair.js';
import type { Samples } from './tests.js';

/** Two arms of a metric, and how they are compared. */
export interface ComparedArms {
  control: NamedSample;
  treatment: NamedSample;
  kind: MetricKind;
  metric: MetricDesign;
  /** Where the metric stands among all. */
  index: number;
  /** Within whose segments they are compared; `null`: over all units. */
  stratify: string | null;
}

/** A posterior with what earlier tests make of it beside, where these are of its metric; `null` where it is. */
export function withLearned(
  posterior: PosteriorView | null,
  { control, treatment, kind, metric, index, stratify }: ComparedArms,
  aggregates: Aggregates,
  { learned = null, alpha }: Design,
): PosteriorView | null {
  if (posterior === null || learned === null || learned.metric !== metric.name) return posterior;
  const { measures, keeps, segments } = aggregates;
  const none = emptyAggregate(measures[index], keeps[index]);
  const strata =
    stratify === null
      ? null
      : [...(segments.get(stratify)?.values() ?? [])].map((variants): Samples => {
          const of = ({ variant }: NamedSample) => variants.get(variant)?.samples[index] ?? none;
          return { control: of(control), treatment: of(treatment) };
        });
  const samples = { control: control.sample, treatment: treatment.sample };
  const compared = { samples, strata, kind, covariates: metric.covariates };
  return { ...posterior, learned: learnedView(compared, learned.belief, 1 - alpha) };
}

/** The samples of two arms, and how they are compared. */
export interface ComparedSamples {
  samples: Samples;
  /** Those of each stratum; `null` where they are not compared within strata. */
  strata: readonly Samples[] | null;
  kind: MetricKind;
  covariates: readonly string[];
}

/**
 * What is known of an effect after the data by what earlier tests tell of such effects; `null` where the effect has no
 * estimate with an error on the prior's scale: a share of the control takes means above 0.
 *
 * The data speak by the estimate and its standard error, adjusted as the comparison is, as normal; on the scale of a
 * ratio by the delta method.
 *
 * @param confidence of the interval.
 */
export function learnedView(
  compared: ComparedSamples,
  belief: BeliefOnFile,
  confidence: number,
): LearnedView | null {
  const found = measuredOf(compared, belief);
  if (found === null) return null;
  const sign = signOf(belief);
  const { standardError } = found.measured;
  const measured = { estimate: sign * found.measured.estimate, standardError };
  const parts = effectPosterior(measured.estimate, standardError, belief.prior);
  const { mean, lower, upper, aboveZero } = believed(parts, confidence);
  const [first, last] = sign > 0 ? [lower, upper] : [upper, lower];
  const view: LearnedView = {
    belief,
    measured,
    probabilityBetter: aboveZero,
    effect: {
      estimate: changeOf(belief, mean),
      lower: changeOf(belief, first),
      upper: changeOf(belief, last),
    },
    confidence,
    expectedLoss: lossesOf(parts, belief, found.level),
  };
  const { treatment, control } = view.expectedLoss;
  return Number.isFinite(treatment) && Number.isFinite(control) ? view : null;
}

/** The effect on the prior's scale, and what it is a share of. */
function measuredOf(
  { samples, strata, kind, covariates }: ComparedSamples,
  { effect }: BeliefOnFile,
): { measured: ScaledEffect; level: number } | null {
  if (kind === 'quantile') return null;
  const arms =
    strata === null
      ? estimatedArms(samples, kind, covariates)
      : stratifiedArms(strata, kind, covariates);
  if (typeof arms === 'string') return null;
  const level = arms.control.estimate;
  // A share of what is below 0 is better where it is less.
  if (effect !== 'absolute' && !(level > 0)) return null;
  const scales = scaledEffects(arms);
  const measured = { relative: scales.logRatio, lift: scales.lift, absolute: scales.effect }[
    effect
  ];
  return measured && { measured, level };
}

/** What choosing each variant is expected to lose, in the metric's unit. */
function lossesOf(
  parts: readonly NormalPart[],
  belief: BeliefOnFile,
  level: number,
): LearnedView['expectedLoss'] {
  if (belief.effect !== 'relative') {
    const unit = belief.effect === 'lift' ? level : 1;
    const { above, below } = expectedParts(parts);
    return { treatment: unit * below, control: unit * above };
  }
  // Where less is better, logarithms are turned round: exp(θ) would be control ÷ treatment.
  const sign = signOf(belief);
  const { above, below } = expectedRatioParts(
    parts.map((part) => ({ ...part, mean: sign * part.mean })),
  );
  const [gained, lost] = sign > 0 ? [above, below] : [below, above];
  return { treatment: level * lost, control: level * gained };
}
