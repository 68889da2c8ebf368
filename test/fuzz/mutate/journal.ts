import { createHash } from 'node:crypto';
import { type Pick, splicedAt } from '../choices.js';
import { mutatedValue } from './document.js';
import { mutatedBytes, mutatedLines, WRITINGS } from './text.js';

/* Changes of journals, of which each line names the hash of the one before. */

/** A journal after a few changes; at times with its hashes made to agree again. */
export function mutatedJournal(bytes: Buffer, pick: Pick, others: readonly Buffer[]): Buffer {
  const text = bytes.toString();
  const drawn = pick.random();
  if (drawn < 0.12) return mutatedBytes(bytes, pick);
  if (drawn < 0.2) return WRITINGS[pick.oneOf(Object.keys(WRITINGS))]!(text);
  if (drawn < 0.4) return Buffer.from(mended(mutatedLines(text, pick), pick));
  const lines = text.split('\n').filter((line) => line !== '');
  if (drawn < 0.5) {
    const other = pick.oneOf(others).toString().split('\n');
    return Buffer.from(mended(splicedAt(lines, pick, 0, pick.oneOf(other)).join('\n'), pick));
  }
  if (lines.length === 0) return bytes;
  const at = pick.whole(0, lines.length - 1);
  const edited = lines.with(at, JSON.stringify(mutatedValue(spoken(lines[at]!), pick)) ?? '');
  return Buffer.from(mended(`${edited.join('\n')}\n`, pick));
}

function spoken(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

/** Half of the time each line names the one before it, as who edits with care would have it. */
function mended(text: string, pick: Pick): string {
  if (pick.chance(0.5)) return text;
  const done: string[] = [];
  for (const line of text.split('\n')) {
    const said = spoken(line);
    const names = typeof said === 'object' && said !== null && 'previous' in said;
    const before = done.at(-1);
    const previous =
      before === undefined ? null : createHash('sha256').update(before).digest('hex');
    done.push(names ? JSON.stringify({ ...said, previous }) : line);
  }
  return done.join('\n');
}
