import { UserError } from '../../errors.js';
import { isRule } from './asides.js';
import { DELIMITERS } from './delimiter.js';

/** So many lines are looked through for a header. */
const LINES_LOOKED_AT = 100;

/**
 * Checks that no lines stand above the header of a text that begins so.
 *
 * @param delimiter the one that was said; `null`: any
 * @throws {UserError} where its first lines clearly are no header and a later one is.
 */
export function checkHeaderFirst(text: string, delimiter: string | null, file: string): void {
  const lines = text.replace(/"(?:[^"]|"")*"/g, quoted).split(/\r\n|\n|\r/);
  // The last may be cut short.
  const whole = lines.slice(0, Math.max(1, lines.length - 1)).slice(0, LINES_LOOKED_AT);
  const ways = delimiter === null ? DELIMITERS : [delimiter];
  const found = ways.map((way) => headerLine(whole, way)).filter((line) => line !== null);
  if (found.length === 0) return;
  const line = Math.min(...found);
  throw new UserError(`this is no header; it seems to be on line ${line}: ${shown(whole, line)}`, {
    location: { file, line: lines.findIndex((one) => one.trim() !== '') + 1 },
    hint: (say) => `skip what is above it: ${say.again([say.skipLines(String(line - 1))])}`,
  });
}

/** A quoted text as one word on its lines. */
function quoted(text: string): string {
  return `q${text.replace(/[^\r\n]/g, '')}${text === '""' ? '' : 'q'}`;
}

function shown(lines: readonly string[], line: number): string {
  const text = lines[line - 1]!.trim();
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/**
 * The line of the first record that can be a header, from 1, where one is below others that cannot: names
 * in every field, as many as all rows below have, and more than any line above. `null` where there is none.
 */
function headerLine(lines: readonly string[], delimiter: string): number | null {
  const records = lines
    .map((text, i) => ({ fields: text.split(delimiter).map((one) => one.trim()), line: i + 1 }))
    .filter(({ line }) => lines[line - 1]!.trim() !== '' && !isRule(lines[line - 1]!));
  const at = records.findIndex(({ fields }, i) => {
    const below = records.slice(i + 1);
    const alike = below.every((record) => record.fields.length === fields.length);
    return alike && below.length > 0 && areNames(fields);
  });
  if (at < 1) return null;
  const { fields, line } = records[at]!;
  return records.slice(0, at).every((above) => isAbove(above.fields, fields.length)) ? line : null;
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
