import { UserError } from '../errors.js';
import { type Wording, worded } from '../vocabulary.js';
import type { Name } from './dialect.js';

/** A name: as it is, or in double quotes, doubled where it holds one. */
const QUOTED = '"(?:[^"]|"")*"';

/**
 * A name as it was written, without its quotes.
 *
 * @param option where it was written
 * @throws {UserError} when it is empty, or holds what no warehouse takes.
 */
export function nameOf(written: string, option: Wording): Name {
  const quoted = new RegExp(`^${QUOTED}$`).test(written);
  const text = quoted ? written.slice(1, -1).replaceAll('""', '"') : written.trim();
  if (text === '') {
    throw new UserError((say) => `${worded(option, say)}: a name is empty`, {
      hint: 'is a variable unset?',
    });
  }
  checkText(text, option);
  return { text, quoted };
}

/**
 * Checks that a text can stand in a query.
 *
 * @throws {UserError} when it holds the character 0, which engines cut texts at or refuse.
 */
export function checkText(text: string, option: Wording): void {
  if (!text.includes('\0')) return;
  throw new UserError((say) => `${worded(option, say)}: a name or a text holds the character 0`, {
    hint: 'leave it out',
  });
}

/** The names of a path like database.schema.table; a dot in quotes parts nothing. */
export function pathOf(written: string, option: Wording): Name[] {
  const parts = written.match(new RegExp(`(?:${QUOTED}|[^.])+|(?<=^|\\.)(?=\\.|$)`, 'g')) ?? [''];
  return parts.map((part) => nameOf(part, option));
}

/** The first slash or equals sign outside quotes, and what stands before and behind it. */
export function splitWritten(
  written: string,
): { left: string; sign: '/' | '='; right: string } | null {
  const found = new RegExp(`^(${QUOTED}|[^/=]*)([/=])(.*)$`, 's').exec(written);
  return found && { left: found[1]!, sign: found[2] as '/' | '=', right: found[3]! };
}
