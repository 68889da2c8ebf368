/** In which order the numbers of a date stand, where slashes part them. */
export const DATE_ORDERS = ['day-first', 'month-first'] as const;

/** One of DATE_ORDERS. */
export type DateOrder = (typeof DATE_ORDERS)[number];

/** Why a text is no day: nobody can tell day from month, there is no such day, or it is none at all. */
export type NoDay = 'ambiguous' | 'no-such-day' | 'two-digit-year' | 'not-a-date';

const MS_PER_DAY = 86_400_000;

/** 2026-03-08, 20260308 and 2026/03/08, with or without a time behind it. */
const YEAR_FIRST =
  /^(\d{4})([-/.]?)(\d{2})\2(\d{2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|UTC|[+-]\d{2}:?\d{2})?)?$/;

/** 8.3.2026 and 8/3/2026, with or without a time behind it. */
const YEAR_LAST =
  /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?)?$/;

/**
 * The day that a text names, in whole days since 1970-01-01, as written: of a time its own date, whatever the
 * zone. Between points the day comes first; between slashes or dashes only the order says.
 */
export function dayOf(text: string, order: DateOrder | null): number | NoDay {
  const [, year, , month, day] = YEAR_FIRST.exec(text) ?? [];
  if (year !== undefined) return dayFrom(Number(year), Number(month), Number(day));
  const [, first, sign, second, last = ''] = YEAR_LAST.exec(text) ?? [];
  if (first === undefined) return 'not-a-date';
  if (last.length === 2) return 'two-digit-year';
  const known = sign === '.' ? 'day-first' : order;
  if (known === null) return 'ambiguous';
  const [d, m] = known === 'day-first' ? [first, second] : [second, first];
  return dayFrom(Number(last), Number(m), Number(d));
}

/** Years that a purchase can be of; a number of 8 digits beyond them is no date. */
const YEARS = [1900, 2199] as const;

function dayFrom(year: number, month: number, day: number): number | NoDay {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  const isSame = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isSame || year < YEARS[0] || year > YEARS[1]) return 'no-such-day';
  return time / MS_PER_DAY;
}

/** A day as it is written: 2026-03-08. */
export function writtenDay(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}
