import type { SchemaElement } from 'hyparquet';
import type { FileState } from '../../file-state.js';
import { IS_SAME_ORDER } from '../../scan/layout.js';
import type { ScanLayout } from '../../scan/scan-layout.js';
import type { ScannedFilter } from '../../scan/scanned-filters.js';
import type { ValueColumn } from '../../scan/scanned-values.js';
import { type NumberFormat, parseNumber } from '../../values/numbers.js';
import type { ColumnKind } from '../column-kind.js';
import { chunkOf } from '../columns.js';
import type { ColumnChunk } from '../pages/column-cursor.js';
import type { ParquetTable } from '../table.js';
import { isLeftOut } from './left-out-groups.js';

/** A column that is read; plain data, so that threads can be told. */
export interface NeededColumn {
  /** Its position in the file, from 0. */
  column: number;
  element: SchemaElement;
  decimal: NumberFormat['decimal'];
  /** Whether its values are judged as texts, so that each is to be met once in a page. */
  once: boolean;
}

/** Rows of one row group, counted from its first; `index` counts pieces. */
export interface GroupPiece {
  index: number;
  group: number;
  from: number;
  to: number;
  /** Whether it is certain that none of them is chosen. */
  isLeftOut: boolean;
}

/** How the row groups of a file are read: by which plan, of which columns, and where each lies in each group. */
export interface GroupPlan {
  plan: ScanLayout;
  columns: NeededColumn[];
  /** Of each group, its chunks of these columns; `null` where it is read record by record. */
  chunks: (ColumnChunk[] | null)[];
  /** Whether all columns of the file are read, so that a row may be blank. */
  areAll: boolean;
}

/** How to scan the row groups of a file by a plan; `null` where they cannot be. */
export function groupPlan(
  plan: ScanLayout,
  table: ParquetTable,
  { known, header }: FileState,
  needed: ReadonlySet<number> | null,
): GroupPlan | null {
  // Units are added up row by row, and a record of a wide table is several rows.
  if (known!.units !== null || header!.wide !== undefined || !IS_SAME_ORDER) return null;
  if (needed === null || !plan.values.every(isReadAsPrinted)) return null;
  // What is said of single values and of what goes together is looked at record by record.
  if (plan.missingNumbers.length > 0 || plan.steady.length > 0) return null;
  if (plan.values.some(({ emptyIsZero }) => emptyIsZero)) return null;
  const columns: NeededColumn[] = [];
  for (const column of columnsOf(plan)) {
    const { element, decimal, kind } = table.columns[column]!;
    if (kind === null) return null;
    columns.push({ column, element, decimal, once: isJudged(plan, column, kind) });
  }
  const chunks = table.described.map((group) => {
    const all = columns.map(({ column }) => chunkOf(group, table.columns[column]!, table.size));
    return all.includes(null) ? null : (all as ColumnChunk[]);
  });
  return { plan, columns, chunks, areAll: needed.size === table.columns.length };
}

/** The pieces of a file's row groups from a row on, of so many rows at most. */
export function piecesOf(
  plan: ScanLayout,
  { groups, described, columns }: ParquetTable,
  from: number,
  most: number,
): GroupPiece[] {
  const pieces: GroupPiece[] = [];
  groups.forEach((own, group) => {
    const rows = own.to - own.from;
    const first = Math.max(0, from - own.from);
    if (first >= rows) return;
    const leftOut = first === 0 && isLeftOut(described[group]!, plan, columns);
    const size = leftOut ? rows : most;
    for (let row = first; row < rows; row += size) {
      const to = Math.min(row + size, rows);
      pieces.push({ index: pieces.length, group, from: row, to, isLeftOut: leftOut });
    }
  });
  return pieces;
}

/** Whether a number is read as the one that it was printed from. */
function isReadAsPrinted({ format }: ValueColumn): boolean {
  return parseNumber(`-1234${format.decimal}5`, format) === -1234.5;
}

/** The positions of the columns that a plan reads, each once. */
function columnsOf({ texts, values, ids, filters }: ScanLayout): number[] {
  const used = [...texts, ...[...values, ...ids, ...filters].map(({ column }) => column)];
  return [...new Set(used)];
}

/** Whether a plan judges a column by its texts. */
function isJudged({ texts, values, filters }: ScanLayout, column: number, kind: ColumnKind) {
  const isNumeric = kind.meaning === 'number' || kind.meaning === 'decimal';
  const isOwn = (one: { column: number }) => one.column === column;
  const byText = ({ decimal }: ScannedFilter) => decimal === null || !isNumeric;
  return (
    texts.includes(column) ||
    values.some((one) => isOwn(one) && (one.success !== null || !isNumeric)) ||
    filters.some((one) => isOwn(one) && byText(one))
  );
}
