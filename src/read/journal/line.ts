import type * as z from 'zod/mini';
import type { journalSchema } from './schema.js';

/** One look at a running test, for the record: a line of the journal. */
export type JournalLine = z.output<typeof journalSchema>;

/** What a look came to in one comparison, as the journal keeps it. */
export type JournalComparison = JournalLine['comparisons'][number];

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
