import { UserError } from '../../errors.js';
import { isRule } from './asides.js';
import { DELIMITERS } from './delimiter.js';

/** So many lines are looked through for a header. */
export const LINES_LOOKED_AT = 100;

/**
 * Checks that no lines stand above the header of a text that begins so.
 *
 * @param delimiter the one that was said; `null`: any
 * @throws {UserError} where its first lines clearly are no header and a later one is.
 */
export function checkHeaderFirst(text: string, delimiter: string | null, file: string): void {
  // What is no text of that encoding, its decoder tells.
  if (/[\0\ufffd]/.test(text)) return;
  const records = recordsIn(text);
  const ways = delimiter === null ? DELIMITERS : [delimiter];
  // What another delimiter makes of its texts is no matter where one parts all records alike.
  if (ways.some((way) => isTable(records, way))) return;
  const found = ways.map((way) => headerAmong(records, way)).filter((record) => record !== null);
  if (found.length === 0) return;
  const { line, shown } = found.reduce((a, b) => (b.line < a.line ? b : a));
  throw new UserError(`this is no header; it seems to be on line ${line}: ${shown}`, {
    location: { file, line: records[0]!.line },
    hint: (say) => `skip what is above it: ${say.again([say.skipLines(String(line - 1))])}`,
  });
}

/** A record with the line that it begins on. */
interface Place {
  text: string;
  line: number;
}

/** What stands for a line end within quotes. */
const WITHIN = '\u0001';

/** The first records of a text, none of them blank, without the last, which may be cut short. */
function recordsIn(text: string): Place[] {
  const unquoted = text.replace(/"((?:[^"]|"")*)"/g, (_, inside: string) =>
    inside.replace(/\r\n|\n|\r/g, WITHIN).replace(/[,;\t|]/g, ' '),
  );
  let line = 1;
  const records = unquoted.split(/\r\n|\n|\r/).map((record) => {
    const place = { text: record, line };
    line += record.split(WITHIN).length;
    return place;
  });
  return records
    .slice(0, Math.max(1, records.length - 1))
    .slice(0, LINES_LOOKED_AT)
    .filter((record) => record.text.trim() !== '' && !isRule(record.text));
}

/** Whether all records have as many fields, and the first is more than a title among empty ones. */
function isTable(records: readonly Place[], delimiter: string): boolean {
  const [first = [], ...others] = records.map(({ text }) => text.split(delimiter));
  const filled = first.filter((field) => field.trim() !== '').length;
  return filled > 1 && others.every((fields) => fields.length === first.length);
}

/**
 * The first record that can be a header where it is below others that cannot: names in every field, as
 * many as all rows below have, and more than any record above. `null` where there is none.
 */
function headerAmong(
  places: readonly Place[],
  delimiter: string,
): { line: number; shown: string } | null {
  const records = places.map(({ text }) => text.split(delimiter).map((one) => one.trim()));
  const at = records.findIndex((fields, i) => {
    const below = records.slice(i + 1);
    const alike = below.every((record) => record.length === fields.length);
    return alike && below.length > 0 && areNames(fields);
  });
  if (at < 1) return null;
  const columns = records[at]!.length;
  if (!records.slice(0, at).every((above) => isAbove(above, columns))) return null;
  const text = places[at]!.text.replaceAll(WITHIN, ' ').replaceAll('\t', ', ').trim();
  return { line: places[at]!.line, shown: text.length > 60 ? `${text.slice(0, 60)}…` : text };
}

/** Whether a line is clearly none of the table: it has fewer fields, or all but one are empty. */
function isAbove(fields: readonly string[], columns: number): boolean {
  const filled = fields.filter((field) => field !== '').length;
  return fields.length < columns || (filled <= 1 && columns > 1);
}

/** Whether the fields can be names of columns: two or more, none empty, none a number. */
function areNames(fields: readonly string[]): boolean {
  return fields.length > 1 && fields.every((field) => field !== '' && !/^[-+.\d]/.test(field));
}
