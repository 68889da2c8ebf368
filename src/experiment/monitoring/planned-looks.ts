import { alphaSpent } from '../../stats/sequential/spending.js';
import type { Plan } from '../size/plan.js';
import { boundsAt } from './futility.js';
import { evenFractions } from './monitoring.js';

/** A look that a plan expects: how much of the planned size is there by then. */
export interface PlannedLook {
  number: number;
  informationFraction: number;
  /** Over all variants, where the plan has a size. */
  units: number | null;
  /** How much of alpha may be spent by then, in this look and all before it. */
  alphaSpent: number;
  /** z below which the test may be given up there, in the direction that is hoped for; `null` for none. */
  futilityBound: number | null;
}

/** The looks that a plan expects, evenly spaced; `null` where any number at any time is granted. */
export function plannedLooks(plan: Plan, total: number | null): PlannedLook[] | null {
  const { monitoring, alternative, alpha } = plan;
  if (monitoring.method === 'always-valid') return null;
  const looks = monitoring.method === 'fixed' ? 1 : monitoring.looks;
  const spent = (fraction: number) =>
    monitoring.method === 'fixed'
      ? alpha
      : alphaSpent({ ...monitoring, alternative }, fraction, alpha);
  const fractions = evenFractions(looks);
  const bounds = monitoring.method === 'fixed' ? [] : boundsAt(plan, monitoring, fractions);
  return fractions.map((fraction, i) => ({
    number: i + 1,
    informationFraction: fraction,
    units: total === null ? null : Math.ceil((total * (i + 1)) / looks),
    alphaSpent: spent(fraction),
    futilityBound: finiteOrNull(bounds[i] ?? Number.NEGATIVE_INFINITY),
  }));
}

function finiteOrNull(bound: number): number | null {
  return Number.isFinite(bound) ? bound : null;
}
