import { decodeText } from '../bytes/decode.js';
import { announcedEncoding } from '../bytes/file-kind.js';
import { firstText, peek } from '../bytes/peek.js';
import { type Asides, drawnIn, startWithoutAsides, withoutAsides } from './asides.js';
import { checkDelimiter, declaredDelimiter, delimiterOf } from './delimiter.js';
import { checkHeaderFirst, LINES_LOOKED_AT } from './header-place.js';
import { type TextPlace, takePlainRecords } from './plain-records.js';

/** How the text of a file is cut into fields; `null` where the file itself is to tell. */
export interface RecordFormat {
  delimiter: string | null;
  encoding: string | null;
  /** So many lines stand above; left out: none, or the file is to tell. */
  skipLines?: number | null;
  /** What a line begins with that is a comment; left out: there is none. */
  comment?: string | null;
}

/** Takes the fields of one record and the line that it begins on; the first record is the header. */
export type RecordSink = (fields: string[], line: number) => void;

/** How a file's text is to be cut, once its start has been looked at. */
export interface KnownFormat {
  delimiter: string;
  encoding: string;
  /** Whether the first line only declares the delimiter. */
  declared: boolean;
  asides: Asides;
}

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
  dialect: RecordFormat,
  onRecord: RecordSink,
): Promise<void> {
  const [start, all] = await peek(chunks, (text) => startWithoutAsides(text, saidAsides(dialect)));
  await readKnown(all, { file, line: 1 }, formatOfRecords(start, file, dialect), onRecord);
}

/** How the text of a file that begins so is cut. */
export function formatOfRecords(start: Buffer, file: string, dialect: RecordFormat): KnownFormat {
  // A byte-order mark outweighs what was said of all files, as it does in browsers.
  const encoding = announcedEncoding(start, file) ?? dialect.encoding ?? 'utf-8';
  const text = isUsual(dialect) ? firstLines(start, encoding) : firstText(start, encoding);
  const declared = declaredDelimiter(text);
  const said = saidAsides(dialect);
  const table = startWithoutAsides(text, said);
  const isBarred = (dialect.delimiter ?? declared ?? '|') === '|';
  const drawn = isBarred ? drawnIn(table) : null;
  const asides = { ...said, drawn };
  if (drawn !== null) return { delimiter: '|', encoding, declared: declared !== null, asides };
  if ((dialect.skipLines ?? dialect.comment ?? declared ?? null) === null) {
    checkHeaderFirst(table, dialect.delimiter, file);
  }
  if (dialect.delimiter !== null) checkDelimiter(dialect.delimiter, table, file);
  const delimiter = dialect.delimiter ?? declared ?? delimiterOf(table, file);
  return { delimiter, encoding, declared: declared !== null, asides };
}

/** Whether nothing is left out above the header, however many lines. */
function isUsual({ skipLines, comment }: RecordFormat): boolean {
  return (skipLines ?? 0) === 0 && (comment ?? null) === null;
}

/** Of the start of a text as much as is ever looked at, where that is easily told; else all. */
function firstLines(start: Buffer, encoding: string): string {
  let end = 0;
  for (let i = 0; i <= LINES_LOOKED_AT && end !== -1; i += 1)
    end = start.indexOf('\n', end) + 1 || -1;
  const text = firstText(end === -1 ? start : start.subarray(0, end), encoding);
  const isTold = text.split('\n').filter((line) => line.trim() !== '').length >= LEAST_LINES;
  const isWhole = text.split('"').length % 2 === 1;
  return end === -1 || (isTold && isWhole) ? text : firstText(start, encoding);
}

/** By as many lines a table is told that is drawn, with a rule above its header and one below. */
const LEAST_LINES = 3;

function saidAsides({ skipLines, comment }: RecordFormat): Asides {
  return { skipLines: skipLines ?? 0, comment: comment ?? null, drawn: null };
}

/** Hands on the records of bytes that begin with a record on the place's line. */
export async function readKnown(
  chunks: AsyncIterable<Buffer>,
  place: TextPlace,
  { delimiter, encoding, declared, asides }: KnownFormat,
  onRecord: RecordSink,
): Promise<void> {
  const take = (fields: string[], at: number) => {
    if (at > 1 || !declared) onRecord(fields, at);
  };
  const text = decodeText(chunks, encoding, place.file, place.line);
  const pieces = withoutAsides(text, asides, place.line);
  const quoted = await takePlainRecords(pieces, delimiter, place, take);
  if (quoted === null) return;
  const { takeQuotedRecords } = await import('./quoted-records.js');
  await takeQuotedRecords(quoted, delimiter, place, take);
}
