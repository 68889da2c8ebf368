import { strictestLevel } from '../../stats/multiplicity.js';
import { wantedSign } from '../design.js';
import { type MarginQuestion, marginUnits } from './guardrail-size.js';
import { sizeInflation } from './monitoring-size.js';
import type { Plan, PlannedBaseline, PlannedMetric } from './plan.js';
import { plannedSize } from './power-plan.js';

/**
 * The units that each variant is to have in the end, the control first; `null` where the plan has no
 * sample size and too little to compute one from, which `missingForSize` names.
 *
 * The sample size is of the treatment with the smallest share: of all treatments it needs the longest.
 */
export function plannedUnits(plan: Plan): Map<string, number> | null {
  const size = plan.sampleSize ?? requiredUnits(plan, plan.metrics[0]!);
  return size === null ? null : unitsByVariant(plan, size);
}

/** Who is compared, and in which shares. */
type Arms = Pick<Plan, 'control' | 'treatments' | 'allocation'>;

/** Units of every variant where the treatment with the smallest share has that many; rounded up. */
export function unitsByVariant(plan: Arms, size: number): Map<string, number> {
  const smallest = smallestWeight(plan);
  return new Map(
    [plan.control, ...plan.treatments].map((variant) => [
      variant,
      wholeUnits((size * weightOf(plan, variant)) / smallest),
    ]),
  );
}

/**
 * The units, unrounded, that a metric takes in the treatment with the smallest share: to detect its MDE,
 * or for a guardrail to be shown within its margin where both arms are alike; `null` where no baseline,
 * or no such effect is known, or no size is to be had.
 */
export function requiredUnits(plan: Plan, metric: PlannedMetric): number | null {
  if (metric.baseline === null) return null;
  return metric.margin === null
    ? effectUnits(plan, metric, metric.baseline)
    : guardrailUnits(plan, metric, metric.baseline);
}

/** The largest size of the primary metric's comparisons, looked at while they run, ÷ that of one look. */
export function monitoringInflation(plan: Plan): number {
  return inflationAt(plan, plannedComparisonLevel(plan));
}

function inflationAt({ monitoring, alternative, power }: Plan, alpha: number): number {
  return sizeInflation(monitoring, { alpha, power }, alternative);
}

/** A key without which a plan has no size: of its primary metric, or where no size can be computed, its own. */
export const MISSING_FOR_SIZE = ['baseline', 'mde', 'sampleSize'] as const;

/** One of MISSING_FOR_SIZE. */
export type MissingForSize = (typeof MISSING_FOR_SIZE)[number];

/** What a plan lacks to be sized; empty where `plannedUnits` gives a size. */
export function missingForSize(plan: Plan): MissingForSize[] {
  if (plannedUnits(plan) !== null) return [];
  const { baseline, mde } = plan.metrics[0]!;
  const missing: MissingForSize[] = [];
  if (baseline === null) missing.push('baseline');
  if (mde === null) missing.push('mde');
  return missing.length === 0 ? ['sampleSize'] : missing;
}

/**
 * The level that each comparison of the primary metric is planned at, or of a secondary one: alpha over
 * how many its family has, the strictest that a correction may come to. Secondary metrics wait for the
 * primary one and cost it nothing; guardrails are judged by themselves.
 */
export function plannedComparisonLevel(
  { alpha, correction, metrics, treatments }: Plan,
  role: 'primary' | 'secondary' = 'primary',
): number {
  const judged = metrics.filter((metric) => metric.role === role).length;
  return strictestLevel(alpha, correction, judged * treatments.length);
}

function effectUnits(plan: Plan, metric: PlannedMetric, baseline: PlannedBaseline) {
  const { mde, role } = metric;
  if (mde === null) return null;
  const alpha = plannedComparisonLevel(plan, role === 'secondary' ? role : 'primary');
  const level = 'rate' in baseline ? baseline.rate : baseline.mean;
  const size = mde.scale === 'relative' ? mde.size * Math.abs(level) : mde.size;
  const test = {
    baseline:
      'rate' in baseline
        ? { kind: 'proportion' as const, ...baseline }
        : { kind: 'mean' as const, ...baseline },
    alpha,
    alternative: plan.alternative,
    // The level is that of one comparison already.
    correction: 'none' as const,
    variants: 2,
    allocation: allocationOf(plan),
    // The size of one look; what looking costs is the same for guardrails.
    monitoring: { method: 'fixed' as const },
  };
  const once = plannedSize(test, wantedSign(plan, metric) * size, plan.power);
  return once === null ? null : once.exactPerVariant * inflationAt(plan, alpha);
}

function guardrailUnits(plan: Plan, metric: PlannedMetric, control: MarginQuestion['control']) {
  const { alpha, power, monitoring } = plan;
  const { size, kind } = metric.margin!;
  const once = marginUnits({
    control,
    kind,
    margin: size.size,
    relative: size.scale === 'relative',
    lowerIsBetter: metric.lowerIsBetter,
    allocation: allocationOf(plan),
    alpha,
    power,
  });
  // By itself and one-sided, whatever the alternative of the other metrics is.
  return once === null ? null : once * sizeInflation(monitoring, { alpha, power }, 'greater');
}

/** Units of the treatment with the smallest share for every unit of the control. */
function allocationOf(plan: Plan): number {
  return smallestWeight(plan) / weightOf(plan, plan.control);
}

function smallestWeight(plan: Arms): number {
  return Math.min(...plan.treatments.map((variant) => weightOf(plan, variant)));
}

function weightOf({ allocation }: Arms, variant: string): number {
  return allocation?.get(variant) ?? 1;
}

/** Rounded up, but for what only the arithmetic of weights such as 0.1 and 0.3 added. */
function wholeUnits(units: number): number {
  const nearest = Math.round(units);
  // A product and a quotient round twice, each time by half an ulp at most, on weights that did so too.
  return Math.abs(units - nearest) <= 4 * Number.EPSILON * nearest ? nearest : Math.ceil(units);
}
