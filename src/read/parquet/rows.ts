import { UserError } from '../../errors.js';
import type { FileState } from '../file-state.js';
import { takeRecord } from '../one-file.js';
import { neededColumns } from '../recognize/needed-columns.js';
import { UNREAD } from '../values/unread.js';
import type { PageMemory } from './pages/page-memory.js';
import { recordTexts } from './record-texts.js';
import type { ParquetTable, RowRange } from './table.js';

/** Reads rows record by record. */
export interface RowReader {
  /** The positions of the columns that are read; `null` until it is known how the file is read: all. */
  needed: () => ReadonlySet<number> | null;
  /** Takes the first rows of a range, so many at most, in their order; where the next one is. */
  read: (range: RowRange, most?: number) => Promise<number>;
  /** Told how many rows have been taken. */
  onRows: (count: number) => void;
}

/** How many rows are read at once. */
const ROWS_AT_ONCE = 1 << 13;

/** A reader of a file's rows; once it is known how it is read, only the columns that this needs are. */
export function rowReader(
  state: FileState,
  table: ParquetTable,
  memory: PageMemory | null,
  onRows: (count: number) => void,
): RowReader {
  const records = recordTexts(table, memory);
  let needed: ReadonlySet<number> | null = null;
  state.onReading = (known, header) => {
    needed = neededColumns(known, header, state.options);
    checkPlain(table, needed);
  };
  return {
    needed: () => needed,
    onRows,
    read: async ({ from, to }, most = ROWS_AT_ONCE) => {
      const end = Math.min(to, records.endOf(from, most));
      const isRead = table.columns.map(
        ({ isPlain }, i) => isPlain && (needed === null || needed.has(i)),
      );
      const read = table.columns.filter((_, i) => isRead[i]);
      const texts = (await records.textsOf(read, { from, to: end })).values();
      const textAt = isRead.map((is) => (is ? texts.next().value! : () => UNREAD));
      for (let row = 0; row < end - from; row++) {
        const fields = textAt.map((text) => text(row));
        takeRecord(state, fields, from + row + 2);
      }
      onRows(end - from);
      return end;
    },
  };
}

function checkPlain({ file, columns }: ParquetTable, needed: ReadonlySet<number> | null): void {
  const wrong = columns.find(({ isPlain }, i) => needed?.has(i) && !isPlain);
  if (wrong === undefined) return;
  throw new UserError(
    `column ${wrong.name} is nested, or of a type that is neither number nor text`,
    {
      location: { file },
      hint: 'write what is needed of it into a plain column of its own',
    },
  );
}
