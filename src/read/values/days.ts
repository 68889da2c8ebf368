import type { DayZone } from '../../experiment/over-time/day-aggregates.js';

/** Which number of a date between slashes or dashes is its day. */
export const DATE_ORDERS = ['day-first', 'month-first'] as const;

/** One of DATE_ORDERS. */
export type DateOrder = (typeof DATE_ORDERS)[number];

/** A day, as days since 1970-01-01, and whose it is. */
export interface WrittenDay {
  day: number;
  zone: DayZone;
}

/** A day with the one that stands there, whatever the offset of its time. */
export interface DayRead extends WrittenDay {
  date: number;
}

/** Why a text is no day: of two digits nobody knows which are a year. */
export type DayFault = 'ambiguous' | 'no-year' | 'two-digit-year' | 'no-such-day' | 'not-a-date';

/** Hours, minutes and maybe seconds; what `OFFSET` follows is of ISO 8601. */
const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?`;
const OFFSET = String.raw`(?:\s?(?<offset>Z|UTC|[+-]\d{2}(?::?\d{2})?))?`;
const YEAR_FIRST = new RegExp(
  String.raw`^(?<year>\d{4})(?<sign>[-/.])(?<month>\d{2})\k<sign>(?<day>\d{2})(?:[T ]${TIME}${OFFSET})?$`,
);
const COMPACT = /^(?<year>(?:19|20)\d{2})(?<month>\d{2})(?<day>\d{2})$/;
/** Behind other dates, a time stands as a spreadsheet writes it. */
const LOOSE_TIME = `(?:,? ${TIME}(?<half> ?[AaPp][Mm])?)?`;
const NUMBERS = new RegExp(
  String.raw`^(?<first>\d{1,2})(?<sign>[-/.])(?<second_>\d{1,2})\k<sign>(?<year>\d{4}|\d{2})${LOOSE_TIME}$`,
);
const WEEKDAY = `(?:[A-Za-z]{3,9},? )?`;
const DAY_MONTH = new RegExp(
  String.raw`^${WEEKDAY}(?<day>\d{1,2})[ -](?<name>[A-Za-z]{3,9})\.?(?:[ -](?<year>\d{4}))?${LOOSE_TIME}$`,
);
const MONTH_DAY = new RegExp(
  String.raw`^${WEEKDAY}(?<name>[A-Za-z]{3,9})\.? (?<day>\d{1,2})(?:,? (?<year>\d{4}))?${LOOSE_TIME}$`,
);

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH_NAMES =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

type Parts = Partial<Record<string, string>>;

/**
 * The day that a text is on: 2026-03-04, 2026/03/04, 20260304, 4.3.2026, 4 Mar 2026, March 4, 2026, and
 * between slashes or dashes where it is known which number is the day; each with a time or without one. A time
 * of ISO 8601 may have an offset, and is then brought to universal time.
 */
export function writtenDay(text: string, order: DateOrder | null): DayRead | DayFault {
  const iso = (YEAR_FIRST.exec(text) ?? COMPACT.exec(text))?.groups;
  if (iso !== undefined) return dayOf(iso, Number(iso.month), Number(iso.day));
  const numbers = NUMBERS.exec(text)?.groups;
  if (numbers !== undefined) return numberedDay(numbers, order);
  const named = (DAY_MONTH.exec(text) ?? MONTH_DAY.exec(text))?.groups;
  const month = named === undefined ? 0 : monthOf(named.name!);
  if (month === 0) return 'not-a-date';
  return named!.year === undefined ? 'no-year' : dayOf(named!, month, Number(named!.day));
}

/** Between points days stand first; else nobody knows, but that there are twelve months. */
function numberedDay(parts: Parts, order: DateOrder | null): DayRead | DayFault {
  if (parts.year!.length === 2) return 'two-digit-year';
  const known = parts.sign === '.' ? 'day-first' : order;
  if (known === null) return 'ambiguous';
  const [first, second] = [Number(parts.first), Number(parts.second_)];
  return known === 'day-first' ? dayOf(parts, second, first) : dayOf(parts, first, second);
}

/** What dates tell of their order: a number above twelve is a day; `'both'` where they contradict. */
export function dateOrderOf(texts: Iterable<string>): DateOrder | 'both' | null {
  let order: DateOrder | null = null;
  for (const text of texts) {
    const parts = NUMBERS.exec(text)?.groups;
    if (parts === undefined || parts.sign === '.') continue;
    const told = tellsOrder(Number(parts.first), Number(parts.second_));
    if (told === null) continue;
    if (order !== null && told !== order) return 'both';
    order = told;
  }
  return order;
}

function tellsOrder(first: number, second: number): DateOrder | null {
  if (first > 12) return 'day-first';
  return second > 12 ? 'month-first' : null;
}

function monthOf(name: string): number {
  const lower = name.toLowerCase();
  return 1 + Math.max(MONTHS.indexOf(lower), MONTH_NAMES.indexOf(lower), lower === 'sept' ? 8 : -1);
}

const DAY_SECONDS = 86_400;

/** Years that a row can be of. */
const YEARS = [1900, 2199] as const;

function dayOf(parts: Parts, month: number, dayOfMonth: number): DayRead | DayFault {
  const year = Number(parts.year);
  const time = new Date(Date.UTC(year, month - 1, dayOfMonth));
  const isThere =
    year >= YEARS[0] &&
    year <= YEARS[1] &&
    time.getUTCMonth() === month - 1 &&
    time.getUTCDate() === dayOfMonth &&
    hasTime(parts);
  if (!isThere) return 'no-such-day';
  const date = time.getTime() / 1000 / DAY_SECONDS;
  if (parts.hour === undefined) return { date, day: date, zone: 'dates' };
  if (parts.offset === undefined) return { date, day: date, zone: 'as-written' };
  const [hour, minute, second] = [parts.hour, parts.minute, parts.second ?? 0].map(Number);
  const seconds = 3600 * hour! + 60 * minute! + second! - offsetSeconds(parts.offset);
  return { date, day: date + Math.floor(seconds / DAY_SECONDS), zone: 'utc' };
}

/** A minute may have a leap second (ISO 8601); midnight is the start of a day, never the end of one. */
function hasTime({ hour = '0', minute = '0', second = '0', half }: Parts): boolean {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (half !== undefined) return h >= 1 && h <= 12 && m <= 59 && s <= 60;
  return m <= 59 && s <= 60 && h <= 23;
}

function offsetSeconds(offset: string): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (3600 * Number(hours) + 60 * Number(minutes));
}
