import type { Region } from './table-region.js';

/** Whether both hold the same tables; not where either is unknown. */
export function isSameRegion(a: Region | null, b: Region | null): boolean {
  if (a === null || b === null) return false;
  if (a.from !== b.from || a.tail !== b.tail || a.bounds.length !== b.bounds.length) return false;
  return a.bounds.every((bound, i) => bound === b.bounds[i]);
}

/**
 * Which of two regions of one kind that of a hypothesis between theirs is, told by the tables alone in which they
 * differ; `null` where it is neither, or they are not of one kind.
 *
 * @param holds whether a table is beyond that hypothesis, by the successes of the smaller arm and of the larger.
 */
export function sameOfTwo(
  a: Region,
  b: Region,
  holds: (small: number, large: number) => boolean,
): Region | null {
  if (a.from !== b.from || a.tail !== b.tail || a.bounds.length !== b.bounds.length) return null;
  let same: Region | null = null;
  for (let i = 0; i < a.bounds.length; i += 1) {
    const [low, high] = [
      Math.min(a.bounds[i]!, b.bounds[i]!),
      Math.max(a.bounds[i]!, b.bounds[i]!),
    ];
    if (low === high) continue;
    const bound = boundOfTwo(low, high, a.tail, (large) => holds(a.from + i, large));
    const here = bound === a.bounds[i] ? a : bound === b.bounds[i] ? b : null;
    if (here === null || (same !== null && same !== here)) return null;
    same = here;
  }
  return same;
}

/** Which of two bounds it is, `null` for neither: the counts up to it are beyond, or those from it on. */
function boundOfTwo(
  low: number,
  high: number,
  tail: Region['tail'],
  holds: (large: number) => boolean,
): number | null {
  if (tail === 'lower') {
    if (!holds(low + 1)) return low;
    return high === low + 1 || holds(high) ? high : null;
  }
  if (holds(low)) return low;
  return high === low + 1 || !holds(high - 1) ? high : null;
}
