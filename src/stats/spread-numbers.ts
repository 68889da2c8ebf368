/** So many are sorted so at most: the memory beside them, which stays, fits into a core's own cache. */
const MOST = 1 << 17;

/** What the squares of how many share a place may come to, in times of all numbers: as many are moved past. */
const MOST_TOGETHER = 24;

/** Memory for as many numbers as were sorted at once, and for where those of each place begin. */
const room = { numbers: new Float64Array(0), starts: new Uint32Array(0) };

/**
 * Whether an array could be sorted in place by where its numbers lie between the least and the largest: each is put
 * about where it belongs, and then past those of its place that are larger. Else it is as it was: where too many would
 * share a place, where there are too many in all, or a negative zero, an infinity or what is no number among them.
 *
 * @see Dobosiewicz (1978), Information Processing Letters 7, 1–6.
 */
export function sortedBySpread(sample: Float64Array): boolean {
  const size = sample.length;
  const least = size > MOST ? Number.NaN : leastFrom(sample);
  const scale = (size - 1) / (largestIn(sample) - least);
  // Beside what is no number, or where all are the same.
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return false;
  if (room.numbers.length < size) {
    room.numbers = new Float64Array(size);
    room.starts = new Uint32Array(size);
  }
  const starts = room.starts.subarray(0, size).fill(0);
  for (let i = 0; i < size; i += 1) starts[((sample[i]! - least) * scale) | 0]! += 1;
  if (!areFewTogether(starts)) return false;
  putInOrder(sample, starts, least, scale);
  return true;
}

/** The least of some numbers, NaN where a negative zero or no number is among them. */
function leastFrom(sample: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < sample.length; i += 1) {
    const x = sample[i]!;
    if (x < least) least = x;
    if (Number.isNaN(x) || (x === 0 && 1 / x < 0)) return Number.NaN;
  }
  return least;
}

function largestIn(sample: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < sample.length; i += 1) if (sample[i]! > largest) largest = sample[i]!;
  return largest;
}

/** Makes of how many are at each place where these begin, and tells whether that leaves few to be moved. */
function areFewTogether(starts: Uint32Array): boolean {
  let [next, squares] = [0, 0];
  for (let i = 0; i < starts.length; i += 1) {
    const count = starts[i]!;
    squares += count * count;
    starts[i] = next;
    next += count;
  }
  return squares <= MOST_TOGETHER * starts.length;
}

/** Puts numbers where their places begin, one after the other, and each past those that are larger. */
function putInOrder(sample: Float64Array, starts: Uint32Array, least: number, scale: number): void {
  const { numbers } = room;
  for (let i = 0; i < sample.length; i += 1) {
    const x = sample[i]!;
    numbers[starts[((x - least) * scale) | 0]!++] = x;
  }
  for (let i = 0; i < sample.length; i += 1) {
    const x = numbers[i]!;
    let at = i;
    for (; at > 0 && sample[at - 1]! > x; at -= 1) sample[at] = sample[at - 1]!;
    sample[at] = x;
  }
}
