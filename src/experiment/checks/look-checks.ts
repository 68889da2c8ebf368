import type { Design } from '../design.js';
import type { Monitoring, PastLook, UnitsByVariant } from '../monitoring/monitoring.js';
import { isDue } from '../monitoring/progress.js';
import type { CheckedData } from './check.js';

/** What the looks before say of this one. */
export type LookCheck =
  | { code: 'PLAN_CHANGED'; status: 'fail'; since: number }
  | {
      code: 'DATA_SHRANK';
      status: 'fail';
      variant: string;
      before: number;
      now: number;
      look: number;
      /** Whether it is units with values that are fewer. */
      valued: boolean;
    }
  | { code: 'REPEATED_LOOK'; status: 'pass'; look: number }
  | { code: 'NO_NEW_UNITS'; status: 'warn'; look: number; spendsNothing: boolean }
  | { code: 'LOOK_UNRECORDED'; status: 'warn' }
  | { code: 'LOOKS_ASSUMED'; status: 'warn'; looks: number }
  | { code: 'ONE_LOOK_TESTS'; status: 'pass' };

/** Whether this look keeps to what the looks before it were promised and shown. */
export function lookChecks({
  design,
  aggregates: { segments },
}: Pick<CheckedData, 'design' | 'aggregates'>): LookCheck[] {
  const { monitoring, intensity } = design;
  if (monitoring === null) return [];
  const { planChangedSince: since, repeats } = monitoring;
  return [
    ...(since === null ? [] : [{ code: 'PLAN_CHANGED' as const, status: 'fail' as const, since }]),
    ...shrunk(monitoring),
    ...(repeats === null
      ? []
      : [{ code: 'REPEATED_LOOK' as const, status: 'pass' as const, look: repeats }]),
    ...withoutNewUnits(monitoring),
    ...assumed(monitoring),
    ...unrecorded(design),
    ...(intensity !== null || segments.size > 0 ? oneLookTests(monitoring) : []),
  ];
}

function assumed({ looksAssumed, earlierLooks }: Monitoring): LookCheck[] {
  if (!looksAssumed) return [];
  return [{ code: 'LOOKS_ASSUMED', status: 'warn', looks: earlierLooks.length }];
}

/** Trends and averages over segments have no sequential tests. */
function oneLookTests({ plan }: Monitoring): LookCheck[] {
  return plan.method === 'fixed' ? [] : [{ code: 'ONE_LOOK_TESTS', status: 'pass' }];
}

/**
 * Data only grow while a test runs; where a variant has fewer units than before, some were lost, and where fewer
 * have values of what decides, those: what earlier looks have spent on them would be spent once more.
 */
function shrunk({ units, assigned = units, earlierLooks }: Monitoring): LookCheck[] {
  const lost = fewer(assigned, earlierLooks, (look) => look.assigned ?? look.units);
  if (lost.length > 0) return lost.map((one) => ({ ...SHRANK, ...one, valued: false }));
  // Of looks that tell no more than all units nothing is known of their values.
  const told = earlierLooks.filter((look) => look.assigned !== undefined);
  return fewer(units, told, (look) => look.units).map((one) => ({
    ...SHRANK,
    ...one,
    valued: true,
  }));
}

const SHRANK = { code: 'DATA_SHRANK', status: 'fail' } as const;

/** The variants that have fewer units now than the look had that had most. */
function fewer(
  units: UnitsByVariant,
  looks: readonly PastLook[],
  of: (look: PastLook) => UnitsByVariant,
) {
  return [...units].flatMap(([variant, now]) => {
    const counts = looks.map((look) => of(look).get(variant) ?? 0);
    const before = Math.max(0, ...counts);
    if (now >= before) return [];
    return [{ variant, before, now, look: looks[counts.indexOf(before)]!.number }];
  });
}

/**
 * Other outcomes of the same units are no progress, and a second reading of the same data is a choice; outcomes of
 * units that had none are progress. A file of an earlier day is neither: that its units became fewer is told.
 */
function withoutNewUnits({ units, assigned = units, earlierLooks, plan }: Monitoring): LookCheck[] {
  const same = earlierLooks.find(
    (look) =>
      look.isAtTheseData !== true &&
      [...assigned].every(([variant, n]) => unitsOf(variant, look) === n) &&
      [...units].every(([variant, n]) => n <= (look.units.get(variant) ?? 0)),
  );
  if (same === undefined) return [];
  const spendsNothing = plan.method === 'group-sequential';
  return [{ code: 'NO_NEW_UNITS', status: 'warn', look: same.number, spendsNothing }];
}

/** A fixed size decides once; whether this is that once, only a record could tell. */
function unrecorded(design: Design): LookCheck[] {
  const { plan, look } = design.monitoring!;
  const unknown = plan.method === 'fixed' && look === null && isDue(design);
  return unknown ? [{ code: 'LOOK_UNRECORDED', status: 'warn' }] : [];
}

function unitsOf(variant: string, look: PastLook | null): number {
  return (look?.assigned ?? look?.units)?.get(variant) ?? 0;
}
