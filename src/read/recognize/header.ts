import { closestTo, UserError } from '../../errors.js';
import type { Vocabulary } from '../../vocabulary.js';

/** The columns of a file: their names, trimmed, and where the header stands. */
export interface Header {
  file: string;
  line: number;
  names: string[];
  /** The columns of the wide table that stands behind it, if one does. */
  wide?: readonly string[];
  /** Whether its names are written as in a summary, and so those of its rows. */
  isSummary?: true;
}

/** A header from the fields of its record. */
export function headerOf(fields: string[], file: string, line: number): Header {
  return { file, line, names: fields.map((name) => name.trim()) };
}

/**
 * The position of the column with this name, exactly or else ignoring case and surrounding space;
 * `null` where there is none.
 *
 * @throws {UserError} when several columns have the name.
 */
export function findColumn(header: Header, name: string): number | null {
  const exact = positions(header, (column) => column === name);
  const wanted = name.trim().toLowerCase();
  const found = exact.length > 0 ? exact : positions(header, (c) => c.toLowerCase() === wanted);
  if (found.length > 1) {
    throw new UserError(`column ${name} appears ${found.length} times in the header`, {
      location: { file: header.file, line: header.line, column: found[1]! + 1 },
      hint: (say) => `give each column a name of its own${orDescribed(header, say)}`,
    });
  }
  return found[0] ?? null;
}

/**
 * The position of the column with this name.
 *
 * @throws {UserError} when there is none (with a suggestion), or several.
 */
export function requireColumn(header: Header, name: string): number {
  const found = findColumn(header, name);
  if (found !== null) return found;
  throw new UserError(`there is no column ${name}`, {
    location: { file: header.file, line: header.line },
    hint: (say) => hintFor(name, header, say),
  });
}

function hintFor(name: string, header: Header, say: Vocabulary): string {
  const parts = name.split(',').map((part) => part.trim());
  if (parts.length > 1 && parts.every((part) => positions(header, (one) => one === part).length)) {
    return `one at a time: say it again for each of ${parts.join(' and ')}`;
  }
  const suggestion = closestTo(name, header.names);
  return suggestion === undefined ? columnList(header, say) : `did you mean ${suggestion}?`;
}

/** "columns: a, b, c", cut short where there are many, and the command that says more of them. */
export function columnList(header: Header, say: Vocabulary): string {
  const { names } = header;
  const named = names.filter((name) => name !== '');
  const shown = named
    .slice(0, 20)
    .map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name));
  return `columns: ${shown.join(', ')}${shown.length < named.length ? ' …' : ''}${orDescribed(header, say)}`;
}

/** What ends a question to which no command can be made that answers it; "" where there is nothing to name. */
export function orDescribed({ file }: Header, say: Vocabulary): string {
  const see = say.describe(file);
  return see === null ? '' : `; what the columns are: ${see}`;
}

function positions({ names }: Header, matches: (name: string) => boolean): number[] {
  return names.flatMap((name, i) => (matches(name) ? [i] : []));
}
