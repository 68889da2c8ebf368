import { meanEquivalenceSize } from '../stats/equivalence-power.js';
import {
  meanNonInferioritySize,
  proportionEquivalenceSize,
  proportionNonInferioritySize,
} from '../stats/margin-size.js';
import type { ComparedOnly, Margin, SampleSize } from './comparison.js';
import { type Design, type MetricDesign, plannedWeight } from './design.js';
import { effectiveSd, solvable, totalUnits } from './sample-size.js';

/** What a margin is tested on, and how surely. */
export interface MarginQuestion {
  /** The rate of both arms, or the mean's standard deviation within them. */
  spread: { rate: number } | { sd: number };
  /** In the metric's unit, positive. */
  margin: number;
  kind: Margin['kind'];
  lowerIsBetter: boolean;
  /** Treatment units for every unit of the control. */
  allocation: number;
  alpha: number;
  power: number;
}

/**
 * The exact number of units in the treatment's arm that show it within the margin with that power, if
 * both arms are truly alike; `null` where no size is to be had.
 */
export function marginUnits(question: MarginQuestion): number | null {
  const { spread, margin, kind, lowerIsBetter, ...rest } = question;
  const better = lowerIsBetter ? ('decrease' as const) : ('increase' as const);
  const equivalence = kind === 'equivalence';
  return solvable(() => {
    if ('rate' in spread) {
      const asked = { control: spread.rate, treatment: spread.rate, margin, ...rest };
      return equivalence
        ? proportionEquivalenceSize(asked)
        : proportionNonInferioritySize({ ...asked, better });
    }
    const asked = { effect: 0, sd: spread.sd, margin, ...rest };
    return equivalence ? meanEquivalenceSize(asked) : meanNonInferioritySize({ ...asked, better });
  });
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
  const units = absolute > 0 ? unitsFor(compared, absolute, metric, design) : null;
  const all = units === null ? null : totalUnits(units, treatment.variant, design);
  const sign = metric.lowerIsBetter || kind === 'equivalence' ? 1 : -1;
  const countable = all !== null && all <= Number.MAX_SAFE_INTEGER;
  return {
    requiredPerVariant: countable ? Math.ceil(units!) : null,
    requiredTotal: countable ? all : null,
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
  margin: number,
  { lowerIsBetter }: MetricDesign,
  design: Design,
): number | null {
  const { control, treatment, kind } = compared;
  const sd = kind === 'proportion' ? null : effectiveSd(compared);
  if (kind === 'proportion' ? control.n === 0 : sd === null) return null;
  return marginUnits({
    spread: kind === 'proportion' ? { rate: control.mean } : { sd: sd! },
    margin,
    kind: compared.margin!.kind,
    lowerIsBetter,
    allocation: plannedWeight(design, treatment.variant) / plannedWeight(design, design.control),
    alpha: design.alpha,
    power: design.power,
  });
}
