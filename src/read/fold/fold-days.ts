import { UserError } from '../../errors.js';
import type { Aggregates } from '../../experiment/aggregates.js';
import {
  type AggregatesByDay,
  type DayZone,
  isoDay,
} from '../../experiment/over-time/day-aggregates.js';
import { addAll } from '../../experiment/over-time/periods.js';
import type { Wording } from '../../vocabulary.js';
import { areDaysParts, type DayColumn, isMissing, type Reading } from '../reading.js';
import { type DayFault, type DayRead, type WrittenDay, writtenDay } from '../values/days.js';
import { badValue, quoted } from '../values/values.js';
import { type Field, type FoldContext, fieldReader } from './fields.js';

/** More days than these, ten years, are no run of an experiment. */
export const MAX_DAYS = 3660;

/** What stands behind a day that is not of a date alone. */
const MARKS: Record<DayZone, string> = { dates: '', 'as-written': 't', utc: 'z' };

/** A day as the value of a segment, which is the same for all texts that are on it and of its zone. */
export function keyOfDay({ day, zone }: WrittenDay): string {
  return `${day}${MARKS[zone]}`;
}

function dayOfKey(key: string): WrittenDay {
  const zone = key.endsWith('t') ? 'as-written' : key.endsWith('z') ? 'utc' : 'dates';
  return { day: Number.parseInt(key, 10), zone };
}

/** Reads the day of each record, as the value of a segment; throws where there is none. */
export function dayKeyReader(
  context: Pick<FoldContext, 'header' | 'options'>,
  column: DayColumn,
  seen: Set<string>,
): (fields: string[], line: number) => string {
  const field = fieldReader(context.header, column.column, context.options);
  // Days repeat from row to row.
  const known = new Map<string, string>();
  return (fields, line) => {
    const one = field(fields, line);
    const before = known.get(one.text);
    if (before !== undefined) return before;
    const key = keyOfDay(dayIn(one, column.order, isMissing(one.text, context.options)));
    if (!seen.has(key) && seen.size >= MAX_DAYS) throw tooManyDays(one);
    seen.add(key);
    if (known.size < MAX_DAYS) known.set(one.text, key);
    return key;
  };
}

/**
 * The day that a field is on.
 *
 * @param sayOrder how to say which number is the day; left out where the dates themselves have to tell.
 * @throws {UserError} when it is on none, or on one of two.
 */
export function dayIn(
  { text, place }: Field,
  order: DayColumn['order'],
  missing: boolean,
  sayOrder?: Wording,
): DayRead {
  if (missing) {
    const hint: Wording = (say) => `fill it in; to leave such rows out: ${say.onBadRow('skip')}`;
    throw badValue(place, 'there is no day', hint);
  }
  const day = writtenDay(text, order);
  if (typeof day !== 'string') return day;
  const { what, hint } = FAULTS[day];
  throw badValue(place, `${quoted(text)} ${what}`, day === 'ambiguous' ? (sayOrder ?? hint) : hint);
}

const FAULTS: Record<DayFault, { what: string; hint: Wording }> = {
  ambiguous: {
    what: 'may be one of two days',
    hint: 'write year, month and day: 2026-03-04',
  },
  'two-digit-year': {
    what: 'has a year of two digits',
    hint: 'write all four: 2026-03-04',
  },
  'no-year': { what: 'has no year', hint: 'write year, month and day: 2026-03-04' },
  'no-such-day': {
    what: 'is on no day of the calendar',
    hint: 'are day and month swapped? write year, month and day: 2026-03-04',
  },
  'not-a-date': {
    what: 'is no day',
    hint: (say) =>
      `write 2026-03-04, with a time or without; numbers of seconds or of a spreadsheet are no dates; to leave such rows out: ${say.onBadRow('skip')}`,
  },
};

function tooManyDays({ place: { file, line, column, name } }: Field): UserError {
  return new UserError(`column ${name} has more than ${MAX_DAYS} days`, {
    location: { file, line, column },
    hint: 'is it the column of the days that rows were seen on?',
    fatal: true,
  });
}

/**
 * Tells apart what was read by days from segments, in place.
 *
 * @throws {UserError} when some times have an offset and others have none, or years lie between days.
 */
export function takeDays(aggregates: Aggregates, reading: Reading): void {
  if (!areDaysParts(reading)) return;
  const { column } = reading.days!;
  const values = aggregates.segments.get(column)!;
  aggregates.segments.delete(column);
  aggregates.trigger?.untriggered.segments.delete(column);
  reading.segments.pop();
  const keys = [...values.keys()].map(dayOfKey);
  const alone: AggregatesByDay = new Map();
  for (const [key, variants] of values) {
    const { day } = dayOfKey(key);
    const known = alone.get(day);
    // A date and a time without a zone may be on one day.
    if (known === undefined) alone.set(day, variants);
    else addAll(aggregates, known, variants);
  }
  const days = keys.map(({ day }) => day);
  const [first, last] = [Math.min(...days), Math.max(...days)];
  checkSpan(first, last, column);
  const zone = commonZone(new Set(keys.map((one) => one.zone)), [column]);
  aggregates.days = { column, zone, first, last, alone, panel: null };
}

/**
 * Checks that days are those of one experiment.
 *
 * @throws {UserError} when years lie between the first and the last: one is mistyped, or stands for none.
 */
export function checkSpan(first: number, last: number, column: string): void {
  if (last - first < MAX_DAYS) return;
  throw new UserError(
    `column ${column} has days from ${isoDay(first)} to ${isoDay(last)}, more than ten years`,
    { hint: (say) => `is a year mistyped? mend it; to leave out such rows: ${say.where()}` },
  );
}

/**
 * Whose days those of columns are.
 *
 * @throws {UserError} when nobody can tell.
 */
export function commonZone(zones: ReadonlySet<DayZone>, columns: readonly string[]): DayZone {
  if (zones.has('utc') && zones.size > 1) {
    const [said, have] = columns.length === 1 ? ['column', 'has'] : ['columns', 'have'];
    const names = columns.join(' and ');
    throw new UserError(`${said} ${names} ${have} times with an offset and days without one`, {
      hint: 'whose days are these? write all of them alike',
    });
  }
  return zones.has('utc') ? 'utc' : zones.has('as-written') ? 'as-written' : 'dates';
}
