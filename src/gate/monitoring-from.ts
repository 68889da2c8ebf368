import { UserError } from '../errors.js';
import type { Aggregates } from '../experiment/aggregates.js';
import {
  assumedLooks,
  type Monitoring,
  type PastLook,
  type UnitsByVariant,
  unitsNow,
} from '../experiment/monitoring/monitoring.js';
import type { Plan, PlannedDays } from '../experiment/size/plan.js';
import { plannedUnits } from '../experiment/size/planned-units.js';
import { unitsFromData } from '../experiment/size/units-from-data.js';
import type { JournalLine } from '../read/journal/schema.js';
import type { PlanRead } from '../read/plan/read-plan.js';
import { designFromPlan } from './design-from-plan.js';

/** What identifies a look: by which plan, at which data, after which others. */
export interface LookContext {
  read: PlanRead;
  aggregates: Aggregates;
  /** The hash over the data files, as `hashOfLook` gives it. */
  data: string;
  /** The looks on record; `null` where no journal is kept. */
  before: readonly JournalLine[] | null;
  /** When it is. */
  time: Date;
}

/**
 * How the running test is to be judged at this look. Without a journal the looks before are those that
 * the plan meant.
 *
 * @throws {UserError} when neither the plan nor the data give a size.
 */
export function monitoringFrom({ read, aggregates, data, before, time }: LookContext): Monitoring {
  const { plan, sha256 } = read;
  const lines = before ?? [];
  const [first, last] = [lines[0], lines.at(-1)];
  const changed = first !== undefined && first.plan !== sha256;
  const repeats = last?.data === data && last.plan === sha256 ? last.look : null;
  const planned = plannedFor(read, aggregates, changed ? undefined : lines.find(isValid));
  const units = unitsNow(aggregates, plan.metrics);
  const looks = before === null ? assumedLooks(plan.monitoring, planned, units, plan) : null;
  return {
    plan: plan.monitoring,
    plannedUnits: planned,
    units,
    earlierLooks: looks ?? (changed ? [] : pastLooks(lines, data)),
    looksAssumed: looks !== null && plan.monitoring.method === 'group-sequential',
    dailyUnits: plan.units.daily,
    planChangedSince: changed ? first.look : null,
    look: before === null ? null : (repeats ?? (last?.look ?? 0) + 1),
    repeats,
    ...calendarOf(plan, first, time),
  };
}

/** How days bear on a look by that plan, if they do; the first look is day 0. */
function calendarOf(
  { minimumDays = 0, wholeWeeks, decideBy }: PlannedDays,
  first: JournalLine | undefined,
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

function isValid({ decision }: JournalLine): boolean {
  return decision !== 'invalid';
}

function isTested({ comparisons }: JournalLine): boolean {
  return comparisons.some(({ role, pValue }) => role === 'primary' && pValue !== null);
}

/**
 * The looks that count: each once, neither invalid ones, nor those at which nothing could be tested, nor
 * the one that is looked at again, be it after invalid ones.
 */
function pastLooks(lines: readonly JournalLine[], data: string): PastLook[] {
  const last = lines.findLast(isValid);
  const again = last?.data === data ? last.look : null;
  const valid = lines.filter((line) => isValid(line) && isTested(line) && line.look !== again);
  const byNumber = new Map(valid.map((line) => [line.look, line]));
  return [...byNumber.values()].map(({ look, units, decision, variant, reasons }) => ({
    number: look,
    units: new Map(Object.entries(units)),
    decision,
    variant,
    waited: reasons.some((code) => code === 'FEW_DAYS' || code === 'NO_WHOLE_WEEK'),
    endedByDate: reasons.includes('DATE_HAS_COME'),
  }));
}

/** As the first valid look had them, as the plan says, or as the data let them be computed. */
function plannedFor(
  { plan, path }: PlanRead,
  aggregates: Aggregates,
  first: JournalLine | undefined,
): UnitsByVariant {
  if (first !== undefined) return frozenUnits(first, plan);
  const planned =
    plannedUnits(plan) ??
    unitsFromData(plan, aggregates, designFromPlan(plan, aggregates, path, null));
  if (planned !== null) return planned;
  throw new UserError('no sample size can be computed from the plan and these data', {
    location: { file: path },
    hint: 'add sampleSize, or an mde and a baseline to the primary metric',
  });
}

/** What the first look has frozen, of every variant: a journal that was edited may say it of none. */
function frozenUnits({ look, plannedUnits: frozen }: JournalLine, plan: Plan): UnitsByVariant {
  const units = new Map(Object.entries(frozen));
  const lacking = [plan.control, ...plan.treatments].find((name) => !(units.get(name)! > 0));
  if (lacking === undefined) return units;
  throw new UserError(`the journal's look ${look} has no planned units of ${lacking}`, {
    hint: 'restore the journal from a copy, or start a new one',
  });
}
