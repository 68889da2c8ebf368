import { formatOf } from '../reading.js';
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
