import { DATE_NUMBERS } from '../values/dates.js';

/** The first and the last of some dates, as they are written. */
export interface DateRange {
  first: string;
  last: string;
}

/** The range with that date in it; as it was where the date has no place among others. */
export function withDate(range: DateRange | null, text: string): DateRange | null {
  const at = timeOf(text);
  if (at === null) return range;
  if (range === null) return { first: text, last: text };
  if (at < timeOf(range.first)!) return { ...range, first: text };
  return at > timeOf(range.last)! ? { ...range, last: text } : range;
}

/** Milliseconds of a date, one without a zone taken as universal time; `null` where it cannot be placed. */
function timeOf(text: string): number | null {
  const [, day = '', sign, month = '', year = ''] = DATE_NUMBERS.exec(text) ?? [];
  if (sign === '/') return null;
  const iso =
    sign === '.'
      ? `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
      : text.replace(/ (?=\d)/, 'T').replace(/\s?UTC$/, 'Z');
  const zoned = /T.*(Z|[+-]\d{2}:?\d{2})$/.test(iso) || !iso.includes('T') ? iso : `${iso}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? null : time;
}
