import { sum } from 'simple-statistics';
import { strictestLevel } from '../../stats/multiplicity.js';
import { meanSmallestDetectable, proportionSmallestDetectable } from '../../stats/power/power.js';
import type { Arm } from '../arm.js';
import { absoluteSize } from '../compare/effect-magnitude.js';
import type { ComparedOnly, RequiredUnits, SampleSize } from '../comparison.js';
import { type Design, type MetricDesign, plannedWeight, wantedSign } from '../design.js';
import { ONE_LOOK, type StoppingRule, withoutFutility } from '../monitoring/stopping-rule.js';
import type { Baseline } from './baseline.js';
import type { DecisionTest } from './decision-power.js';
import { levelAtLook } from './monitoring-size.js';
import { effectDecisionTest, type PowerDesign } from './power-plan.js';
import { answerOrNull, isTriviallyDetectable } from './size-or-null.js';

/**
 * The sample size that a comparison needs at the planned split: for the MDE, or, where none was
 * given, for the effect that was observed. With a correction over `family` comparisons it is sized
 * for the strictest level that any of them may be judged at.
 */
export function sampleSizeOf(
  compared: ComparedOnly,
  metric: MetricDesign,
  design: Design,
  family: number,
): SampleSize {
  const level = strictestLevel(design.alpha, design.correction, family);
  const effect = effectToSize(compared, metric, design);
  const rule = design.monitoring?.plan ?? ONE_LOOK;
  const monitoring = compared.role === 'primary' ? rule : withoutFutility(rule);
  const planned = { alpha: level, monitoring };
  const test = effect === null ? null : detectionTest(compared, effect, design, planned);
  const exact = test?.units(design.power) ?? null;
  return {
    required: exact === null ? null : unitsAtSplit(exact, compared.treatment.variant, design),
    decision: null,
    basis: metric.mde === null ? 'observed' : 'mde',
    effect: onBothScales(effect, compared),
    smallestDetectable: onBothScales(
      smallestDetectable(compared, metric, design, levelAtLook(compared, design, level)),
      compared,
    ),
  };
}

function onBothScales(
  absolute: number | null,
  { control }: ComparedOnly,
): { absolute: number | null; relative: number | null } {
  const relative = absolute === null ? Number.NaN : absolute / control.mean;
  return { absolute, relative: Number.isFinite(relative) ? relative : null };
}

/** The effect to find a size for, signed; `null` where there is none that the alternative is about. */
function effectToSize(compared: ComparedOnly, metric: MetricDesign, design: Design): number | null {
  const { mde } = metric;
  const sign = wantedSign(design, metric);
  if (mde !== null) {
    const size = absoluteSize(mde, compared, compared.control);
    return size === null ? null : sign * size;
  }
  if (compared.reason !== null) return null;
  const { estimate } = compared.effect;
  const wrongWay = design.alternative !== 'two-sided' && Math.sign(estimate) !== sign;
  return estimate === 0 || wrongWay ? null : estimate;
}

/** At which level a comparison may be judged, at its strictest, and how it may be looked at. */
export interface PlannedTest {
  alpha: number;
  monitoring: StoppingRule;
}

/**
 * That a comparison detects an effect among units like those of the control, or, of a mean, like those
 * of both arms; `null` where nothing is known of them.
 */
export function detectionTest(
  compared: ComparedOnly,
  effect: number,
  design: Design,
  planned: PlannedTest,
): DecisionTest | null {
  const test = testOfLikeUnits(compared, design, planned);
  if (test === null) return null;
  const { baseline, alpha } = test;
  const detection = effectDecisionTest(compared.metric, test, effect);
  const trivial = baseline.kind === 'mean' && isTriviallyDetectable(effect / baseline.sd, alpha);
  return trivial ? { ...detection, units: () => FEWEST_UNITS } : detection;
}

/** The comparison as the test of a plan; `null` where nothing is known of its units. */
export function testOfLikeUnits(
  compared: ComparedOnly,
  design: Design,
  planned: PlannedTest,
): PowerDesign | null {
  const baseline = observedBaseline(compared);
  if (baseline === null) return null;
  const { variant } = compared.treatment;
  return {
    baseline,
    ...planned,
    alternative: design.alternative,
    // The level is that of one comparison already.
    correction: 'none',
    variants: 2,
    allocation: plannedWeight(design, variant) / plannedWeight(design, design.control),
  };
}

/** A mean needs two for a variance. */
const FEWEST_UNITS = 2;

function observedBaseline(compared: ComparedOnly): Baseline | null {
  const { n, mean } = compared.control;
  if (isCounted(compared)) return n === 0 ? null : { kind: 'proportion', rate: mean };
  const sd = effectiveSd(compared);
  return sd === null ? null : { kind: 'mean', mean, sd };
}

/**
 * Whole units at the planned split, where the treatment has that many; `null` where they are more than
 * can be counted.
 */
export function unitsAtSplit(
  units: number,
  treatment: string,
  design: Design,
): RequiredUnits | null {
  const perWeight = units / plannedWeight(design, treatment);
  const unitsOf = (variant: string) => Math.ceil(perWeight * plannedWeight(design, variant));
  const total = sum([design.control, ...design.treatments].map(unitsOf));
  if (total > Number.MAX_SAFE_INTEGER) return null;
  return { control: unitsOf(design.control), treatment: unitsOf(treatment), total };
}

function smallestDetectable(
  compared: ComparedOnly,
  metric: MetricDesign,
  design: Design,
  alpha: number,
): number | null {
  const { control, treatment, reason } = compared;
  if (reason === 'TOO_FEW_UNITS' || reason === 'NUMBERS_TOO_LARGE') return null;
  const sign = wantedSign(design, metric);
  const { power, alternative } = design;
  const units = { controlUnits: control.n, treatmentUnits: treatment.n, alpha, power, alternative };
  if (isCounted(compared)) {
    const direction = sign > 0 ? 'increase' : 'decrease';
    return answerOrNull(() =>
      proportionSmallestDetectable({ control: control.mean, ...units, direction }),
    );
  }
  const sd = effectiveSd(compared);
  if (sd === null) return null;
  const size = answerOrNull(() => meanSmallestDetectable({ sd, ...units }));
  return size === null ? null : sign * size;
}

/**
 * The one standard deviation that would give the difference the standard error it has; `null` where
 * there is none to speak of.
 */
export function effectiveSd({
  control,
  treatment,
  covariate,
  strata,
}: {
  control: Pick<Arm, 'n' | 'variance'>;
  treatment: Pick<Arm, 'n' | 'variance'>;
  covariate: { varianceReduction: number } | null;
  strata?: { varianceReduction: number } | null | undefined;
}): number | null {
  if (control.variance === null || treatment.variance === null) return null;
  const explained = strata?.varianceReduction ?? covariate?.varianceReduction ?? 0;
  const errorVariance =
    (1 - explained) * (control.variance / control.n + treatment.variance / treatment.n);
  const sd = Math.sqrt(errorVariance / (1 / control.n + 1 / treatment.n));
  return sd > 0 ? sd : null;
}

/** Whether the comparison is of counts: a proportion adjusted for a covariate is tested as a mean. */
function isCounted({ kind, covariate }: ComparedOnly): boolean {
  return kind === 'proportion' && covariate === null;
}
