import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { UserError } from '../errors.js';
import { decodeText } from './decode.js';
import { delimiterOf } from './delimiter.js';
import { announcedEncoding } from './file-kind.js';

/** How the text of a file is cut into fields; `null` where the file itself is to tell. */
export interface Dialect {
  delimiter: string | null;
  encoding: string | null;
}

/** Takes the fields of one record and the line that it begins on; the first record is the header. */
export type RecordSink = (fields: string[], line: number) => void;

/** A record longer than this is taken for a quote that never closes. */
const MAX_RECORD_CHARACTERS = 1_000_000;

/**
 * Hands each record of a CSV stream to `onRecord`, in order, blank lines and the header included.
 *
 * Commas, semicolons, tabs or bars; LF, CRLF or CR; UTF-8 unless a byte-order mark or the dialect
 * says otherwise. A record may have any number of fields: the sink judges that.
 *
 * @throws {UserError} on what is not CSV, not text, or wrongly quoted, with its line and field.
 */
export async function readRecords(
  chunks: AsyncIterable<Buffer>,
  file: string,
  dialect: Dialect,
  onRecord: RecordSink,
): Promise<void> {
  const [start, all] = await peek(chunks);
  const encoding = dialect.encoding ?? announcedEncoding(start, file) ?? 'utf-8';
  const lines: LineCount = { next: 1, parserLines: 0, emptyLines: 0 };
  const delimiter = dialect.delimiter ?? delimiterOf(firstText(start, encoding), file);
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_CHARACTERS,
    on_record: (fields: string[], info) => {
      onRecord(fields, startLine(lines, fields, info));
      return null;
    },
  });
  parser.resume();
  try {
    await pipeline(decodeText(all, encoding, file), parser);
  } catch (error) {
    throw error instanceof CsvError ? quotingError(error, file, lines.next) : error;
  }
}

/** Enough of the stream to recognize it by, and the whole stream, that start included. */
async function peek(chunks: AsyncIterable<Buffer>): Promise<[Buffer, AsyncIterable<Buffer>]> {
  const iterator = chunks[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  let ended = false;
  while (!ended && !/[\n\r]./s.test(start.toString('latin1'))) {
    const { value, done } = await iterator.next();
    ended = done === true;
    if (!ended) start = Buffer.concat([start, value]);
  }
  async function* whole(): AsyncGenerator<Buffer> {
    yield start;
    if (!ended) yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return [start, whole()];
}

function firstText(start: Buffer, encoding: string): string {
  // Not strict: an undecodable byte is reported with its line when the records are read.
  return new TextDecoder(isEncoding(encoding) ? encoding : 'utf-8').decode(start);
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

/** Where the next record begins, and how far csv-parse had counted at the last one. */
interface LineCount {
  next: number;
  parserLines: number;
  emptyLines: number;
}

/**
 * The line that a record begins on. csv-parse's own count takes a CRLF inside quotes for two lines,
 * so where it says that a record spans several, the line ends are counted again.
 */
function startLine(
  count: LineCount,
  fields: string[],
  { lines, empty_lines }: { lines: number; empty_lines: number },
): number {
  const skipped = empty_lines - count.emptyLines;
  const line = count.next + skipped;
  const spanned = lines - count.parserLines - skipped > 1;
  count.next = line + 1 + (spanned ? lineEndsIn(fields) : 0);
  count.parserLines = lines;
  count.emptyLines = empty_lines;
  return line;
}

function lineEndsIn(fields: string[]): number {
  return fields.reduce((count, field) => count + (field.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

function quotingError(error: CsvError, file: string, line: number): UserError {
  const column = typeof error.column === 'number' ? error.column + 1 : undefined;
  const location = { file, line, ...(column === undefined ? {} : { column }) };
  switch (error.code as string) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return new UserError('a quote is opened here and never closed', {
        location,
        hint: 'close it, or double it ("") if it belongs to the text',
      });
    case 'CSV_INVALID_CLOSING_QUOTE':
      return new UserError('text goes on after a closing quote', {
        location,
        hint: 'double the quote ("") if it belongs to the text',
      });
    default:
      return new UserError('there is a quote inside an unquoted field', {
        location,
        hint: 'quote the whole field and double the quote (""), or remove the space before the quote',
      });
  }
}
