import type { Alternative } from '../../stats/alternative.js';
import { lazily } from '../../stats/numeric/memoized.js';
import { bracketedRoot } from '../../stats/numeric/roots.js';
import { meanEquivalencePower, meanEquivalenceSize } from '../../stats/power/equivalence-power.js';
import {
  type MeanMarginQuestion,
  meanNonInferiorityPower,
  meanNonInferioritySize,
  type ProportionMarginQuestion,
  proportionEquivalencePower,
  proportionEquivalenceSize,
  proportionNonInferiorityPower,
  proportionNonInferioritySize,
} from '../../stats/power/margin-size.js';
import { oneSidedLevel } from '../../stats/power/power-domain.js';
import {
  meanRelativeNonInferiorityPower,
  meanRelativeNonInferioritySize,
  proportionRelativeNonInferiorityPower,
  proportionRelativeNonInferioritySize,
} from '../../stats/power/relative-margin-size.js';
import type { MarginKind } from '../design.js';
import { type StoppingRule, withoutFutility } from '../monitoring/stopping-rule.js';
import { type Baseline, expectedLevel } from './baseline.js';
import type { DecisionTest } from './decision-power.js';
import { monitoredPower, sizeInflation } from './monitoring-size.js';
import { answerOrNull, sizeOrNull } from './size-or-null.js';

/** A treatment that is to be shown within a margin of the control, and what is true of both. */
export interface MarginTruth {
  baseline: Baseline;
  /** What the treatment truly does, in the metric's unit, signed; 0: they are alike. */
  effect: number;
  /**
   * In the metric's unit, or, where it is relative, as a share of the control. Negative: how much better
   * than the control it must be.
   */
  margin: number;
  relative: boolean;
  kind: MarginKind;
  lowerIsBetter: boolean;
  /** Treatment units for every unit of the control. */
  allocation: number;
  /** Of a margin one-sided, but where a two-sided test is asked about one of its sides. */
  alpha: number;
  alternative: Alternative;
  /** How it may be looked at while it runs; no margin ends it for futility. */
  monitoring: StoppingRule;
}

/**
 * The exact number of units in the treatment's arm that show it within the margin with that power, with
 * what looking at it while it runs takes; `null` where no size is to be had, as for a treatment that is
 * truly as bad as the margin. For equivalence in percent it is that of the same margin in the metric's
 * unit, with the control taken for known.
 */
export function marginUnits(truth: MarginTruth, power: number): number | null {
  const { alpha, alternative } = truth;
  const monitoring = withoutFutility(truth.monitoring);
  const once = sizeOrNull(() => oneLookOf(truth).units(power));
  return once === null ? null : once * sizeInflation(monitoring, { alpha, power }, alternative);
}

/**
 * The power, in [0, 1], with which so many units in the treatment's arm show it within the margin, by
 * the last look.
 *
 * @throws {RangeError} when there is no such test of that control.
 */
export function marginPower(truth: MarginTruth): (units: number) => number {
  const { alpha, alternative } = truth;
  const { power } = oneLookOf(truth);
  const monitored = monitoredPower(withoutFutility(truth.monitoring), { alpha, alternative });
  return (units) => {
    const once = power(units);
    return once > 0 ? monitored(once) : 0;
  };
}

/** That a treatment is shown within a margin, as one of the tests that a decision waits for. */
export function marginDecisionTest(metric: string, truth: MarginTruth): DecisionTest {
  return {
    metric,
    units: (power) => marginUnits(truth, power),
    power: lazily(() => marginPower(truth)),
  };
}

/**
 * The smallest margin, on the scale of the one that is asked about, that so many units in the
 * treatment's arm show with that power; `null` where none below the whole control is.
 */
export function smallestMargin(
  truth: Omit<MarginTruth, 'margin'>,
  power: number,
  units: number,
): number | null {
  const most = widestMargin(truth);
  const surplus = (logMargin: number) => {
    const margin = Math.exp(logMargin);
    return marginPower({ ...truth, margin })(units) - power;
  };
  const scale = truth.baseline.kind === 'mean' && !truth.relative ? truth.baseline.sd : 1;
  const least = Math.log(scale * LEAST);
  const largest = Math.log(most ?? scale * LARGEST);
  return answerOrNull(() =>
    surplus(largest) < 0 || surplus(least) >= 0
      ? null
      : Math.exp(bracketedRoot(surplus, least, largest)),
  );
}

/** A margin that anything is kept within is none: the room that a rate has, or the whole control. */
function widestMargin({
  baseline,
  relative,
  kind,
  lowerIsBetter,
}: Omit<MarginTruth, 'margin'>): number | null {
  if (relative) return 1 - NEAR_ONE;
  if (baseline.kind === 'mean') return null;
  const { rate } = baseline;
  const room = kind === 'equivalence' ? Math.max(rate, 1 - rate) : lowerIsBetter ? 1 - rate : rate;
  return room - NEAR_ONE;
}

/** A share or a rate's margin is below 1; a mean's between these in standard deviations is any at all. */
const NEAR_ONE = 1e-9;
const LEAST = 1e-9;
const LARGEST = 1e9;

/** A test of one look: the exact units that have a power, and the power of units, both in the treatment's arm. */
interface OneLook {
  units: (power: number) => number;
  power: (treatmentUnits: number) => number;
}

function oneLookOf(truth: MarginTruth): OneLook {
  const { baseline, effect, relative, kind, margin, lowerIsBetter, allocation } = truth;
  const alpha = oneSidedLevel(truth.alpha, truth.alternative);
  const better = lowerIsBetter ? ('decrease' as const) : ('increase' as const);
  const common = { margin, better, allocation, alpha };
  if (baseline.kind === 'proportion') {
    const asked = { ...common, control: baseline.rate, treatment: baseline.rate + effect };
    if (kind === 'equivalence') return equivalentRates({ ...asked, margin: absolute(truth) });
    const [size, powerOf] = relative
      ? [proportionRelativeNonInferioritySize, proportionRelativeNonInferiorityPower]
      : [proportionNonInferioritySize, proportionNonInferiorityPower];
    return {
      units: (power) => size({ ...asked, power }),
      power: (treatmentUnits) => powerOf({ ...asked, treatmentUnits }),
    };
  }
  const asked = { ...common, effect, sd: baseline.sd };
  if (kind === 'equivalence') return equivalentMeans({ ...asked, margin: absolute(truth) });
  if (!relative) {
    return {
      units: (power) => meanNonInferioritySize({ ...asked, power }),
      power: (treatmentUnits) => meanNonInferiorityPower({ ...asked, treatmentUnits }),
    };
  }
  const shares = { ...asked, mean: baseline.mean ?? Number.NaN };
  return {
    units: (power) => meanRelativeNonInferioritySize({ ...shares, power }),
    power: (treatmentUnits) => meanRelativeNonInferiorityPower({ ...shares, treatmentUnits }),
  };
}

function equivalentRates(asked: Omit<ProportionMarginQuestion, 'power'>): OneLook {
  return {
    units: (power) => proportionEquivalenceSize({ ...asked, power }),
    power: (treatmentUnits) => proportionEquivalencePower({ ...asked, treatmentUnits }),
  };
}

function equivalentMeans(asked: Omit<MeanMarginQuestion, 'power'>): OneLook {
  return {
    units: (power) => meanEquivalenceSize({ ...asked, power }),
    power: (treatmentUnits) =>
      meanEquivalencePower({
        ...asked,
        treatmentUnits,
        controlUnits: treatmentUnits / asked.allocation,
      }),
  };
}

/** The margin in the metric's unit; NaN where the control has no level to take a share of. */
function absolute({ margin, relative, baseline }: MarginTruth): number {
  return relative ? margin * Math.abs(expectedLevel(baseline) ?? Number.NaN) : margin;
}
