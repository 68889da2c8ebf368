import { mergeMoments } from '../../stats/moments.js';
import { adjustedArms } from '../../stats/tests/adjusted-test.js';
import {
  controlPerTriggered,
  linearizedOverAll,
  type Outside,
  outsideOf,
  quotientOf,
  unitsPerTriggered,
  withOutside,
} from '../../stats/tests/dilution.js';
import { differenceVariance, type EstimatedArms } from '../../stats/tests/point-estimate.js';
import { deltaArms, effectiveUnits } from '../../stats/tests/ratio-test.js';
import { mergeMetricAggregates } from '../aggregates.js';
import type { Comparison, RequiredUnits } from '../comparison.js';
import type { Design, MetricDesign } from '../design.js';
import type { Dilution } from '../dilution.js';
import type { Estimate } from '../estimate.js';
import { estimatedArms } from './estimated-arms.js';
import { linearized } from './linearized.js';
import { testPair } from './pair.js';
import type { Samples } from './tests.js';

/** The samples of two arms: of the units that could see a difference, and of the others. */
export interface DilutedSamples {
  triggered: Samples;
  others: Samples;
}

type Diluted = Pick<Dilution, 'effect' | 'relativeEffect' | 'netEffect'>;

const UNKNOWN: Diluted = { effect: null, relativeEffect: null, netEffect: null };

/**
 * What a comparison comes to over all units, at the level of its own intervals. The others are taken to have no effect,
 * so that both arms tell what they are like.
 */
export function dilutionOf(
  comparison: Comparison,
  samples: DilutedSamples,
  metric: MetricDesign,
  design: Design,
): Dilution {
  const { triggered, others } = samples;
  const count = ({ control, treatment }: Samples) => control.moments.n + treatment.moments.n;
  const units = { triggered: count(triggered), all: count(triggered) + count(others) };
  const share = units.all === 0 ? null : units.triggered / units.all;
  if (units.triggered === 0) return { units, share, ...UNKNOWN, required: null };
  const required = requiredOf(comparison.sampleSize.required, share!);
  // Of what could not be tested there is no effect to dilute, only the difference of an arm to nothing.
  if (comparison.reason !== null) return { units, share, ...UNKNOWN, required };
  const outside = outsideOf(
    mergeMoments(others.control.moments, others.treatment.moments),
    units.triggered,
  );
  const asked = { comparison, samples, metric, design, outside };
  const diluted = units.all === units.triggered ? whole(comparison) : dilutedBy(asked);
  return { units, share, ...diluted, required };
}

interface Asked {
  comparison: Comparison;
  samples: DilutedSamples;
  metric: MetricDesign;
  design: Design;
  outside: Outside;
}

/** Where all units could see a difference nothing is diluted. */
function whole({ effect, relativeEffect, netEffect }: Comparison): Diluted {
  return { effect, relativeEffect, netEffect: netEffect && endsOf(netEffect) };
}

function endsOf({ estimate, lower, upper }: Estimate): Estimate {
  return { estimate, lower, upper };
}

function dilutedBy(asked: Asked): Diluted {
  const { kind } = asked.comparison;
  switch (kind) {
    case 'proportion':
    case 'mean':
      return dilutedMean(asked, kind);
    // What all units' ratio or quantile would be worth is no share of what it is worth to those who could see it.
    case 'ratio':
      return { ...dilutedRatio(asked), netEffect: null };
    case 'quantile':
      return { ...overAll(asked), netEffect: null };
  }
}

/** A mean over all units is moved by the share of those who could see a difference, times their effect. */
function dilutedMean(
  { comparison, samples: { triggered }, metric, design, outside }: Asked,
  kind: 'proportion' | 'mean',
): Diluted {
  const arms = estimatedArms(triggered, kind, metric.covariates);
  if (typeof arms === 'string') return UNKNOWN;
  const { netEffect, strata } = comparison;
  const variance = varianceOf(comparison, arms);
  const units = unitsPerTriggered(outside);
  const effect = { ...comparison.effect, variance };
  const { correlation, ...control } = controlPerTriggered(arms, outside);
  return {
    effect: quotientOf(effect, units),
    // Within strata there are several controls, and so no lift.
    relativeEffect: strata === null ? quotientOf(effect, control, correlation) : null,
    // Money is value × effect − cost, and like the effect it is of those who could see a difference.
    netEffect:
      netEffect &&
      quotientOf({ ...endsOf(netEffect), variance: variance * design.money!.value ** 2 }, units),
  };
}

/** The variance of the effect; within strata what these leave of it. */
function varianceOf({ strata }: Comparison, arms: EstimatedArms): number {
  return differenceVariance(arms) * (1 - (strata?.varianceReduction ?? 0));
}

/**
 * A ratio over all units has the numerators and denominators of the others in it, so that its effect is no share of
 * that of those who could see a difference: it moves with their denominators, too.
 */
function dilutedRatio({
  comparison,
  samples: { triggered },
  metric,
  outside,
}: Asked): Omit<Diluted, 'netEffect'> {
  const moments = { control: triggered.control.moments, treatment: triggered.treatment.moments };
  const units = {
    control: effectiveUnits(moments.control),
    treatment: effectiveUnits(moments.treatment),
  };
  const armsFrom = (linear: typeof moments | null) => {
    if (linear === null) return null;
    const { control, treatment } = linear;
    const arms =
      metric.covariates.length > 0
        ? adjustedArms(control, treatment, 'delta', units)
        : deltaArms(control, treatment, units);
    return typeof arms === 'string' ? null : arms;
  };
  const [c, t] = [linearized(moments.control), linearized(moments.treatment)];
  const own = armsFrom(c === null || t === null ? null : { control: c, treatment: t });
  const over = armsFrom({
    control: linearizedOverAll(moments.control, outside),
    treatment: linearizedOverAll(moments.treatment, outside),
  });
  if (own === null || over === null) return { effect: null, relativeEffect: null };
  const all = withOutside(over, moments, outside);
  const effect = asSurely(comparison.effect, own, all);
  const { variance: control } = all.control;
  const variance = differenceVariance(all);
  const joint = (all.covariance ?? 0) - control;
  const correlation = Math.max(-1, Math.min(1, joint / Math.sqrt(variance * control)));
  return {
    effect,
    relativeEffect: quotientOf({ ...effect, variance }, all.control, correlation),
  };
}

/** The difference of two estimates with as many standard errors as another's interval reaches. */
function asSurely(known: Estimate, own: EstimatedArms, all: EstimatedArms): Estimate {
  const estimate = all.treatment.estimate - all.control.estimate;
  const scale = Math.sqrt(differenceVariance(all) / differenceVariance(own));
  const moved = (end: number | null) =>
    end === null ? null : estimate + (end - known.estimate) * scale;
  return { estimate, lower: moved(known.lower), upper: moved(known.upper) };
}

/**
 * A quantile of all units follows from no share: the arms are compared as they are. At looks at a running test there is
 * no such comparison that holds at all of them.
 */
function overAll({ comparison, samples, metric, design }: Asked): Omit<Diluted, 'netEffect'> {
  const { confidence } = comparison;
  if (design.monitoring !== null || confidence === null) {
    return { effect: null, relativeEffect: null };
  }
  const arm = (name: 'control' | 'treatment') => ({
    variant: comparison[name].variant,
    sample: mergeMetricAggregates(samples.triggered[name], samples.others[name]),
  });
  const pair = testPair(arm('control'), arm('treatment'), 'quantile', metric, design);
  if (typeof pair.test === 'string') return { effect: null, relativeEffect: null };
  const level = 1 - confidence;
  const relative = pair.test.relativeInterval(level);
  return {
    effect: { estimate: pair.effect, ...pair.test.effectInterval(level) },
    relativeEffect:
      pair.relativeEffect === null || relative === null
        ? null
        : { estimate: pair.relativeEffect, ...relative },
  };
}

function requiredOf(required: RequiredUnits | null, share: number): RequiredUnits | null {
  if (required === null) return null;
  const all = (units: number) => Math.ceil(units / share);
  const { control, treatment, total } = required;
  return { control: all(control), treatment: all(treatment), total: all(total) };
}
