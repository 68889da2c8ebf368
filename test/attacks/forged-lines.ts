import { lineSha256 } from '../../src/read/journal/chain.js';

// biome-ignore lint/suspicious/noExplicitAny: an attacker writes what they like
export type Line = any;

/** The lines of a journal after an edit of one, from 0, with every hash behind it mended. */
export function forgedLines(
  lines: readonly string[],
  at: number,
  edit: (line: Line) => void,
): string[] {
  const forged = lines.slice(0, at);
  for (const text of lines.slice(at)) {
    const line = JSON.parse(text);
    if (forged.length === at) edit(line);
    else line.previous = lineSha256(forged.at(-1)!);
    forged.push(JSON.stringify(line));
  }
  return forged;
}
