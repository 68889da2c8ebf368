import { formatOf } from '../reading.js';
import { words } from '../values/column-words.js';
import { dateOrderOf, writtenDay } from '../values/days.js';
import { parseNumber } from '../values/numbers.js';
import type { Table } from './labels.js';

/** Rows of a file, of one or more fields each. */
export type Rows = readonly (readonly string[])[];

/** Rows that have the same texts in these columns, together. */
export function grouped(rows: Rows, columns: readonly number[]): Map<string, Rows[number][]> {
  const groups = new Map<string, Rows[number][]>();
  for (const fields of rows) {
    const key = JSON.stringify(columns.map((column) => fields[column]!.trim()));
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(fields);
  }
  return groups;
}

/** What the rows have in a column, by its position; NaN where that is no number. */
export function numbersOf({ header, options }: Table, rows: Rows, column: number): number[] {
  const format = formatOf(options, header.names[column]!);
  return rows.map((fields) => {
    const number = parseNumber(fields[column]!, format);
    return typeof number === 'number' ? number : Number.NaN;
  });
}

/** Whether none is less than the one before; not where one is NaN. */
export function neverFalls(counts: readonly number[]): boolean {
  return counts.every((count, i) => i === 0 || count >= counts[i - 1]!);
}

/** Names of columns whose whole numbers count periods, and what else may stand in such a name. */
const PERIODS = new Set(['day', 'week', 'month', 'tag', 'woche', 'monat', 'jour']);
const NUMBERING = new Set(['number', 'no', 'nr', 'num', 'iso', 'calendar', 'of', 'test']);

/** Whether a text is a number of a day, week or month, which its column counts by its name. */
function isCounted(name: string, text: string): boolean {
  const said = words(name);
  const isNumbered = said.every((word) => PERIODS.has(word) || NUMBERING.has(word));
  return isNumbered && said.some((word) => PERIODS.has(word)) && /^\d{1,4}$/.test(text);
}

/** Whether a column may hold days, by one of its texts: most hold something else, which it tells. */
export function mayBeDay(name: string, text: string): boolean {
  return isCounted(name, text) || (name !== '' && writtenDay(text, null) !== 'not-a-date');
}

/**
 * What the texts of a column are as days, or as the numbers of days, weeks or months that it counts by its name;
 * `null` where not all are.
 */
export function daysOf(name: string, texts: readonly string[]): number[] | null {
  const order = dateOrderOf(texts);
  if (texts.length === 0 || !mayBeDay(name, texts[0]!) || order === 'both') return null;
  const days: number[] = [];
  for (const text of texts) {
    const read = isCounted(name, text) ? Number(text) : writtenDay(text, order);
    if (typeof read === 'string') return null;
    days.push(typeof read === 'number' ? read : read.date);
  }
  return days;
}
