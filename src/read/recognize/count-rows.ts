import { formatOf, isMissing, type Reading } from '../reading.js';
import { isIndexColumn } from '../values/column-words.js';
import { isNoCount } from './candidates.js';
import { findColumn } from './header.js';
import { isWritten, type Table } from './labels.js';
import { countedColumns, partingColumns } from './parting-columns.js';
import { numbersOf } from './series.js';

/** A row of counts: what it is of, and what was counted. */
export interface CountRow {
  variant: string;
  /** What stands in the columns that part rows beside the variant, in their order. */
  labels: readonly string[];
  /** Units first, then successes. */
  counts: readonly number[];
  /** Its position among the rows of the table. */
  at: number;
}

/** The first rows of a table of counts, as far as all of their counts are numbers. */
export interface CountRows {
  rows: CountRow[];
  /** The positions of the columns of labels, and of those that are counted, that of units first. */
  labels: readonly number[];
  counted: readonly number[];
}

/** What the first rows of a table of counts say. */
export function countRows(
  table: Table,
  reading: Pick<Reading, 'variantColumn' | 'unitsColumn' | 'metrics'>,
): CountRows {
  const { header, rows, options } = table;
  const metrics = reading.metrics.filter(({ success }) => success === null);
  const counted = countedColumns(header, { ...reading, metrics });
  const variant = reading.variantColumn === null ? null : findColumn(header, reading.variantColumn);
  const { periods, parts } = partingColumns(table, reading, counted);
  const isFigure = (column: number) => {
    const name = header.names[column]!;
    const isNumber = (fields: readonly string[]) =>
      isWritten(fields[column]!.trim(), formatOf(options, name));
    return isNoCount(name) || isIndexColumn(name) || (rows.length > 0 && rows.every(isNumber));
  };
  const others = [...periods, ...parts].filter((column) => column !== variant);
  const labels = others.filter((column) => periods.includes(column) || !isFigure(column));
  const numbers = counted.map((column) => numbersOf(table, rows, column));
  const all = rows.map((fields, i) => ({
    variant: variant === null ? '' : fields[variant]!.trim(),
    labels: labels.map((column) => fields[column]!.trim()),
    counts: numbers.map((own) => own[i]!),
    at: i,
  }));
  const isWhole = ({ variant: name, counts }: CountRow) =>
    (variant === null || !isMissing(name, options)) && !counts.some(Number.isNaN);
  return { rows: all.filter(isWhole), labels, counted };
}

/** What rows come to together. */
export function sumOf(rows: readonly CountRow[]): number[] {
  const [first, ...others] = rows;
  return others.reduce(
    (sum, { counts }) => sum.map((count, i) => count + counts[i]!),
    [...first!.counts],
  );
}

/** Whether two rows, or what they come to, have the same counts. */
export function areEqual(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Rows that agree in what a function says of them, together, in their order. */
export function rowsBy(
  rows: readonly CountRow[],
  keyOf: (row: CountRow) => readonly string[],
): CountRow[][] {
  const groups = new Map<string, CountRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(row);
  }
  return [...groups.values()];
}
