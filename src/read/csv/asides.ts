import { MAX_RECORD_CHARACTERS } from './plain-records.js';

/** What of a text is neither header nor row. */
export interface Asides {
  /** So many lines at its start. */
  skipLines: number;
  /** What a line begins with that is none of the table; `null`: nothing. */
  comment: string | null;
  /** How its rows stand where it is a table as Markdown and databases draw it; `null`: it is none. */
  drawn: Drawn | null;
}

/** Whether a drawn table's rows begin and end with a bar. */
export type Drawn = 'framed' | 'open';

/**
 * The text with its asides as empty lines, so that all others keep their numbers.
 *
 * @param line the line on which the text begins, outside quotes
 */
export async function* withoutAsides(
  text: AsyncIterable<string>,
  asides: Asides,
  line: number,
): AsyncGenerator<string> {
  const kept = keptLines(asides, line);
  const endless = asides.comment === null && asides.drawn === null;
  let begun = '';
  for await (const piece of text) {
    if (endless && begun === '' && kept.next() > asides.skipLines) {
      yield piece;
      continue;
    }
    const { lines, rest } = wholeLines(begun + piece);
    begun = rest;
    yield lines.map(kept.take).join('');
    // Below the lines to skip nothing is looked at; and so long a line is none of a table, as its reader says.
    const isOver = endless && kept.next() > asides.skipLines;
    if (!isOver && begun.length <= 2 * MAX_RECORD_CHARACTERS) continue;
    yield begun;
    begun = '';
  }
  if (begun !== '') yield kept.take(begun);
}

/** The start of a text, whole lines of it, with its asides as empty lines. */
export function startWithoutAsides(text: string, asides: Asides): string {
  if (asides.skipLines === 0 && asides.comment === null && asides.drawn === null) return text;
  const kept = keptLines(asides, 1);
  const { lines, rest } = wholeLines(text);
  return lines.map(kept.take).join('') + kept.take(rest);
}

/** The lines of a text with their ends, and the rest: a final CR may go on with an LF. */
function wholeLines(text: string): { lines: string[]; rest: string } {
  const ends = /\r\n|\n|\r(?=[^\n])/g;
  const lines: string[] = [];
  let length = 0;
  while (ends.exec(text) !== null) {
    lines.push(text.slice(length, ends.lastIndex));
    length = ends.lastIndex;
  }
  return { lines, rest: text.slice(length) };
}

/** What is kept of line after line. */
function keptLines({ skipLines, comment, drawn }: Asides, from: number) {
  let line = from;
  let isQuoted = false;
  const take = (text: string): string => {
    line += 1;
    const end = /[\r\n]*$/.exec(text)![0];
    if (line - 1 <= skipLines) return end;
    if (comment !== null && !isQuoted && text.trimStart().startsWith(comment)) return end;
    if (drawn !== null) return rowOf(text.slice(0, text.length - end.length), drawn) + end;
    if ((text.split('"').length - 1) % 2 === 1) isQuoted = !isQuoted;
    return text;
  };
  return { take, next: () => line };
}

/** How the rows of the table stand that a text draws, as Markdown, psql and mysql do; `null` where it draws none. */
export function drawnIn(text: string): Drawn | null {
  const [first = '', second = '', third = ''] = text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '');
  const [header, rule] = isRule(first) ? [second, third] : [first, second];
  if (!header.includes('|') || !isRule(rule)) return null;
  return header.trimStart().startsWith('|') ? 'framed' : 'open';
}

/** Whether a line is a rule of a drawn table: |---|---:|, +---+---+ or ---+---. */
export function isRule(line: string): boolean {
  return /^[\s|+:=-]*$/.test(line) && /-{2}|={2}|:-|-:/.test(line) && /[|+]/.test(line);
}

/** A row without its frame; nothing of rules, and of what databases write below. */
function rowOf(line: string, drawn: Drawn): string {
  if (isRule(line) || /^\s*\(?\d+ rows?( in set.*)?\)?\s*$/.test(line)) return '';
  return drawn === 'open' ? line : line.replace(/^\s*\|/, '').replace(/\|\s*$/, '');
}
