import { sum } from 'simple-statistics';
import { studentQuantile } from '../../stats/distributions/student.js';
import { strictestLevel } from '../../stats/multiplicity.js';
import {
  meanSampleSize,
  meanSmallestDetectable,
  proportionSampleSize,
  proportionSmallestDetectable,
} from '../../stats/power/power.js';
import { absoluteSize } from '../compare/effect-magnitude.js';
import type { ComparedOnly, RequiredUnits, SampleSize } from '../comparison.js';
import { type Design, type MetricDesign, plannedWeight, wantedSign } from '../design.js';
import { levelAtLook, sizeInflation } from './monitoring-size.js';

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
  const once = effect === null ? null : treatmentUnits(compared, effect, design, level);
  const exact = once === null ? null : once * inflationOf(design, level);
  return {
    required: exact === null ? null : unitsAtSplit(exact, compared.treatment.variant, design),
    basis: metric.mde === null ? 'observed' : 'mde',
    effect: onBothScales(effect, compared),
    smallestDetectable: onBothScales(
      smallestDetectable(compared, metric, design, levelAtLook(compared, design, level)),
      compared,
    ),
  };
}

function inflationOf({ monitoring, power, alternative }: Design, alpha: number): number {
  return sizeInflation(monitoring?.plan ?? null, { alpha, power }, alternative);
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

function treatmentUnits(
  compared: ComparedOnly,
  effect: number,
  design: Design,
  alpha: number,
): number | null {
  const { power, alternative } = design;
  const allocation =
    plannedWeight(design, compared.treatment.variant) / plannedWeight(design, design.control);
  const common = { allocation, alpha, power, alternative };
  if (isCounted(compared)) {
    const control = compared.control.mean;
    const treatment = control + effect;
    if (treatment < 0 || treatment > 1 || compared.control.n === 0) return null;
    return sizeOrNull(() => proportionSampleSize({ control, treatment, ...common }));
  }
  const sd = effectiveSd(compared);
  if (sd === null) return null;
  if (isTriviallyDetectable(effect / sd, alpha)) return 2;
  return sizeOrNull(() => meanSampleSize({ effect, sd, ...common }));
}

/**
 * The answer of a size calculation; `null` where there is none to speak of: an effect next to nothing
 * takes more units than can be counted, and a power hardly above alpha is had by the smallest test.
 */
export function sizeOrNull<T extends number | null>(solve: () => T): T | null {
  try {
    const size = solve();
    return size !== null && size > Number.MAX_SAFE_INTEGER ? null : size;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * Whether an effect of so many standard deviations is all but certain to be detected by two units in
 * each variant, the fewest that a mean can be tested on. With df 2 it is missed only if the standard
 * deviation is overestimated by effect ÷ critical value, which has probability exp(−(that)²).
 */
export function isTriviallyDetectable(standardized: number, alpha: number): boolean {
  const critical = studentQuantile(alpha / 2, 2, 'upper');
  return Math.abs(standardized) > 6 * critical + 10;
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
    return sizeOrNull(() =>
      proportionSmallestDetectable({ control: control.mean, ...units, direction }),
    );
  }
  const sd = effectiveSd(compared);
  if (sd === null) return null;
  const size = sizeOrNull(() => meanSmallestDetectable({ sd, ...units }));
  return size === null ? null : sign * size;
}

/**
 * The one standard deviation that would give the difference the standard error it has; `null` where
 * there is none to speak of.
 */
export function effectiveSd({ control, treatment, covariate }: ComparedOnly): number | null {
  if (control.variance === null || treatment.variance === null) return null;
  const explained = covariate?.varianceReduction ?? 0;
  const errorVariance =
    (1 - explained) * (control.variance / control.n + treatment.variance / treatment.n);
  const sd = Math.sqrt(errorVariance / (1 / control.n + 1 / treatment.n));
  return sd > 0 ? sd : null;
}

/** Whether the comparison is of counts: a proportion adjusted for a covariate is tested as a mean. */
function isCounted({ kind, covariate }: ComparedOnly): boolean {
  return kind === 'proportion' && covariate === null;
}
