import type { Outcome, ScannedChunk } from '../../scan/chunk.js';
import type { Engine } from '../../scan/engine.js';
import { beginPiece, pieceOf } from '../../scan/piece.js';
import { type ColumnKind, kindOf } from '../column-kind.js';
import { type ColumnCursor, columnCursor } from '../pages/column-cursor.js';
import { columnRooms } from '../pages/column-rooms.js';
import { assertTaken, isOfPages } from '../pages/not-taken.js';
import { noRoom, type PageMemory } from '../pages/page-memory.js';
import { mayBeBlank } from './blank-rows.js';
import { type ColumnUse, ROWS_AT_ONCE, type RowsAtHand, type UsedColumn } from './column-use.js';
import { type FilterUse, filterUse } from './filter-use.js';
import type { GroupPiece, GroupPlan } from './group-plan.js';
import { idUse } from './id-use.js';
import { textUse } from './text-use.js';
import { valueUse } from './value-use.js';

/** What is done with a column, by its place among those that are read. */
interface Used<Use> {
  at: number;
  use: Use;
}

/** Scans pieces of an open file. */
export type GroupScanner = (piece: GroupPiece) => ScannedChunk;

/** The scanner that rows go into, the memory in which pages are read, and the open file. */
export interface Scanning {
  engine: Engine;
  memory: PageMemory;
  fd: number;
}

/** A scanner of the row groups of an open file, whose pieces come in the order in which they stand there. */
export function groupScanner({ engine, memory, fd }: Scanning, groups: GroupPlan): GroupScanner {
  const { columns, chunks } = groups;
  const kinds = columns.map(({ element, decimal }) => kindOf(element, decimal)!);
  const { filters, uses } = usesOf({ engine, memory }, groups, kinds);
  const listed = memory.fit(noRoom(), 4 * ROWS_AT_ONCE);
  const rooms = columns.map(columnRooms);
  let cursors: ColumnCursor[] = [];
  let place = { group: -1, row: 0 };

  return ({ index, group, from, to, isLeftOut }) => {
    beginPiece(engine);
    for (const { use } of uses) use.begin();
    const leftOut = isLeftOut ? to - from : rowsOr(() => takeRows(group, from, to));
    const isJudged = leftOut === null || engine.scanner.needsJudgement() !== 0;
    if (leftOut === null) place = { group: -1, row: 0 };
    const outcome: Outcome = isJudged ? 'judge' : 'cells';
    const piece = pieceOf(engine, { index, start: from, end: to, outcome });
    return { ...piece, leftOut: leftOut ?? 0 };
  };

  /** Takes rows of a group; how many of them are left out. */
  function takeRows(group: number, from: number, to: number): number {
    goTo(group, from);
    let leftOut = 0;
    while (place.row < to) {
      let count = Math.min(ROWS_AT_ONCE, to - place.row);
      for (const cursor of cursors) count = Math.min(count, cursor.ready());
      leftOut += count - takeAtHand(count);
      place.row += count;
      for (const cursor of cursors) cursor.at += count;
    }
    return leftOut;
  }

  function goTo(group: number, row: number): void {
    if (place.group !== group || place.row > row) {
      const own = chunks[group]!;
      assertTaken(own !== null);
      cursors = columns.map(({ once }, i) =>
        columnCursor(fd, own[i]!, { memory, rooms: rooms[i]!, type: kinds[i]!, once }),
      );
      place = { group, row: 0 };
    }
    for (const cursor of cursors) cursor.skip(row - place.row);
    place.row = row;
  }

  /** Takes so many rows at hand; how many of them are chosen. */
  function takeAtHand(rows: number): number {
    assertTaken(!groups.areAll || !mayBeBlank(memory, cursors, kinds, rows));
    let count = rows;
    let chosen = 0;
    const atHand = (at: number): RowsAtHand => {
      const { page, at: from } = cursors[at]!;
      return { page, from, count, chosen };
    };
    for (const { at, use } of filters) {
      count = use.left(atHand(at), listed);
      chosen = listed;
      if (count === 0) return 0;
    }
    for (const { at, use } of uses) use.take(atHand(at));
    engine.scanner.takeWritten(count);
    return count;
  }
}

/** What reading rows comes to; `null` where they are to be read record by record. */
function rowsOr(take: () => number): number | null {
  try {
    return take();
  } catch (error) {
    if (!isOfPages(error)) throw error;
    return null;
  }
}

function usesOf(
  into: Omit<UsedColumn, 'kind'>,
  { plan, columns }: GroupPlan,
  kinds: readonly ColumnKind[],
) {
  const used = <Use>(
    column: number,
    i: number,
    use: (column: UsedColumn, i: number) => Use,
  ): Used<Use> => {
    const at = columns.findIndex((one) => one.column === column);
    return { at, use: use({ ...into, kind: kinds[at]! }, i) };
  };
  const filters: Used<FilterUse>[] = plan.filters.map(({ column }, i) =>
    used(column, i, filterUse),
  );
  const uses: Used<ColumnUse>[] = [
    ...plan.texts.map((column, i) => used(column, i, textUse)),
    ...plan.values.map(({ column }, i) => used(column, i, valueUse)),
    ...plan.ids.map(({ column }, i) => used(column, i, idUse)),
  ];
  return { filters, uses };
}
