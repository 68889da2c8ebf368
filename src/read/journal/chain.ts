import { sha256OfBytes } from '../bytes/source.js';
import type { AnyLine } from './schema.js';

/** The SHA-256 of a line, in hexadecimal, which the next one names: of its bytes without their end. */
export function lineSha256(text: string): string {
  return sha256OfBytes(Buffer.from(text.replace(/\r$/, '')));
}

/** Where a chain is broken: on which line, from 1, and what became of it. */
export interface Break {
  line: number;
  message: string;
}

/**
 * What is wrong with how a line names the one before; `null` where nothing is, or where both are of version 1,
 * which has no chain.
 *
 * @param hashes of all lines of the journal, in their order.
 * @param at the line's place among them, from 0.
 */
export function breakAt(line: AnyLine, at: number, hashes: readonly string[]): Break | null {
  if (line.schemaVersion === 1) return null;
  const { previous } = line;
  const wanted = hashes[at - 1] ?? null;
  if (previous === wanted) return null;
  const own = at + 1;
  if (wanted === null) {
    return { line: own, message: 'this line was written after another, which is not there' };
  }
  if (previous === null) {
    return { line: own, message: `this line was written as the first, not after line ${at}` };
  }
  const other = hashes.indexOf(previous);
  if (other !== -1) {
    const message = `this line was written after line ${other + 1}, not after line ${at}: lines were moved or doubled`;
    return { line: own, message };
  }
  const message = `this is not the line after which line ${own} was written: it was edited, or one between was taken out`;
  return { line: at, message };
}
