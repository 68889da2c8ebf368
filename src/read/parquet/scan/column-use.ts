import type { Engine } from '../../scan/engine.js';
import { MOST } from '../../scan/layout.js';
import { type ColumnKind, textAt } from '../column-kind.js';
import type { ColumnValues } from '../pages/column-values.js';
import type { Page } from '../pages/page-in.js';
import type { PageMemory } from '../pages/page-memory.js';

/** Rows of a page from one on: so many, all of them or those that were chosen, counted from that one. */
export interface RowsAtHand {
  page: Page;
  from: number;
  count: number;
  /** The address where these are listed; 0: all are. */
  chosen: number;
}

/** What the values of a column are read as. */
export interface ColumnUse {
  /** Begins a piece, of which nothing has been met yet. */
  begin: () => void;
  /**
   * Takes rows.
   *
   * @throws NOT_TAKEN where one needs judgement.
   */
  take: (rows: RowsAtHand) => void;
}

/** The most rows at hand. */
export const ROWS_AT_ONCE = MOST.rowsAtOnce;

/** The scanner that rows go into, and a column that is used by it. */
export interface UsedColumn {
  engine: Engine;
  memory: PageMemory;
  kind: ColumnKind;
}

/** The text at a place as a field that stands for it in CSV. */
export function fieldAt(kind: ColumnKind, values: ColumnValues, place: number): string {
  const text = textAt(kind, values, place);
  return text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The place of the i-th row at hand; below 0 where it has no value. */
export function placeAt({ ints }: PageMemory, rows: RowsAtHand, i: number): number {
  const { page, from, chosen } = rows;
  const row = from + (chosen === 0 ? i : ints[(chosen >> 2) + i]!);
  return page.places === 0 ? row : ints[(page.places >> 2) + row]!;
}
