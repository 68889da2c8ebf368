import type { Design } from '../design.js';
import {
  informationFraction,
  type Monitoring,
  type PastLook,
  type UnitsByVariant,
} from './monitoring.js';

/** The information fraction of the treatment that is furthest behind; 1 where nothing was planned. */
export function leastFraction(design: Design): number {
  const { monitoring } = design;
  return monitoring === null ? 1 : leastFractionAt(monitoring.units, monitoring, design);
}

function leastFractionAt(
  units: UnitsByVariant,
  monitoring: Monitoring,
  { control, treatments }: Design,
): number {
  const fractions = treatments.map((treatment) =>
    informationFraction(units, monitoring, { control, treatment }),
  );
  return Math.min(...fractions);
}

/**
 * Whether a comparison may be decided at all: a test with a fixed size is due only once, when each
 * treatment has the units that were planned.
 */
export function isDue(design: Design): boolean {
  return design.monitoring?.plan.method !== 'fixed' || leastFraction(design) >= 1;
}

/** Whether the plan ends here: all its units are there, and it grants no test after that. */
export function isPlanOver(design: Design): boolean {
  const method = design.monitoring?.plan.method ?? 'always-valid';
  return method !== 'always-valid' && leastFraction(design) >= 1;
}

/** The look at which the plan had ended already; `null` where this may be the first such look. */
export function endedAt(design: Design): PastLook | null {
  const { monitoring } = design;
  if (monitoring === null || monitoring.plan.method === 'always-valid') return null;
  const ended = monitoring.earlierLooks.find(
    ({ units }) => leastFractionAt(units, monitoring, design) >= 1,
  );
  return ended ?? null;
}
