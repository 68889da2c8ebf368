import type { UnitValues } from '../../experiment/aggregates.js';
import { isoDay } from '../../experiment/over-time/day-aggregates.js';
import { type FoldContext, fieldReader } from '../fold/fields.js';
import { dayIn, MAX_DAYS } from '../fold/fold-days.js';
import { type DayColumn, type DaysReading, isMissing } from '../reading.js';
import type { UnitMetric } from '../units/unit-store.js';
import type { WrittenDay } from '../values/days.js';
import { badValue, type Place } from '../values/values.js';
import { NEVER, type PanelRows } from './panel-rows.js';

/** The days of a row: when it was seen, and since when its unit was exposed. */
export interface RowDays {
  day: WrittenDay;
  exposure: WrittenDay | null;
  /** Where the exposure stands. */
  place: Place;
}

/** Reads the days of each record; throws where one cannot be told, or is no day of the same experiment. */
export function rowDaysReader(
  context: FoldContext,
  { exposure, ...days }: DaysReading,
): (fields: string[], line: number) => RowDays {
  const dayOf = dayReader(context, days);
  const exposureOf = exposure === null ? dayOf : dayReader(context, exposure);
  return (fields, line) => {
    const { day, place } = dayOf(fields, line, false);
    if (exposure === null) return { day: day!, exposure: null, place };
    const since = exposureOf(fields, line, true);
    checkSince(day!, since);
    return { day: day!, exposure: since.day, place: since.place };
  };
}

/** A day so far away, as 1970-01-01, stands for none. */
function checkSince({ day }: WrittenDay, { day: since, place }: Since): void {
  if (since === null || Math.abs(day - since.day) < MAX_DAYS) return;
  throw badValue(
    place,
    `more than ten years lie between the day of the row, ${isoDay(day)}, and ${isoDay(since.day)}`,
    'is a year mistyped? where a unit was not exposed, leave the field empty',
  );
}

interface Since {
  day: WrittenDay | null;
  place: Place;
}

function dayReader({ header, options }: FoldContext, column: DayColumn) {
  const field = fieldReader(header, column.column, options);
  return (fields: string[], line: number, mayLack: boolean): Since => {
    const one = field(fields, line);
    const missing = isMissing(one.text, options);
    if (missing && mayLack) return { day: null, place: one.place };
    return { day: dayIn(one, column.order, missing), place: one.place };
  };
}

/** Of which day, of the calendar or since exposure, a row counts; `null` where it does not. */
export function countedDay(
  rows: PanelRows,
  { day, exposure }: RowDays,
  { exposure: asked }: DaysReading,
): number | null {
  if (asked === null) return day.day;
  const since = day.day - (exposure?.day ?? NEVER);
  if (since < 0) {
    rows.rowsBefore += exposure === null ? 0 : 1;
    return null;
  }
  if (asked.horizon === null || since < asked.horizon) return since;
  rows.rowsAfter += 1;
  return null;
}

/** Notes the days of a row, whether it counts or not. */
export function noteDays(rows: PanelRows, { day, exposure }: RowDays): void {
  rows.first = Math.min(rows.first, day.day);
  rows.last = Math.max(rows.last, day.day);
  rows.zones.add(day.zone);
  if (exposure !== null) rows.zones.add(exposure.zone);
}

/**
 * Checks that a unit has one exposure, the same in each of its rows.
 *
 * @throws {UserError} when it has another in this one.
 */
export function checkExposure(known: number, { exposure, place }: RowDays): void {
  const own = exposure?.day ?? NEVER;
  if (own === known) return;
  const word = (day: number) => (day === NEVER ? 'none' : isoDay(day));
  throw badValue(
    place,
    `a unit was exposed on ${word(known)} in one row and on ${word(own)} in this one`,
    'write the first exposure of a unit in each of its rows',
  );
}

/** What a row says that does not count: nothing of what is added up, but its covariates. */
export function uncounted(values: UnitValues, metrics: readonly UnitMetric[]): UnitValues {
  return values.map((row, i) => row.map((value, k) => (k < metrics[i]!.summed ? 0 : value)));
}
