import { CsvError, type Parser, parse } from 'csv-parse';
import { UserError } from '../../errors.js';
import { lineEnds } from '../bytes/line-ends.js';
import { MAX_RECORD_CHARACTERS, recordTooLong, type TextPlace } from './plain-records.js';

/**
 * Hands on the records of a text that may hold quotes, each with the line that it begins on; csv-parse
 * is the authority on what they mean.
 *
 * @throws {UserError} on wrong quoting, with its line and field.
 */
export async function takeQuotedRecords(
  text: AsyncIterable<string>,
  delimiter: string,
  place: TextPlace,
  take: (fields: string[], line: number) => void,
): Promise<void> {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: MAX_RECORD_CHARACTERS,
  });
  // The loop below meets the error in its turn; a mistake in a record before it may end that loop first.
  parser.on('error', () => {});
  try {
    await feed(parser, text, (fields) => {
      take(fields, place.line);
      place.line += 1 + fields.reduce((count, field) => count + lineEnds(field), 0);
    });
  } catch (error) {
    throw error instanceof CsvError ? quotingError(error, place) : error;
  }
}

/**
 * Feeds a text to the parser piece by piece and hands on the records of each piece at once. (Its
 * `on_record` would know the line by itself, but takes twice the time, and counts a quoted CRLF as two.)
 */
async function feed(
  parser: Parser,
  text: AsyncIterable<string>,
  take: (fields: string[]) => void,
): Promise<void> {
  const takeAll = () => {
    for (let fields = parser.read(); fields !== null; fields = parser.read()) take(fields);
  };
  for await (const piece of text) {
    parser.write(piece);
    takeAll();
    if (parser.errored !== null) break;
  }
  // Not by the parser's own iterator, which leaves out the records before an error.
  await new Promise((resolve) => parser.end(resolve));
  takeAll();
  if (parser.errored !== null) throw parser.errored;
}

/** Whether a mistake is that the text ends within quotes. */
export function isOpenQuote(error: unknown): boolean {
  return error instanceof UserError && error.message === OPEN_QUOTE;
}

const OPEN_QUOTE = 'a quote is opened here and never closed';

function quotingError(error: CsvError, place: TextPlace): UserError {
  const column = typeof error.column === 'number' ? error.column + 1 : undefined;
  const location = { ...place, ...(column === undefined ? {} : { column }) };
  switch (error.code as string) {
    case 'CSV_MAX_RECORD_SIZE':
      return recordTooLong(place);
    case 'CSV_QUOTE_NOT_CLOSED':
      return new UserError(OPEN_QUOTE, {
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
        hint: 'quote the whole field and double the quote; let no space stand before it',
      });
  }
}
