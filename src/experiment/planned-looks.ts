import type { Plan } from './plan.js';

/** A look that a plan expects: how much of the planned size is there by then. */
export interface PlannedLook {
  number: number;
  informationFraction: number;
  /** Over all variants, where the plan has a size. */
  units: number | null;
}

/** The looks that a plan expects, evenly spaced; `null` where any number at any time is granted. */
export function plannedLooks({ monitoring }: Plan, total: number | null): PlannedLook[] | null {
  if (monitoring.method === 'always-valid') return null;
  const looks = monitoring.method === 'fixed' ? 1 : monitoring.looks;
  return Array.from({ length: looks }, (_, i) => ({
    number: i + 1,
    informationFraction: (i + 1) / looks,
    units: total === null ? null : Math.ceil((total * (i + 1)) / looks),
  }));
}
