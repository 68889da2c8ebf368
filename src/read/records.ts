import { decodeText } from './decode.js';
import { declaredDelimiter, delimiterOf } from './delimiter.js';
import { announcedEncoding } from './file-kind.js';
import { firstText, peek } from './peek.js';
import { takePlainRecords } from './plain-records.js';

/** How the text of a file is cut into fields; `null` where the file itself is to tell. */
export interface Dialect {
  delimiter: string | null;
  encoding: string | null;
}

/** Takes the fields of one record and the line that it begins on; the first record is the header. */
export type RecordSink = (fields: string[], line: number) => void;

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
  const take = (fields: string[], at: number) => {
    if (at > 1 || declared === null) onRecord(fields, at);
  };
  const pieces = decodeText(all, encoding, file);
  const place = { file, line: 1 };
  const quoted = await takePlainRecords(pieces, delimiter, place, take);
  if (quoted === null) return;
  const { takeQuotedRecords } = await import('./quoted-records.js');
  await takeQuotedRecords(quoted, delimiter, place, take);
}
