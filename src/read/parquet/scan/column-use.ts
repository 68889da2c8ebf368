import type { Engine } from '../../scan/engine.js';
import { MOST } from '../../scan/layout.js';
import { type ColumnKind, textAt } from '../column-kind.js';
import type { Page } from '../pages/column-cursor.js';
import type { ColumnValues } from '../pages/column-values.js';

/** Rows of a page from one on: so many, all of them or those that were chosen, counted from that one. */
export interface RowsAtHand {
  page: Page;
  from: number;
  count: number;
  chosen: Int32Array | null;
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
  kind: ColumnKind;
}

/** The text at a place as a field that stands for it in CSV. */
export function fieldAt(kind: ColumnKind, values: ColumnValues, place: number): string {
  const text = textAt(kind, values, place);
  return text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text;
}
