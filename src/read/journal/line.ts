import type { JournalLine } from './schema.js';

/**
 * The number that the next look must have.
 *
 * A repeated look keeps the number of the look before, so the very first one, which has nothing to
 * repeat, has none that fits: `null`.
 */
export function nextLook(before: JournalLine | undefined, repeats: boolean): number | null {
  if (before === undefined) return repeats ? null : 1;
  return repeats ? before.look : before.look + 1;
}
