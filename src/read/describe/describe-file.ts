import { UserError } from '../../errors.js';
import { whileUnchanged } from '../bytes/unchanged.js';
import { emptyFile, noRows } from '../empty-files.js';
import { takeFile } from '../file-records.js';
import { fileState } from '../file-state.js';
import { ROWS_LOOKED_AT } from '../one-file.js';
import { fileName, type ReadOptions, type Source, type StandardInput } from '../reading.js';
import { type Header, headerOf } from '../recognize/header.js';
import {
  addValue,
  type ColumnTally,
  emptyTally,
  type ValueFormat,
  valueFormat,
} from './column-tally.js';

/** What is in a file: its header, its first rows, and what each column comes to. */
export interface DescribedFile {
  header: Header;
  /** As many as an analysis looks at before it knows how to read a file. */
  firstRows: string[][];
  tallies: ColumnTally[];
  rows: number;
  blankRows: number;
  /** Rows with another number of fields than the header, and the line of the first. */
  skippedRows: number;
  firstSkipped: number | null;
}

/**
 * Reads a file once, in memory that does not grow with its rows.
 *
 * @throws {UserError} on the first thing that cannot be read rightly, with its place.
 */
export async function describeFile(
  source: Source,
  options: ReadOptions,
  io: StandardInput,
): Promise<DescribedFile> {
  let described: DescribedFile | null = null;
  let formats: ValueFormat[] = [];
  const state = fileState(source, options, null);
  state.sink = (fields, line) => {
    const isBlank = fields.every((field) => field.trim() === '');
    if (described !== null) {
      if (isBlank) described.blankRows += 1;
      else takeRow(described, fields, line, formats);
    } else if (!isBlank) {
      described = begun(headerOf(fields, fileName(source), line));
      formats = described.header.names.map((name) => valueFormat(name, options));
    }
  };
  await whileUnchanged(source, io, () => takeFile(state, io, null));
  return checked(described, source, options);
}

function begun(header: Header): DescribedFile {
  const tallies = header.names.map(() => emptyTally(header.names.length));
  return {
    header,
    firstRows: [],
    tallies,
    rows: 0,
    blankRows: 0,
    skippedRows: 0,
    firstSkipped: null,
  };
}

function takeRow(
  file: DescribedFile,
  fields: string[],
  line: number,
  formats: readonly ValueFormat[],
): void {
  if (fields.length !== file.header.names.length) {
    file.skippedRows += 1;
    file.firstSkipped ??= line;
    return;
  }
  file.rows += 1;
  if (file.firstRows.length < ROWS_LOOKED_AT) file.firstRows.push(fields);
  fields.forEach((text, i) => {
    addValue(file.tallies[i]!, text, formats[i]!);
  });
}

function checked(
  described: DescribedFile | null,
  source: Source,
  options: ReadOptions,
): DescribedFile {
  const file = fileName(source);
  if (described === null) throw emptyFile(file, options);
  if (described.rows > 0) return described;
  if (described.skippedRows === 0) throw noRows(file);
  throw new UserError(
    `none of its ${described.skippedRows} rows has as many fields as the header, ${described.header.names.length}`,
    {
      location: { file, line: described.firstSkipped! },
      hint: (say) =>
        `another delimiter? ${say.delimiter()}; lines above the header? ${say.skipLines()}`,
    },
  );
}
