import { isUtf8 } from 'node:buffer';
import { UserError } from '../../errors.js';
import { nextLook } from './line.js';
import { faultOf, type JournalLine } from './schema.js';

/** What to do about a line that this program did not write as it stands. */
const HINT =
  'perso-test never writes half a line: restore the journal from a copy, or start a new one';

/**
 * The looks that a journal's bytes hold, oldest first; none for no bytes.
 *
 * @throws {UserError} on the first line that is not wholly what this version writes, with its number.
 *   Nothing is skipped: a look that is lost is alpha that is spent twice.
 */
export function linesIn(bytes: Buffer, file: string): JournalLine[] {
  const lines: JournalLine[] = [];
  for (const [i, line] of textLines(bytes, file).entries()) {
    lines.push(readLine(line, lines.at(-1), { file, line: i + 1 }));
  }
  return lines;
}

interface Place {
  file: string;
  line: number;
}

/** The lines without their ends, which may be those of Windows: an editor may have made them so. */
function textLines(bytes: Buffer, file: string): string[] {
  const lines: string[] = [];
  let start = 0;
  while (start < bytes.length) {
    const place = { file, line: lines.length + 1 };
    const end = bytes.indexOf('\n', start);
    if (end === -1) throw refused('the line has no end: it may be half of one', place);
    const line = bytes.subarray(start, end);
    if (!isUtf8(line)) throw refused('this is not UTF-8', place);
    lines.push(line.toString());
    start = end + 1;
  }
  return lines;
}

function readLine(text: string, before: JournalLine | undefined, place: Place): JournalLine {
  const value = parsed(text, place);
  checkVersion(value, place);
  const fault = faultOf(value);
  if (fault !== null) throw refused(fault, place);
  const line = value as JournalLine;
  const wanted = nextLook(before, line.repeats);
  if (line.look !== wanted) throw refused(wordLook(line, wanted), place);
  return line;
}

function parsed(text: string, place: Place): unknown {
  if (text.trim() === '') throw refused('the line is empty', place);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refused('this is not JSON, or half a line of it', place);
  }
}

function checkVersion(value: unknown, place: Place): void {
  const { schemaVersion: version } = Object(value) as { schemaVersion?: unknown };
  if (typeof version !== 'number' || version <= 1) return;
  throw new UserError(`this was written by a newer perso-test (schemaVersion ${version})`, {
    location: place,
    hint: 'run the version of perso-test that keeps this journal elsewhere, or start a new one',
  });
}

function wordLook({ look }: JournalLine, wanted: number | null): string {
  if (wanted === null) return `look ${look} repeats one, but it is the first`;
  return `look ${look} stands where look ${wanted} must follow`;
}

function refused(message: string, location: Place): UserError {
  return new UserError(message, { location, hint: HINT });
}
