import type { Plan } from './plan.js';
import { decidingUnits } from './planned-decision.js';
import { type PlannedArms, smallestWeight, weightOf } from './planned-weights.js';

/**
 * The units that each variant is to have in the end, the control first; `null` where the plan has no
 * sample size and too little to compute one from, which `missingForSize` names. A computed size is that
 * of the decision: that the primary metric's MDE is detected and every guardrail shown within its margin.
 *
 * The sample size is of the treatment with the smallest share: of all treatments it needs the longest.
 *
 * @example
 * const { plan } = await readPlan('fixtures/plan.yaml');
 * plannedUnits(plan)?.get('full'); // => 121000
 */
export function plannedUnits(plan: Plan): Map<string, number> | null {
  const size = plan.sampleSize ?? decidingUnits(plan);
  const units = size === null ? null : unitsByVariant(plan, size);
  return units !== null && areCountable(units) ? units : null;
}

/** Whether so many units can be counted, each variant's one by one. */
export function areCountable(units: ReadonlyMap<string, number>): boolean {
  return [...units.values()].every(Number.isSafeInteger);
}

/** Units of every variant where the treatment with the smallest share has that many; rounded up. */
export function unitsByVariant(plan: PlannedArms, size: number): Map<string, number> {
  const smallest = smallestWeight(plan);
  return new Map(
    [plan.control, ...plan.treatments].map((variant) => [
      variant,
      wholeUnits((size * weightOf(plan, variant)) / smallest),
    ]),
  );
}

/** A key without which a plan has no size: of its primary metric, or where no size can be computed, its own. */
export const MISSING_FOR_SIZE = ['baseline', 'mde', 'sampleSize'] as const;

/** One of MISSING_FOR_SIZE. */
export type MissingForSize = (typeof MISSING_FOR_SIZE)[number];

/**
 * What a plan lacks to be sized; empty where `plannedUnits` gives a size.
 *
 * @example
 * const { plan } = await readPlan('fixtures/plan.yaml');
 * missingForSize(plan); // => []
 * missingForSize({ ...plan, sampleSize: null, metrics: plan.metrics.map((metric) => ({ ...metric, mde: null })) }).length > 0; // => true
 */
export function missingForSize(plan: Plan): MissingForSize[] {
  if (plannedUnits(plan) !== null) return [];
  const { baseline, mde, margin, kind } = plan.metrics[0]!;
  // Of a quantile no size can be worked out.
  if (kind === 'quantile') return ['sampleSize'];
  const missing: MissingForSize[] = [];
  if (baseline === null) missing.push('baseline');
  if (mde === null && margin === null) missing.push('mde');
  return missing.length === 0 ? ['sampleSize'] : missing;
}

/** Rounded up, but for what only the arithmetic of weights such as 0.1 and 0.3 added. */
function wholeUnits(units: number): number {
  const nearest = Math.round(units);
  // A product and a quotient round twice, each time by half an ulp at most, on weights that did so too.
  return Math.abs(units - nearest) <= 4 * Number.EPSILON * nearest ? nearest : Math.ceil(units);
}
