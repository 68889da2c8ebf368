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
