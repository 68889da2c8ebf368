import { meanEquivalenceSize } from '../../stats/power/equivalence-power.js';
import {
  meanNonInferioritySize,
  proportionEquivalenceSize,
  proportionNonInferioritySize,
} from '../../stats/power/margin-size.js';
import {
  meanRelativeNonInferioritySize,
  proportionRelativeNonInferioritySize,
} from '../../stats/power/relative-margin-size.js';
import type { ComparedOnly, Margin, SampleSize } from '../comparison.js';
import { type Design, type MetricDesign, plannedWeight } from '../design.js';
import { sizeInflation } from './monitoring-size.js';
import { effectiveSd, sizeOrNull, unitsAtSplit } from './sample-size.js';

/** What a margin is tested on, and how surely. */
export interface MarginQuestion {
  /** The rate of both arms, or their mean (`null`: not known) and the standard deviation within them. */
  control: { rate: number } | { mean: number | null; sd: number };
  /** Positive: in the metric's unit, or, where it is relative, as a share of the control. */
  margin: number;
  relative: boolean;
  kind: Margin['kind'];
  lowerIsBetter: boolean;
  /** Treatment units for every unit of the control. */
  allocation: number;
  alpha: number;
  power: number;
}

/**
 * The exact number of units in the treatment's arm that show it within the margin with that power, if
 * both arms are truly alike; `null` where no size is to be had. For equivalence in percent it is that
 * of the same margin in the metric's unit, with the control taken for known.
 */
export function marginUnits(question: MarginQuestion): number | null {
  const { control, margin, relative, kind, lowerIsBetter, ...rest } = question;
  const better = lowerIsBetter ? ('decrease' as const) : ('increase' as const);
  const level = 'rate' in control ? control.rate : control.mean;
  const absolute = relative ? margin * Math.abs(level ?? Number.NaN) : margin;
  if (kind === 'equivalence') return sizeOrNull(() => equivalenceUnits(control, absolute, rest));
  const asked = { margin, better, ...rest };
  return sizeOrNull(() => {
    if ('rate' in control) {
      const { rate } = control;
      return relative
        ? proportionRelativeNonInferioritySize(rate, asked)
        : proportionNonInferioritySize({ control: rate, treatment: rate, ...asked });
    }
    const { mean, sd } = control;
    return relative
      ? meanRelativeNonInferioritySize({ mean: mean ?? Number.NaN, sd }, asked)
      : meanNonInferioritySize({ effect: 0, sd, ...asked });
  });
}

function equivalenceUnits(
  control: MarginQuestion['control'],
  margin: number,
  rest: Pick<MarginQuestion, 'allocation' | 'alpha' | 'power'>,
): number {
  return 'rate' in control
    ? proportionEquivalenceSize({ control: control.rate, treatment: control.rate, margin, ...rest })
    : meanEquivalenceSize({ effect: 0, sd: control.sd, margin, ...rest });
}

/** The sample that shows a guardrail within its margin, were treatment and control truly alike. */
export function guardrailSize(
  compared: Omit<ComparedOnly, 'outcome'>,
  metric: MetricDesign,
  design: Design,
): SampleSize {
  const { control, treatment, margin } = compared;
  const { absolute: size, relative: share, kind } = margin!;
  const absolute = size ?? share! * Math.abs(control.mean);
  const relative = share ?? size! / Math.abs(control.mean);
  const once = absolute > 0 ? unitsFor(compared, metric, design) : null;
  const { alpha, power, monitoring } = design;
  const inflation = sizeInflation(monitoring?.plan ?? null, { alpha, power }, 'greater');
  const units = once === null ? null : once * inflation;
  const sign = metric.lowerIsBetter || kind === 'equivalence' ? 1 : -1;
  return {
    required: units === null ? null : unitsAtSplit(units, treatment.variant, design),
    basis: 'margin',
    effect: {
      absolute: absolute > 0 ? sign * absolute : null,
      relative: Number.isFinite(relative) ? sign * relative : null,
    },
    smallestDetectable: { absolute: null, relative: null },
  };
}

function unitsFor(
  compared: Omit<ComparedOnly, 'outcome'>,
  { lowerIsBetter }: MetricDesign,
  design: Design,
): number | null {
  const { control, treatment, kind } = compared;
  const { absolute, relative, kind: claim } = compared.margin!;
  const sd = kind === 'proportion' ? null : effectiveSd(compared);
  if (kind === 'proportion' ? control.n === 0 : sd === null) return null;
  return marginUnits({
    control: kind === 'proportion' ? { rate: control.mean } : { mean: control.mean, sd: sd! },
    margin: relative ?? absolute!,
    relative: relative !== null,
    kind: claim,
    lowerIsBetter,
    allocation: plannedWeight(design, treatment.variant) / plannedWeight(design, design.control),
    alpha: design.alpha,
    power: design.power,
  });
}
