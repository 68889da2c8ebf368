import type { ColumnKind } from '../column-kind.js';
import type { ColumnCursor } from '../pages/column-cursor.js';
import type { PageMemory } from '../pages/page-memory.js';

/** Whether nothing may stand in one of so many rows at hand: only texts may be empty, and what is missing. */
export function mayBeBlank(
  memory: PageMemory,
  cursors: readonly ColumnCursor[],
  kinds: readonly ColumnKind[],
  rows: number,
): boolean {
  return cursors.every(
    (cursor, i) => kinds[i]!.meaning === 'text' || lacksSome(memory, cursor, rows),
  );
}

function lacksSome({ ints }: PageMemory, { page, at }: ColumnCursor, rows: number): boolean {
  if (page.places === 0) return false;
  const from = (page.places >> 2) + at;
  return ints.subarray(from, from + rows).includes(-1);
}
