import type { ColumnKind } from '../column-kind.js';
import type { ColumnCursor } from '../pages/column-cursor.js';

/** Whether nothing may stand in one of so many rows at hand: only texts may be empty, and what is missing. */
export function mayBeBlank(
  cursors: readonly ColumnCursor[],
  kinds: readonly ColumnKind[],
  rows: number,
): boolean {
  return cursors.every((cursor, i) => kinds[i]!.meaning === 'text' || lacksSome(cursor, rows));
}

function lacksSome({ page: { places }, at }: ColumnCursor, rows: number): boolean {
  return places !== null && places.subarray(at, at + rows).includes(-1);
}
