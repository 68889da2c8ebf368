import type { Plan } from './plan.js';
import { plannedUnits } from './planned-units.js';

/** A key without which a plan has no size: of its primary metric, or where no size can be computed, its own. */
export type MissingForSize = 'baseline' | 'mde' | 'sampleSize';

/** What a plan lacks to be sized; empty where `plannedUnits` gives a size. */
export function missingForSize(plan: Plan): MissingForSize[] {
  if (plannedUnits(plan) !== null) return [];
  const { baseline, mde } = plan.metrics[0]!;
  const missing: MissingForSize[] = [];
  if (baseline === null) missing.push('baseline');
  if (mde === null) missing.push('mde');
  return missing.length === 0 ? ['sampleSize'] : missing;
}
