import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { decompress } from 'fzstd';
import {
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetScan,
  type RowGroup,
} from 'hyparquet';
import { UserError } from '../../errors.js';
import type { ReadOptions } from '../reading.js';
import { chunkOf, columnsOf, type ParquetColumn } from './columns.js';
import { bufferOf, bytesIn } from './file-bytes.js';
import type { ColumnChunk } from './pages/column-cursor.js';
import { arePages } from './pages/whole-pages.js';
import { damaged, understood } from './understood.js';
import { PARSERS } from './values.js';

/** Rows of a file, counted from its first, that stand together. */
export interface RowRange {
  from: number;
  to: number;
}

/** A Parquet file of which the rows are yet to be read, in groups of them. */
export interface ParquetTable {
  file: string;
  /** The open file, and how many bytes it has. */
  fd: number;
  size: number;
  columns: ParquetColumn[];
  rows: number;
  groups: RowRange[];
  /** As the file describes each of them. */
  described: readonly RowGroup[];
  /** The values of one column in some rows of one group. */
  valuesOf: (column: string, from: number, to: number) => Promise<ArrayLike<unknown>>;
}

/** How columns may be packed; SNAPPY the library does itself. */
const COMPRESSORS: Compressors = {
  GZIP: (bytes) => gunzipSync(bytes),
  BROTLI: (bytes) => brotliDecompressSync(bytes),
  ZSTD: (bytes, length) => decompress(bytes, new Uint8Array(length)),
};

/**
 * The table in an open Parquet file of so many bytes.
 *
 * @throws {UserError} when it is cut short or damaged; so does reading its values, also when they are
 *   packed in an unknown way.
 */
export async function openTable(
  fd: number,
  size: number,
  file: string,
  options: ReadOptions,
): Promise<ParquetTable> {
  // The magic bytes at both ends, and the length of what tells of the rest (Parquet's format).
  if (size < 12) throw damaged(file, 'footer != PAR1');
  const buffer = bufferOf(fd, size);
  const metadata = await understood(file, parquetMetadataAsync(buffer, { geoparquet: false }));
  // The library takes numbers for what they are not, so that what it makes of them may be nothing to reckon with.
  const { columns, groups } = await understood(file, toldBy(file, metadata, options));
  const described = metadata.row_groups;
  const rows = groups.at(-1)?.to ?? 0;
  return { file, fd, size, columns, rows, groups, described, valuesOf };

  async function valuesOf(column: string, from: number, to: number) {
    const read = columns.find(({ name }) => name === column)!;
    checkReadable(file, metadata, read);
    const group = described[groups.findIndex(({ to: end }) => from < end)]!;
    const chunk = chunkOf(group, read, size);
    // Where it is packed in an unknown way, or elsewhere, the library says so.
    await understood(file, checkPages(file, fd, chunk));
    // A scan remembers what it has read, so each is used once.
    const scan = parquetScan({
      file: buffer,
      metadata,
      columns: [column],
      compressors: COMPRESSORS,
      parsers: PARSERS,
      utf8: false,
      geoparquet: false,
    });
    const work = scan.then(({ readColumn }) => readColumn({ column, rowStart: from, rowEnd: to }));
    const values = await understood(file, work);
    if (values.length !== to - from || hasHoles(values)) throw damaged(file, TOO_SHORT);
    return values;
  }
}

/** @throws {UserError} where there are other pages than the chunk is said to have. */
async function checkPages(file: string, fd: number, chunk: ColumnChunk | null): Promise<void> {
  if (chunk !== null && !arePages(bytesIn(fd, chunk), chunk.rows)) throw damaged(file, NO_PAGES);
}

/** What a file says of its columns and rows. */
async function toldBy(file: string, metadata: FileMetaData, options: ReadOptions) {
  checkLengths(file, metadata);
  const columns = columnsOf(metadata, options);
  const names: unknown[] = columns.map(({ name }) => name);
  if (columns.length === 0) throw damaged(file, 'parquet without columns');
  if (names.some((name) => typeof name !== 'string')) {
    throw damaged(file, 'parquet column without a name');
  }
  return { columns, groups: groupsOf(metadata) };
}

/**
 * Refuses a column that the library would misread: it goes by the type that a chunk names, and reads the first of
 * some differences as signed, so that a number may be 2^31 too small.
 */
function checkReadable(
  file: string,
  { row_groups: groups }: FileMetaData,
  { name, kind, chunk, element }: ParquetColumn,
): void {
  const types = groups.map(({ columns }) => columns[chunk]?.meta_data?.type);
  if (types.some((type) => type !== undefined && type !== element.type))
    throw damaged(file, 'parquet column of two types');
  const isShort = kind?.type === 'INT32' && kind.isUnsigned;
  const isOfDifferences = groups.some(({ columns }) =>
    columns[chunk]?.meta_data?.encodings.includes('DELTA_BINARY_PACKED'),
  );
  if (!isShort || !isOfDifferences) return;
  throw new UserError(
    `column ${name} is damaged, or differences of unsigned numbers cannot be read on this machine`,
    { location: { file }, hint: 'write it again, as signed numbers' },
  );
}

const TOO_SHORT = 'parquet column too short';
const NO_PAGES = 'parquet broken pages';

/** Whether a value is neither there nor null: a page held fewer than it said, and would pass for missing values. */
function hasHoles(values: ArrayLike<unknown>): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] === undefined) return true;
  return false;
}

/** Checks that what a file says of its rows in several places is one number. */
function checkLengths(file: string, { num_rows: rows, row_groups: groups }: FileMetaData): void {
  const inGroups = groups.reduce((sum, { num_rows }) => sum + num_rows, 0n);
  const isWhole = groups.every(({ columns, num_rows }) =>
    columns.every(({ meta_data: column }) => {
      const isPlain = column?.path_in_schema.length === 1;
      return !isPlain || column.num_values === num_rows;
    }),
  );
  if (inGroups !== rows || !isWhole) throw damaged(file, TOO_SHORT);
}

function groupsOf({ row_groups: groups }: FileMetaData): ParquetTable['groups'] {
  let to = 0;
  return groups.map(({ num_rows: rows }) => {
    const from = to;
    to += Number(rows);
    return { from, to };
  });
}
