import { closeSync, fstatSync, openSync } from 'node:fs';
import { UserError } from '../../errors.js';
import { sha256Of } from '../bytes/source.js';
import type { FileState } from '../file-state.js';
import { ROWS_LOOKED_AT, takeRecord } from '../one-file.js';
import { fileName, type ReadOptions, type StandardInput } from '../reading.js';
import type { ScanLayout } from '../scan/scan-layout.js';
import { NO_TEXT } from '../scan/scan-layout.js';
import { seekPlan } from '../scan/seek-layout.js';
import { pageMemory } from './pages/page-memory.js';
import { pagesModule } from './pages/pages-module.js';
import { type RowReader, rowReader } from './rows.js';
import { isLeftOut } from './scan/left-out-groups.js';
import { type ScannedGroups, scannedGroups } from './scan/scanned-groups.js';
import { GROUP_SIZES, type GroupSizes } from './sizes.js';
import { openTable, type ParquetTable } from './table.js';

/**
 * Takes the header and all rows of a Parquet file as if they were a CSV file's: row i stands on line
 * i + 1. Once it is known how files are read, only the columns that this needs are; where there are many rows, they
 * are scanned column by column, on all cores. Gives the file's hash, if that is wanted.
 *
 * @throws {UserError} when the file is cut short, damaged or packed in an unknown way, a column that is
 *   needed is nested, or a row cannot be read rightly.
 */
export async function takeParquet(
  state: FileState,
  io: StandardInput,
  said: Partial<GroupSizes> = {},
): Promise<string | null> {
  const { path } = state.source;
  checkOptions(path, state.options);
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const table = await openTable(file, size, path, state.options);
    const sizes = { ...GROUP_SIZES, ...said };
    const onRows = (rows: number) => io.onBytes?.(Math.round((rows / table.rows) * size));
    const module = sizes.byPages ? pagesModule() : null;
    const memory = module === null ? null : pageMemory(module);
    const scan = scannedGroups(table, state, memory, sizes);
    try {
      await takeRows(state, { table, scan, reader: rowReader(state, table, memory, onRows) });
    } finally {
      scan.leave();
    }
    if (scan.sha256 !== null || state.options.unhashed === true) return scan.sha256;
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

/** How a file is read: its rows record by record at first, and the rest scanned, where that can be. */
interface Ways {
  table: ParquetTable;
  reader: RowReader;
  scan: ScannedGroups;
}

async function takeRows(state: FileState, { table, reader, scan }: Ways): Promise<void> {
  const names = table.columns.map(({ name }) => name);
  if (names.every((name) => name.trim() === '')) {
    throw new UserError('none of its columns has a name', {
      location: { file: fileName(state.source) },
      hint: 'write it with names of columns',
    });
  }
  takeRecord(state, names, 1);
  const { header } = state;
  let [row, start] = [0, 0];
  // Rows that go elsewhere, as they stand, have no header.
  const isRead = header !== null && header.wide === undefined;
  const seek = isRead ? seekPlan(header, state.options, NO_TEXT) : null;
  for (let most = ROWS_LOOKED_AT; row < table.rows && state.fold === null; most *= 2) {
    row = passedGroups(state, table, seek, row);
    reader.onRows(row - start);
    if (row < table.rows) row = await reader.read({ from: row, to: table.rows }, most);
    start = row;
  }
  if (row === table.rows || (await scan.take(row, reader))) return;
  while (row < table.rows) row = await reader.read({ from: row, to: table.rows });
}

/** The next row, with groups passed over of which it is certain that conditions choose none of their rows. */
function passedGroups(
  { count }: FileState,
  { groups, described, columns }: ParquetTable,
  seek: ScanLayout | null,
  from: number,
): number {
  let row = from;
  groups.forEach((group, i) => {
    if (seek === null || group.from !== row || !isLeftOut(described[i]!, seek, columns)) return;
    count.otherRows! += group.to - group.from;
    row = group.to;
  });
  return row;
}
