import { UserError } from '../errors.js';
import { whileUnchanged } from './bytes/unchanged.js';
import type { RecordSink } from './csv/records.js';
import { emptyFile, noRows } from './empty-files.js';
import { takeFile } from './file-records.js';
import { fileState } from './file-state.js';
import { fileName, type ReadOptions, type Source, type StandardInput } from './reading.js';
import { type Header, headerOf } from './recognize/header.js';
import { checkLength } from './row-length.js';

/** What became of a table's rows, and what its bytes are known by. */
export interface TableRead {
  path: string;
  sha256: string | null;
  rows: number;
  blankRows: number;
  skippedRows: number;
}

/**
 * Reads a table row by row, each by what is made of its header.
 *
 * @throws {UserError} on the first thing that cannot be read rightly, with its place; of rows that may be left
 *   out, on what is wrong with more than one.
 */
export async function readTable(
  source: Source,
  options: ReadOptions,
  io: StandardInput,
  rowReader: (header: Header) => RecordSink,
): Promise<TableRead> {
  const counts = { rows: 0, blankRows: 0, skippedRows: 0 };
  let [header, take]: [Header | null, RecordSink | null] = [null, null];
  const state = fileState(source, options, null);
  state.sink = (fields, line) => {
    const isBlank = fields.every((field) => field.trim() === '');
    if (header === null || take === null) {
      if (isBlank) return;
      header = headerOf(fields, fileName(source), line);
      take = rowReader(header);
    } else if (isBlank) {
      counts.blankRows += 1;
    } else if (isTaken(header, take, fields, line, options)) {
      counts.rows += 1;
    } else {
      counts.skippedRows += 1;
    }
  };
  const { sha256 } = await whileUnchanged(source, io, () => takeFile(state, io, null));
  checkRows(header, counts, source, options);
  return { path: source.path, sha256, ...counts };
}

/** Whether a row could be taken; one that may be left out is. */
function isTaken(
  { file, names }: Header,
  take: RecordSink,
  fields: string[],
  line: number,
  { onBadRow }: ReadOptions,
): boolean {
  try {
    checkLength(file, names.length, fields, line);
    take(fields, line);
    return true;
  } catch (error) {
    if (!(error instanceof UserError) || error.fatal || onBadRow === 'stop') throw error;
    return false;
  }
}

function checkRows(
  header: Header | null,
  { rows, skippedRows }: { rows: number; skippedRows: number },
  source: Source,
  options: ReadOptions,
): void {
  const file = fileName(source);
  if (header === null) throw emptyFile(file, options);
  if (rows > 0) return;
  if (skippedRows === 0) throw noRows(file);
  throw new UserError(`none of its ${skippedRows} rows can be read`, {
    location: { file },
    hint: (say) => `leave out ${say.onBadRow('skip')} to see why`,
  });
}
