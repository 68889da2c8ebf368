import { UserError } from '../errors.js';

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * The delimiter that a CSV text's header uses: the one it has most of, outside quotes.
 *
 * @throws {UserError} when two are equally frequent.
 */
export function delimiterOf(text: string, file: string): string {
  const header = firstLine(text);
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length - 1);
  const most = Math.max(...counts);
  const found = DELIMITERS.filter((_, i) => counts[i] === most);
  if (most > 0 && found.length > 1) {
    throw new UserError('the header could be separated in two ways', {
      location: { file, line: 1 },
      hint: 'say which: --delimiter , (or ; or | or tab)',
    });
  }
  return found[0]!;
}

/** The first line that is not empty, without what stands in quotes. */
function firstLine(text: string): string {
  const unquoted = text.replace(/^\uFEFF/, '').replace(/"(?:[^"]|"")*"/g, '');
  return unquoted.split(/[\r\n]+/).find((line) => line.trim() !== '') ?? '';
}
