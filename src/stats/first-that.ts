/** The first whole number from 0 on for which a condition holds, as for all after it; `limit` if none below. */
export function firstThat(holds: (x: number) => boolean, limit: number): number {
  let [from, to] = [0, limit];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** The first whole number from `from` on that has it, as all after it, `end` if none before does; about `guess` steps on. */
export function firstFrom(
  has: (y: number) => boolean,
  from: number,
  end: number,
  guess: number,
): number {
  let [low, high] = [from - 1, end];
  let [next, stride] = [from + guess, 1];
  while (high - low > 1) {
    next = Math.min(high - 1, Math.max(low + 1, next));
    if (has(next)) high = next;
    else low = next;
    const open = high === end || low < from;
    next = open ? next + (high === next ? -stride : stride) : Math.floor((low + high) / 2);
    stride *= 2;
  }
  return high;
}
