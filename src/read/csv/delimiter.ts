import { UserError } from '../../errors.js';

/** What may stand between fields. */
export const DELIMITERS = [',', ';', '\t', '|'];

/**
 * The delimiter that a CSV text's header uses: the one it has most of, outside quotes.
 *
 * @throws {UserError} when two are equally frequent.
 */
export function delimiterOf(text: string, file: string): string {
  const { header, line } = firstLine(text);
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length - 1);
  const most = Math.max(...counts);
  const found = DELIMITERS.filter((_, i) => counts[i] === most);
  if (most > 0 && found.length > 1) {
    throw new UserError('the header could be separated in two ways', {
      location: { file, line },
      hint: (say) => `say which: ${say.delimiter(',')} (or ; or | or tab)`,
    });
  }
  return found[0]!;
}

/**
 * Checks that a delimiter that was said is one of the header, where another is.
 *
 * @throws {UserError} where the header has others alone.
 */
export function checkDelimiter(said: string, text: string, file: string): void {
  const { header, line } = firstLine(text);
  const own = DELIMITERS.filter((one) => header.includes(one));
  if (own.length === 0 || own.includes(said)) return;
  throw new UserError(`the delimiter ${written(said)} is not in the header`, {
    location: { file, line },
    hint: (say) => `${say.delimiter(written(own[0]!))}; left out, the file tells it`,
  });
}

function written(delimiter: string): string {
  return delimiter === '\t' ? 'tab' : `"${delimiter}"`;
}

/** The delimiter that Excel's own first line `sep=;` declares; `null` where there is no such line. */
export function declaredDelimiter(text: string): string | null {
  return /^"?sep=([,;\t|])"?[\r\n]/i.exec(text)?.[1] ?? null;
}

/** The first line that is not blank, without what stands in quotes, and its number. */
function firstLine(text: string): { header: string; line: number } {
  const lines = text.replace(/"(?:[^"]|"")*"/g, '').split(/\r\n|\n|\r/);
  const at = lines.findIndex((line) => line.trim() !== '');
  return { header: lines[at] ?? '', line: at + 1 };
}
