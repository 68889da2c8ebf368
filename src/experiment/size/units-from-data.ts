import { strictestLevel } from '../../stats/multiplicity.js';
import type { Aggregates } from '../aggregates.js';
import { compareAll } from '../compare/compare.js';
import { asColumnsAre, type Design, plannedWeight } from '../design.js';
import { exactDecisionUnits } from './decision-size.js';
import type { Plan } from './plan.js';
import { areCountable, unitsByVariant } from './planned-units.js';

/**
 * The units that each variant is to have in the end, where the control does as it has done so far, for
 * the primary metric and all guardrails; `null` where the primary metric has no MDE or no such size is
 * to be had.
 *
 * @param design the plan's, for one look: how the test is monitored does not change the size of one.
 */
export function unitsFromData(
  plan: Plan,
  aggregates: Aggregates,
  design: Design,
): Map<string, number> | null {
  const all = compareAll(aggregates, asColumnsAre({ ...design, monitoring: null }, aggregates));
  const primaries = all.filter(({ role }) => role === 'primary');
  const level = strictestLevel(design.alpha, design.correction, primaries.length);
  const sizedBy = { design, level, monitoring: plan.monitoring };
  const smallest = Math.min(...plan.treatments.map((name) => plannedWeight(design, name)));
  const sizes = primaries.map((primary) => {
    const units = exactDecisionUnits(primary, all, sizedBy);
    const weight = plannedWeight(design, primary.treatment.variant);
    return units === null ? null : (units * smallest) / weight;
  });
  const known = sizes.filter((size) => size !== null);
  if (known.length < sizes.length) return null;
  const units = unitsByVariant(plan, Math.max(...known));
  return areCountable(units) ? units : null;
}
