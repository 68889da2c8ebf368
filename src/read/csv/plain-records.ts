import { UserError } from '../../errors.js';

/** Where a text stands in its file: its next record begins on that line. */
export interface TextPlace {
  file: string;
  line: number;
}

/** A longer record is none: most likely a quote that never closes. */
export const MAX_RECORD_CHARACTERS = 1_000_000;

/**
 * Cuts a text into records and fields for as long as it holds no quote, which is all that a CSV
 * without quotes means. From the first piece with a quote on it judges nothing: it gives back the
 * text from the beginning of that record, or `null` where there was no quote at all.
 *
 * Most exports have none. Splitting strings is many times faster than a parser, hot or cold, and
 * leaves the parser unloaded (see bench).
 *
 * @param place moved on past the records that were taken
 * @throws {UserError} on a record beyond MAX_RECORD_CHARACTERS, and what `take` throws.
 */
export async function takePlainRecords(
  text: AsyncIterable<string>,
  delimiter: string,
  place: TextPlace,
  take: (fields: string[], line: number) => void,
): Promise<AsyncIterable<string> | null> {
  const pieces = text[Symbol.asyncIterator]();
  const takeLine = (line: string) => {
    const fields = line.split(delimiter);
    if (line.length - fields.length >= MAX_RECORD_CHARACTERS) throw recordTooLong(place);
    take(fields, place.line);
    place.line += 1;
  };
  try {
    let begun = '';
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
      const piece = begun + next.value;
      if (next.value.includes('"')) return continued(piece, pieces);
      const lines = linesOf(piece);
      begun = lines.pop()!;
      for (const line of lines) takeLine(line);
      if (begun.length > 2 * MAX_RECORD_CHARACTERS) throw recordTooLong(place);
    }
    if (begun !== '') takeLine(begun.replace(/\r$/, ''));
    return null;
  } catch (error) {
    // So that a file is closed; iterating by `for` would close it after a piece with a quote too.
    await pieces.return?.();
    throw error;
  }
}

/** The lines of a text, and last what may yet go on: a final CR, since an LF may follow it. */
function linesOf(text: string): string[] {
  if (!text.includes('\r')) return text.split('\n');
  const held = text.endsWith('\r');
  const lines = text.slice(0, held ? -1 : undefined).split(/\r\n|\n|\r/);
  if (held) lines.push(`${lines.pop()!}\r`);
  return lines;
}

async function* continued(start: string, pieces: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    yield start;
    yield* { [Symbol.asyncIterator]: () => pieces };
  } finally {
    await pieces.return?.();
  }
}

/** The error that a record beyond MAX_RECORD_CHARACTERS is. */
export function recordTooLong({ file, line }: TextPlace): UserError {
  return new UserError('this record is longer than a million characters', {
    location: { file, line },
    hint: 'is a quote opened in it and never closed? are its lines ended by something else?',
  });
}
