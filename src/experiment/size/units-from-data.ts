import type { Aggregates } from '../aggregates.js';
import { compareAll } from '../compare/compare.js';
import { type Design, plannedWeight } from '../design.js';
import type { Plan } from './plan.js';
import { monitoringInflation, unitsByVariant } from './planned-units.js';

/**
 * The units that each variant is to have in the end, where the control does as it has done so far;
 * `null` where the primary metric has no MDE or no such size is to be had.
 *
 * @param design the plan's, for one look: how the test is monitored does not change the size of one.
 */
export function unitsFromData(
  plan: Plan,
  aggregates: Aggregates,
  design: Design,
): Map<string, number> | null {
  const weights = plan.treatments.map((treatment) => plannedWeight(design, treatment));
  const smallest = Math.min(...weights);
  const sizes = compareAll(aggregates, { ...design, monitoring: null })
    .filter(({ role }) => role === 'primary')
    .map(({ sampleSize, treatment }) => {
      const { basis, required } = sampleSize;
      if (basis !== 'mde' || required === null) return null;
      return (required.treatment * smallest) / plannedWeight(design, treatment.variant);
    });
  const known = sizes.filter((size) => size !== null);
  if (known.length < sizes.length) return null;
  return unitsByVariant(plan, Math.max(...known) * monitoringInflation(plan));
}
