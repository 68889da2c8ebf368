import { CsvError, type Parser, parse } from 'csv-parse';
import { UserError } from '../errors.js';
import { decodeText } from './decode.js';
import { declaredDelimiter, delimiterOf } from './delimiter.js';
import { announcedEncoding } from './file-kind.js';
import { lineEnds } from './line-ends.js';
import { firstText, peek } from './peek.js';

/** How the text of a file is cut into fields; `null` where the file itself is to tell. */
export interface Dialect {
  delimiter: string | null;
  encoding: string | null;
}

/** Takes the fields of one record and the line that it begins on; the first record is the header. */
export type RecordSink = (fields: string[], line: number) => void;

/** A longer record is none: most likely a quote that never closes. */
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
  // A byte-order mark outweighs what was said of all files, as it does in browsers.
  const encoding = announcedEncoding(start, file) ?? dialect.encoding ?? 'utf-8';
  const text = firstText(start, encoding);
  const declared = declaredDelimiter(text);
  const delimiter = dialect.delimiter ?? declared ?? delimiterOf(text, file);
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: MAX_RECORD_CHARACTERS,
  });
  let line = 1;
  const take = (fields: string[], quoted: boolean) => {
    if (line > 1 || declared === null) onRecord(fields, line);
    line += 1 + (quoted ? lineEndsIn(fields) : 0);
  };
  try {
    await feed(parser, decodeText(all, encoding, file), take);
  } catch (error) {
    throw error instanceof CsvError ? quotingError(error, file, line) : error;
  }
}

/**
 * Feeds a text to the parser piece by piece and hands on the records of each piece at once, with
 * whether a quote has been seen yet: without one no record spans lines. (Its `on_record` would know
 * the line by itself, but takes twice the time, and counts a quoted CRLF as two lines.)
 */
async function feed(
  parser: Parser,
  text: AsyncIterable<string>,
  take: (fields: string[], quoted: boolean) => void,
): Promise<void> {
  let quoted = false;
  for await (const piece of text) {
    quoted ||= piece.includes('"');
    parser.write(piece);
    for (let fields = parser.read(); fields !== null; fields = parser.read()) take(fields, quoted);
    if (parser.errored !== null) break;
  }
  parser.end();
  for await (const fields of parser) take(fields, quoted);
}

function lineEndsIn(fields: string[]): number {
  return fields.reduce((count, field) => count + lineEnds(field), 0);
}

function quotingError(error: CsvError, file: string, line: number): UserError {
  const column = typeof error.column === 'number' ? error.column + 1 : undefined;
  const location = { file, line, ...(column === undefined ? {} : { column }) };
  switch (error.code as string) {
    case 'CSV_MAX_RECORD_SIZE':
      return new UserError('this record is longer than a million characters', {
        location: { file, line },
        hint: 'is a quote opened in it and never closed? are its lines ended by something else?',
      });
    case 'CSV_QUOTE_NOT_CLOSED':
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
