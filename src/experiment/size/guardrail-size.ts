import type { ComparedOnly, SampleSize } from '../comparison.js';
import { type Design, type MetricDesign, plannedWeight } from '../design.js';
import { ONE_LOOK, type StoppingRule } from '../monitoring/stopping-rule.js';
import { type MarginTruth, marginUnits } from './margin-units.js';
import { effectiveSd, unitsAtSplit } from './sample-size.js';

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
  const rule = design.monitoring?.plan ?? ONE_LOOK;
  const truth = absolute > 0 ? marginTruth(compared, metric, design, rule) : null;
  const units = truth === null ? null : marginUnits(truth, design.power);
  const sign = metric.lowerIsBetter || kind === 'equivalence' ? 1 : -1;
  return {
    required: units === null ? null : unitsAtSplit(units, treatment.variant, design),
    decision: null,
    basis: 'margin',
    effect: {
      absolute: absolute > 0 ? sign * absolute : null,
      relative: Number.isFinite(relative) ? sign * relative : null,
    },
    smallestDetectable: { absolute: null, relative: null },
  };
}

/** A guardrail as it is taken to be: both arms do what the control has done; `null` where that is unknown. */
export function marginTruth(
  compared: Omit<ComparedOnly, 'outcome'>,
  { lowerIsBetter }: MetricDesign,
  { alpha, ...design }: Pick<Design, 'alpha' | 'control' | 'allocation'>,
  monitoring: StoppingRule,
): MarginTruth | null {
  const { control, treatment, kind } = compared;
  const { absolute, relative, kind: claim } = compared.margin!;
  const sd = kind === 'proportion' ? null : effectiveSd(compared);
  if (kind === 'proportion' ? control.n === 0 : sd === null) return null;
  const { mean } = control;
  return {
    baseline:
      kind === 'proportion' ? { kind: 'proportion', rate: mean } : { kind: 'mean', mean, sd: sd! },
    effect: 0,
    margin: relative ?? absolute!,
    relative: relative !== null,
    kind: claim,
    lowerIsBetter,
    allocation: plannedWeight(design, treatment.variant) / plannedWeight(design, design.control),
    alpha,
    alternative: 'greater',
    monitoring,
  };
}
