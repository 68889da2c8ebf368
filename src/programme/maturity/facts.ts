import { effectsOnRecord } from '../effects-on-record.js';
import type { ExperimentOnRecord } from '../experiment-on-record.js';
import type { Confirmation } from './confirmed.js';

/** What journals tell of how a programme works, a count each. */
export const MATURITY_FACTS = [
  'PLANNED_BEFORE_DATA',
  'SPLIT_CLEAN',
  'GUARDED',
  'PLANNED_SIZE_REACHED',
  'OVERRIDDEN',
  'LEARNED',
  'KPI_SHARED',
  'PRICED',
  'CONFIRMED_BY_HOLDOUT',
] as const;

export type MaturityFactCode = (typeof MATURITY_FACTS)[number];

/** How many experiments are so, of those of which it can be said. */
export interface MaturityFact {
  code: MaturityFactCode;
  /** `null` where journals do not tell. */
  count: number | null;
  of: number;
}

/** Whether an experiment is so; `null` where that cannot be said of it. */
type Told = (record: ExperimentOnRecord) => boolean | null;

const TOLD: Record<Exclude<MaturityFactCode, 'KPI_SHARED' | 'CONFIRMED_BY_HOLDOUT'>, Told> = {
  // The first look holds the hash of the plan that it was judged by, and that plan is still there.
  PLANNED_BEFORE_DATA: ({ looks, isPlanOfFirstLook }) =>
    looks.length === 0 ? null : isPlanOfFirstLook === true,
  SPLIT_CLEAN: ({ lastLook }) => (lastLook === null ? null : lastLook.decision !== 'invalid'),
  GUARDED: ({ lastLook }) =>
    lastLook === null ? null : lastLook.comparisons.some(({ role }) => role === 'guardrail'),
  PLANNED_SIZE_REACHED: (record) => (record.state === 'running' ? null : isLongEnough(record)),
  OVERRIDDEN: ({ closing }) => (closing === null ? null : closing.overrides !== null),
  LEARNED: ({ state, closing }) =>
    state === 'running' ? null : (closing?.learned ?? null) !== null,
  PRICED: (record) =>
    record.lastLook === null
      ? null
      : effectsOnRecord(record).some(({ netEffect }) => netEffect !== null),
};

/** Whether its gate decided, which it does no sooner than its plan allows, or all planned units were there. */
function isLongEnough({ lastLook }: ExperimentOnRecord): boolean | null {
  if (lastLook === null) return null;
  if (lastLook.decision === 'ship' || lastLook.decision === 'keep-control') return true;
  const planned = Object.entries(lastLook.plannedUnits);
  if (planned.length === 0) return null;
  return planned.every(([variant, units]) => (lastLook.units[variant] ?? 0) >= units);
}

/**
 * What journals tell of how a programme works.
 *
 * @param confirmation what held-out groups say, of which no line of a journal tells; `null` where none is known.
 */
export function maturityFacts(
  experiments: readonly ExperimentOnRecord[],
  confirmation: Confirmation | null,
): MaturityFact[] {
  return MATURITY_FACTS.map((code) => {
    if (code === 'KPI_SHARED') return sharedKpi(experiments);
    if (code === 'CONFIRMED_BY_HOLDOUT') return confirmedShips(experiments, confirmation);
    const told = experiments.map(TOLD[code]).filter((one) => one !== null);
    return { code, count: told.filter(Boolean).length, of: told.length };
  });
}

/** How many of those that were shipped a held-out group confirms. */
function confirmedShips(
  experiments: readonly ExperimentOnRecord[],
  confirmation: Confirmation | null,
): MaturityFact {
  const shipped = experiments.filter(
    ({ state, decision }) => state !== 'running' && decision === 'ship',
  );
  const count =
    confirmation === null
      ? null
      : shipped.filter((record) => confirmation.confirmed.has(record)).length;
  return { code: 'CONFIRMED_BY_HOLDOUT', count, of: shipped.length };
}

/** How many have the metric, in whatever role, that most have for their primary one. */
function sharedKpi(experiments: readonly ExperimentOnRecord[]): MaturityFact {
  const looked = experiments.filter(({ lastLook }) => lastLook !== null);
  const effects = looked.map((record) => effectsOnRecord(record));
  const counts = new Map<string, number>();
  for (const own of effects) {
    const primary = own.find(({ role }) => role === 'primary');
    if (primary !== undefined) counts.set(primary.metric, (counts.get(primary.metric) ?? 0) + 1);
  }
  const [kpi] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [null];
  const count = effects.filter((own) => own.some(({ metric }) => metric === kpi)).length;
  return { code: 'KPI_SHARED', count, of: looked.length };
}
