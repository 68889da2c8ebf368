import { UserError } from '../errors.js';
import type { Cells } from '../experiment/cells.js';
import type { Monitoring, PastLook, UnitsByVariant } from '../experiment/monitoring.js';
import type { Plan } from '../experiment/plan.js';
import { plannedUnits } from '../experiment/planned-units.js';
import { unitsFromData } from '../experiment/units-from-data.js';
import type { JournalLine } from '../read/journal.js';
import { designFromPlan } from './design-from-plan.js';

/** A plan, where it stands, and the hash of what it says. */
export interface PlanRead {
  plan: Plan;
  sha256: string;
  path: string;
}

/** What identifies a look: by which plan, at which data, after which others. */
export interface LookContext {
  read: PlanRead;
  cells: Cells;
  /** The hash over the data files. */
  data: string;
  /** The looks on record; `null` where no journal is kept. */
  before: readonly JournalLine[] | null;
}

/**
 * How the running test is to be judged at this look.
 *
 * @throws {UserError} when the plan needs a journal and there is none, or gives no size.
 */
export function monitoringFrom({ read, cells, data, before }: LookContext): Monitoring {
  const { plan, sha256, path } = read;
  if (plan.monitoring.method === 'group-sequential' && before === null) {
    throw new UserError('a group-sequential test must know the looks before this one', {
      location: { file: path },
      hint: 'pass --journal looks.jsonl, and keep that file from one look to the next',
    });
  }
  const lines = before ?? [];
  const [first, last] = [lines[0], lines.at(-1)];
  const changed = first !== undefined && first.plan !== sha256;
  const repeats = last?.data === data && last.plan === sha256 ? last.look : null;
  return {
    plan: plan.monitoring,
    plannedUnits: plannedFor(read, cells, changed ? undefined : first, before !== null),
    units: new Map([...cells.variants].map(([variant, { units }]) => [variant, units])),
    earlierLooks: changed ? [] : pastLooks(lines, repeats),
    dailyUnits: plan.units.daily,
    planChangedSince: changed ? first.look : null,
    look: before === null ? null : (repeats ?? (last?.look ?? 0) + 1),
    repeats,
  };
}

/** The looks that count: each once, neither invalid ones nor the one that is looked at again. */
function pastLooks(lines: readonly JournalLine[], repeats: number | null): PastLook[] {
  const valid = lines.filter(({ decision, look }) => decision !== 'invalid' && look !== repeats);
  const byNumber = new Map(valid.map((line) => [line.look, line]));
  return [...byNumber.values()].map(({ look, units, decision, variant }) => ({
    number: look,
    units: new Map(Object.entries(units)),
    decision,
    variant,
  }));
}

function plannedFor(
  { plan, path }: PlanRead,
  cells: Cells,
  first: JournalLine | undefined,
  recorded: boolean,
): UnitsByVariant {
  if (first !== undefined) return new Map(Object.entries(first.plannedUnits));
  const said = plannedUnits(plan);
  if (said !== null) return said;
  if (!recorded) {
    throw new UserError('the plan says neither sampleSize nor what the control is expected to do', {
      location: { file: path },
      hint: 'add sampleSize or a baseline, or pass --journal, which keeps the size that the first look has',
    });
  }
  const computed = unitsFromData(plan, cells, designFromPlan(plan, cells, path, null));
  if (computed !== null) return computed;
  throw new UserError('no sample size can be computed from the plan and these data', {
    location: { file: path },
    hint: 'add sampleSize, or an mde and a baseline to the primary metric',
  });
}
