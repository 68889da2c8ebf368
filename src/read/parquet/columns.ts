import { type FileMetaData, parquetSchema, type RowGroup, type SchemaElement } from 'hyparquet';
import { formatOf, type ReadOptions } from '../reading.js';
import type { NumberFormat } from '../values/numbers.js';
import { type ColumnKind, kindOf } from './column-kind.js';
import { isKnownCodec } from './pages/codecs.js';
import type { ColumnChunk } from './pages/column-cursor.js';
import { type Printer, printerOf } from './values.js';

/** A column of a Parquet file. */
export interface ParquetColumn {
  name: string;
  /** Whether it has one value a row, and that a number, a text, a time or yes and no. */
  isPlain: boolean;
  /** The text that a value would be in a CSV file. */
  textOf: Printer;
  /** As the file describes it, and how numbers in it are printed. */
  element: SchemaElement;
  decimal: NumberFormat['decimal'];
  /** What it is where it can be read by pages; `null` where only the library reads it. */
  kind: ColumnKind | null;
  /** Its place among the chunks of a row group. */
  chunk: number;
}

/** The columns of a file. */
export function columnsOf(metadata: FileMetaData, options: ReadOptions): ParquetColumn[] {
  const elements = parquetSchema(metadata).children;
  const chunks = metadata.row_groups[0]?.columns ?? [];
  return elements.map(({ element, children }) => {
    const { name } = element;
    const { decimal } = formatOf(options, name);
    const own = { ...element };
    // Of two columns of one name the library reads the first.
    const isOnly = elements.filter((other) => other.element.name === name).length === 1;
    const kind = children.length > 0 || !isOnly ? null : kindOf(own, decimal);
    const chunk = chunks.findIndex(({ meta_data: column }) => {
      const { path_in_schema: path = [] } = column ?? {};
      return path.length === 1 && path[0] === name;
    });
    const printer = printerOf(element, children.length > 0, decimal);
    return { name, ...printer, element: own, decimal, kind, chunk };
  });
}

/**
 * Where a column lies in a row group of a file of so many bytes; `null` where that is not in this file, or
 * packed in an unknown way.
 */
export function chunkOf(
  { columns }: RowGroup,
  { chunk, name, element }: ParquetColumn,
  size: number,
): ColumnChunk | null {
  const { file_path: elsewhere, meta_data: column } = columns[chunk] ?? {};
  if (elsewhere !== undefined || column === undefined || !isKnownCodec(column.codec)) return null;
  if (column.path_in_schema[0] !== name || column.type !== element.type) return null;
  const from = Number(column.dictionary_page_offset || column.data_page_offset);
  const to = from + Number(column.total_compressed_size);
  if (from < 0 || to < from || to > size) return null;
  const unpacked = Number(column.total_uncompressed_size);
  return { from, to, codec: column.codec, unpacked, rows: Number(column.num_values) };
}
