import { logSpent } from '../stats/spending.js';
import type { Plan } from './plan.js';

/** A look that a plan expects: how much of the planned size is there by then. */
export interface PlannedLook {
  number: number;
  informationFraction: number;
  /** Over all variants, where the plan has a size. */
  units: number | null;
  /** How much of alpha may be spent by then, in this look and all before it. */
  alphaSpent: number;
}

/** The looks that a plan expects, evenly spaced; `null` where any number at any time is granted. */
export function plannedLooks(plan: Plan, total: number | null): PlannedLook[] | null {
  const { monitoring } = plan;
  if (monitoring.method === 'always-valid') return null;
  const looks = monitoring.method === 'fixed' ? 1 : monitoring.looks;
  return Array.from({ length: looks }, (_, i) => ({
    number: i + 1,
    informationFraction: (i + 1) / looks,
    units: total === null ? null : Math.ceil((total * (i + 1)) / looks),
    alphaSpent: alphaSpent(plan, (i + 1) / looks),
  }));
}

/** Each side of a two-sided test spends half of alpha. */
function alphaSpent({ alpha, alternative, monitoring }: Plan, fraction: number): number {
  if (monitoring.method !== 'group-sequential' || fraction === 1) return alpha;
  const sides = alternative === 'two-sided' ? 2 : 1;
  return sides * Math.exp(logSpent(monitoring.spending, fraction, Math.log(alpha / sides)));
}
