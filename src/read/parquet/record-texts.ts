import { type ColumnKind, textAt } from './column-kind.js';
import { chunkOf, type ParquetColumn } from './columns.js';
import { type ColumnCursor, columnCursor } from './pages/column-cursor.js';
import { type ColumnRooms, columnRooms } from './pages/column-rooms.js';
import type { ColumnValues } from './pages/column-values.js';
import { DAMAGED_RUNS, NOT_TAKEN } from './pages/not-taken.js';
import type { PageMemory } from './pages/page-memory.js';
import type { ParquetTable, RowRange } from './table.js';
import { damaged } from './understood.js';

/** The texts of a column in some rows, by their place among these. */
export type TextsOfColumn = (row: number) => string;

/** Reads what columns say as texts. */
export interface RecordTexts {
  /** Where the rows end that are best read together with one: so many at most. */
  endOf: (row: number, most: number) => number;
  /** The texts of columns in rows of one group, which come in the order in which they stand. */
  textsOf: (columns: readonly ParquetColumn[], range: RowRange) => Promise<TextsOfColumn[]>;
}

/**
 * Reads the texts of a table from its pages, which takes a part of the time that the library needs; where there is
 * any doubt, or no memory for pages, by the library, which says what is wrong.
 */
export function recordTexts(table: ParquetTable, memory: PageMemory | null): RecordTexts {
  const known = new Map<ParquetColumn, OpenColumn>();
  const doubtful = new Set<RowRange>();
  const groupOf = (row: number) => table.groups.find(({ from, to }) => from <= row && row < to)!;
  return {
    endOf: (row, most) => {
      const group = groupOf(row);
      // The library begins anew each time.
      return doubtful.has(group) ? group.to : Math.min(group.to, row + most);
    },
    textsOf: async (columns, range) => {
      const group = groupOf(range.from);
      const texts: TextsOfColumn[] = [];
      for (const column of columns) {
        const own =
          memory === null ? null : fromPages(table, known, { column, group, range, memory });
        if (own === null) doubtful.add(group);
        texts.push(own ?? (await fromLibrary(table, column, range)));
      }
      return texts;
    },
  };
}

async function fromLibrary(
  table: ParquetTable,
  { name, textOf }: ParquetColumn,
  { from, to }: RowRange,
): Promise<TextsOfColumn> {
  const values = await table.valuesOf(name, from, to);
  return (row) => textOf(values[row]);
}

/** A column of a row group whose rows are read, and the next of them. */
interface OpenColumn {
  group: RowRange;
  next: number;
  rooms: ColumnRooms;
  cursor: ColumnCursor;
  /** The texts of the page's values, as far as they have been met. */
  texts: { values: ColumnValues; known: string[] };
}

interface Wanted {
  memory: PageMemory;
  column: ParquetColumn;
  group: RowRange;
  range: RowRange;
}

/**
 * `null` where there is any doubt.
 *
 * @throws {UserError} where the library must not be asked, as it would not end.
 */
function fromPages(
  table: ParquetTable,
  known: Map<ParquetColumn, OpenColumn>,
  wanted: Wanted,
): TextsOfColumn | null {
  const { column, range } = wanted;
  const { kind } = column;
  if (kind === null) return null;
  try {
    const open = openAt(table, known, wanted, kind);
    if (open === null) return null;
    known.set(column, open);
    const texts = textsIn(wanted.memory, open, kind, range.to - range.from);
    open.next = range.to;
    return (row) => texts[row]!;
  } catch (error) {
    if (error === DAMAGED_RUNS) throw damaged(table.file, 'parquet broken runs');
    if (error !== NOT_TAKEN) throw error;
    known.delete(column);
    return null;
  }
}

/** The column with its cursor at the first row of a range. */
function openAt(
  { groups, described, fd, size }: ParquetTable,
  known: Map<ParquetColumn, OpenColumn>,
  { memory, column, group, range }: Wanted,
  kind: ColumnKind,
): OpenColumn | null {
  const before = known.get(column);
  if (before?.group === group && before.next <= range.from) {
    before.cursor.skip(range.from - before.next);
    return before;
  }
  const chunk = chunkOf(described[groups.indexOf(group)]!, column, size);
  if (chunk === null) return null;
  const rooms = before?.rooms ?? columnRooms();
  const cursor = columnCursor(fd, chunk, { memory, rooms, type: kind, once: false });
  cursor.skip(range.from - group.from);
  const texts = { values: cursor.page.values, known: [] };
  return { group, next: range.from, rooms, cursor, texts };
}

function textsIn(
  { ints }: PageMemory,
  open: OpenColumn,
  kind: ColumnKind,
  count: number,
): string[] {
  const { cursor } = open;
  const texts: string[] = [];
  while (texts.length < count) {
    const own = Math.min(cursor.ready(), count - texts.length);
    const { places, values } = cursor.page;
    if (open.texts.values !== values) open.texts = { values, known: [] };
    const { known } = open.texts;
    for (let row = cursor.at; row < cursor.at + own; row++) {
      const place = places === 0 ? row : ints[(places >> 2) + row]!;
      if (place >= 0) known[place] ??= textAt(kind, values, place);
      texts.push(place < 0 ? '' : known[place]!);
    }
    cursor.at += own;
  }
  return texts;
}
