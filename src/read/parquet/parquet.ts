import { closeSync, fstatSync, openSync } from 'node:fs';
import { UserError } from '../../errors.js';
import { sha256Of } from '../bytes/source.js';
import type { FileState } from '../file-state.js';
import { ROWS_LOOKED_AT, takeRecord } from '../one-file.js';
import type { ReadOptions, StandardInput } from '../reading.js';
import { neededColumns } from '../recognize/needed-columns.js';
import { UNREAD } from '../values/unread.js';
import { openTable, type ParquetTable } from './table.js';

/**
 * Takes the header and all rows of a Parquet file as if they were a CSV file's: row i stands on line
 * i + 1. Once it is known how files are read, only the columns that this needs are.
 *
 * @throws {UserError} when the file is cut short, damaged or packed in an unknown way, a column that is
 *   needed is nested, or a row cannot be read rightly.
 */
export async function takeParquet(state: FileState, io: StandardInput): Promise<string> {
  const { path } = state.source;
  checkOptions(path, state.options);
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const table = await openTable(file, size, path, state.options);
    await takeRows(state, table, (share) => io.onBytes?.(Math.round(share * size)));
  } finally {
    closeSync(file);
  }
  return sha256Of(path, () => io.onBytes?.(0));
}

function checkOptions(file: string, options: ReadOptions): void {
  const ofText = ['delimiter', 'encoding', 'skipLines', 'comment'] as const;
  const option = ofText.find((name) => (options[name] ?? null) !== null);
  if (option === undefined) return;
  throw new UserError((say) => `${say[option]()} is for text, and this is a Parquet file`, {
    location: { file },
    hint: 'leave it out',
  });
}

async function takeRows(
  state: FileState,
  table: ParquetTable,
  onShare: (share: number) => void,
): Promise<void> {
  let needed: ReadonlySet<number> | null = null;
  state.onReading = (known, header) => {
    needed = neededColumns(known, header, state.options);
    checkPlain(table, needed);
  };
  takeRecord(
    state,
    table.columns.map(({ name }) => name),
    1,
  );
  for (const { from, to } of table.groups) {
    for (let start = from; start < to; ) {
      const end = state.known === null ? Math.min(to, start + ROWS_LOOKED_AT) : to;
      await takeRange(state, table, { from: start, to: end }, needed);
      onShare((end - start) / table.rows);
      start = end;
    }
  }
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

async function takeRange(
  state: FileState,
  table: ParquetTable,
  { from, to }: { from: number; to: number },
  needed: ReadonlySet<number> | null,
): Promise<void> {
  const texts: ((row: number) => string)[] = [];
  for (const [i, { name, isPlain, textOf }] of table.columns.entries()) {
    const isRead = isPlain && (needed === null || needed.has(i));
    const values = isRead ? await table.valuesOf(name, from, to) : [];
    texts.push(isRead ? (row) => textOf(values[row]) : () => UNREAD);
  }
  for (let row = 0; row < to - from; row++) {
    const fields = texts.map((textAt) => textAt(row));
    takeRecord(state, fields, from + row + 2);
  }
}
