import type { RecordedLine } from './schema.js';

/**
 * The number that the next look must have.
 *
 * A repeated look keeps the number of the look before, so the very first one, which has nothing to
 * repeat, has none that fits: `null`.
 */
function nextLook(before: RecordedLine | undefined, repeats: boolean): number | null {
  if (before === undefined) return repeats ? null : 1;
  return repeats ? before.look : before.look + 1;
}

/** What is wrong with the number of a look, by the one before; `null` where nothing is. */
export function faultOfNumber(
  { look, repeats }: RecordedLine,
  before: RecordedLine | undefined,
): string | null {
  const wanted = nextLook(before, repeats);
  if (look === wanted) return null;
  if (wanted === null) return `look ${look} repeats one, but it is the first`;
  return `look ${look} stands where look ${wanted} must follow`;
}
