import { UserError } from '../errors.js';
import type { Aggregates } from '../experiment/aggregates.js';
import {
  assignedUnits,
  assumedLooks,
  type Monitoring,
  type PastLook,
  type UnitsByVariant,
  unitsNow,
} from '../experiment/monitoring/monitoring.js';
import type { PlannedDays } from '../experiment/size/plan.js';
import { plannedUnits } from '../experiment/size/planned-units.js';
import { unitsFromData } from '../experiment/size/units-from-data.js';
import type { Journal, RecordedLine } from '../read/journal/schema.js';
import type { PlanRead } from '../read/plan/read-plan.js';
import { designFromPlan } from './design-from-plan.js';
import type { LookHashes } from './hash-of-look.js';

/** What identifies a look: by which plan, at which data, after which others. */
export interface LookContext {
  read: PlanRead;
  aggregates: Aggregates;
  /** What the data files are known by, as `hashOfLook` gives it. */
  data: LookHashes;
  /** What is on record; `null` where no journal is kept. */
  before: Journal | null;
  /** When it is. */
  time: Date;
}

/**
 * How the running test is to be judged at this look. Without a journal the looks before are those that
 * the plan meant.
 *
 * @param size the units that the plan is for, where neither it nor a look before says; left out: as the data
 *   let them be computed.
 * @throws {UserError} when neither the plan nor the data give a size.
 */
export function monitoringFrom(
  { read, aggregates, data, before, time }: LookContext,
  size: UnitsByVariant | null = null,
): Monitoring {
  const { plan, sha256 } = read;
  const lines = before?.looks ?? [];
  const [first, last] = [lines[0], lines.at(-1)];
  const changed = first !== undefined && first.plan !== sha256;
  const repeats = last?.plan === sha256 && isOf(last, data) ? last.look : null;
  const frozen = changed ? undefined : lines.find(isValid);
  const planned = plannedFor(read, aggregates, frozen, size);
  const units = unitsNow(aggregates, plan.metrics);
  const looks = before === null ? assumedLooks(plan.monitoring, planned, units, plan) : null;
  return {
    plan: plan.monitoring,
    plannedUnits: planned,
    units,
    assigned: assignedUnits(aggregates),
    earlierLooks: looks ?? (changed ? [] : pastLooks(lines, data)),
    looksAssumed: looks !== null && plan.monitoring.method === 'group-sequential',
    dailyUnits: plan.units.daily,
    planChangedSince: changed ? first.look : null,
    look: before === null ? null : (repeats ?? (last?.look ?? 0) + 1),
    repeats,
    ...calendarOf(plan, first, noEarlier(time, lines, repeats)),
  };
}

/** A look that is repeated is not made undone by a clock that was turned back, however early it then is. */
function noEarlier(time: Date, lines: readonly RecordedLine[], repeats: number | null): Date {
  const same = lines.filter(({ look }) => look === repeats);
  return new Date(Math.max(time.getTime(), ...same.map((line) => Date.parse(line.time))));
}

/** How days bear on a look by that plan, if they do; the first look is day 0. */
function calendarOf(
  { minimumDays = 0, wholeWeeks, decideBy }: PlannedDays,
  first: RecordedLine | undefined,
  time: Date,
): Pick<Monitoring, 'calendar'> {
  if (minimumDays === 0 && wholeWeeks === undefined && decideBy === undefined) return {};
  const day = (of: Date) => Math.floor(of.getTime() / DAY);
  const daysRun = first === undefined ? 0 : Math.max(0, day(time) - day(new Date(first.time)));
  const isLast = decideBy !== undefined && day(time) >= day(new Date(decideBy));
  return { calendar: { daysRun, minimumDays, wholeWeeks: wholeWeeks === true, isLast } };
}

/** Milliseconds; days of universal time have no other length. */
const DAY = 86_400_000;

function isValid({ decision }: RecordedLine): boolean {
  return decision !== 'invalid';
}

function isTested({ comparisons }: RecordedLine): boolean {
  const primary = [...comparisons].filter(({ role }) => role === 'primary');
  return primary.some(({ pValue }) => pValue !== null);
}

/** Whether a look on record was at these data, read alike. */
function isOf(line: RecordedLine, { data, flags, version1 }: LookHashes): boolean {
  if (line.schemaVersion === 1) return line.data === version1;
  return line.data === data && line.flags === flags;
}

/**
 * The looks that count: each once, neither invalid ones, nor those at which nothing could be tested, nor
 * the one that is looked at again, be it after invalid ones.
 */
function pastLooks(lines: readonly RecordedLine[], data: LookHashes): PastLook[] {
  const last = lines.findLast(isValid);
  const again = last !== undefined && isOf(last, data) ? last.look : null;
  const valid = lines.filter((line) => isValid(line) && isTested(line) && line.look !== again);
  const byNumber = new Map(valid.map((line) => [line.look, line]));
  return [...byNumber.values()].map((line) => ({
    ...pastLook(line),
    isAtTheseData: isOf(line, data),
  }));
}

function pastLook(line: RecordedLine): PastLook {
  const { look, units, decision, variant, reasons } = line;
  return {
    number: look,
    units: valuedUnits(line),
    ...(line.schemaVersion === 1 ? {} : { assigned: new Map(Object.entries(units)) }),
    decision,
    variant,
    waited: reasons.some((code) => code === 'FEW_DAYS' || code === 'NO_WHOLE_WEEK'),
    endedByDate: reasons.includes('DATE_HAS_COME'),
  };
}

/** Units with a value of each metric that decides; of version 1 all units, since no more is on record. */
function valuedUnits(line: RecordedLine): UnitsByVariant {
  const units = new Map(Object.entries(line.units));
  if (line.schemaVersion === 1) return units;
  for (const { role, control, treatment } of line.comparisons) {
    if (role === 'secondary') continue;
    for (const { variant, n } of [control, treatment]) {
      units.set(variant, Math.min(n, units.get(variant) ?? n));
    }
  }
  return units;
}

/** As the first valid look had them, as the plan says, or as the data let them be computed. */
function plannedFor(
  { plan, path }: PlanRead,
  aggregates: Aggregates,
  first: RecordedLine | undefined,
  size: UnitsByVariant | null,
): UnitsByVariant {
  if (first !== undefined) return new Map(Object.entries(first.plannedUnits));
  const planned =
    plannedUnits(plan) ??
    size ??
    unitsFromData(plan, aggregates, designFromPlan(plan, aggregates, path, null));
  if (planned !== null) return planned;
  throw new UserError('no sample size can be computed from the plan and these data', {
    location: { file: path },
    hint:
      plan.metrics[0]!.mde === null || plan.cost === null
        ? 'add sampleSize, or an mde and a baseline to the primary metric'
        : 'is the mde worth more than each treatment costs? make it so, or add sampleSize',
  });
}
