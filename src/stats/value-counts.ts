import { sortedNumbers } from './sorted-numbers.js';

/** The different values of a sample in rising order, and how many units have each. */
export interface ValueCounts {
  values: Float64Array;
  counts: Uint32Array;
}

/** The values of an array, which is sorted in place, counted; those that are no numbers come last. */
export function runOf(sample: Float64Array): ValueCounts {
  const { values, counts } = countedIn(sample);
  return { values: values.slice(), counts };
}

/** The same in the array itself, which then begins with the different ones, and in memory for as many counts. */
export function countedIn(sample: Float64Array, room?: Uint32Array): ValueCounts {
  sortedNumbers(sample);
  const different = differentIn(sample);
  const areApart = different === sample.length;
  const counts = areApart ? ones(different) : countsIn(room, different);
  let [at, last] = [-1, Number.NaN];
  for (let i = 0; i < sample.length; i += 1) {
    const x = sample[i]!;
    // Of a negative zero and a zero, which are the same, the zero.
    if (x !== last) sample[++at] = x + 0;
    if (!areApart) counts[at]! += 1;
    last = x;
  }
  return { values: sample.subarray(0, different), counts };
}

/** How many different values a sorted array has. */
function differentIn(sorted: Float64Array): number {
  let different = 0;
  for (let i = 0; i < sorted.length; i += 1) if (sorted[i] !== sorted[i - 1]) different += 1;
  return different;
}

/** So many counts of 0. */
function countsIn(room: Uint32Array | undefined, size: number): Uint32Array {
  return room?.subarray(0, size).fill(0) ?? new Uint32Array(size);
}

/** Arrays of ones, the last one the longest. */
const ONES: Uint32Array[] = [];

/** Counts of values of which no two are alike: one array for all of them, so that they take no memory. */
export function ones(length: number): Uint32Array {
  const longest = ONES.at(-1);
  if (longest !== undefined && longest.length >= length) return longest.subarray(0, length);
  const longer = new Uint32Array(Math.max(2 * (longest?.length ?? 0), length)).fill(1);
  ONES.push(longer);
  return longer.subarray(0, length);
}

/** Whether values are known to be met once each. */
export function areSingle({ counts }: Pick<ValueCounts, 'counts'>): boolean {
  return ONES.some(({ buffer }) => buffer === counts.buffer);
}

/** Two runs as one. */
export function merged(a: ValueCounts, b: ValueCounts): ValueCounts {
  if (areSingle(a) && areSingle(b)) {
    const values = mergedApart(a.values, b.values);
    if (values !== null) return { values, counts: ones(values.length) };
  }
  const size = a.values.length + b.values.length;
  const isFew = size <= MOST_IN_ROOM;
  const { values, counts } = isFew ? roomFor(size) : newRoom(size);
  let i = 0;
  let j = 0;
  let at = 0;
  const [first, second, ofFirst, ofSecond] = [a.values, b.values, a.counts, b.counts];
  while (i < first.length && j < second.length) {
    const x = first[i]!;
    const y = second[j]!;
    values[at] = x < y ? x : y;
    const count = (x <= y ? ofFirst[i++]! : 0) + (y <= x ? ofSecond[j++]! : 0);
    if (count > MOST_ALIKE) throw tooManyAlike(x);
    counts[at++] = count;
  }
  for (const [rest, from] of [
    [a, i],
    [b, j],
  ] as const) {
    values.set(rest.values.subarray(from), at);
    counts.set(rest.counts.subarray(from), at);
    at += rest.values.length - from;
  }
  return at === size && !isFew
    ? { values, counts }
    : { values: values.slice(0, at), counts: counts.slice(0, at) };
}

/** How many runs come to is known when they are merged: in memory that stays, so that what is too long is no waste. */
const MOST_IN_ROOM = 1 << 17;
let room = newRoom(0);

function newRoom(size: number): ValueCounts {
  return { values: new Float64Array(size), counts: new Uint32Array(size) };
}

function roomFor(size: number): ValueCounts {
  if (room.values.length < size) room = newRoom(size);
  return room;
}

/** Two lists of numbers as one, in rising order as they are; `null` where they share one. */
function mergedApart(first: Float64Array, second: Float64Array): Float64Array | null {
  const values = new Float64Array(first.length + second.length);
  let i = 0;
  let j = 0;
  while (i < first.length && j < second.length) {
    const x = first[i]!;
    const y = second[j]!;
    if (x === y) return null;
    values[i + j] = x < y ? x : y;
    if (x < y) i += 1;
    else j += 1;
  }
  values.set(first.subarray(i), i + j);
  values.set(second.subarray(j), first.length + j);
  return values;
}

/** What a count of 32 bits holds. */
const MOST_ALIKE = 2 ** 32 - 1;

function tooManyAlike(value: number): RangeError {
  return new RangeError(`more than ${MOST_ALIKE} units have the value ${value}`);
}

/** How many units there are. */
export function unitsOf({ counts }: ValueCounts): number {
  if (areSingle({ counts })) return counts.length;
  let units = 0;
  for (let i = 0; i < counts.length; i += 1) units += counts[i]!;
  return units;
}

/** The same values, each brought between two limits. */
export function clamped({ values, counts }: ValueCounts, [least, most]: Limits): ValueCounts {
  const first = values.findIndex((value) => value >= least);
  const from = first === -1 ? values.length : first;
  let to = values.length;
  while (to > from && values[to - 1]! > most) to -= 1;
  const units = (start: number, end: number) =>
    unitsOf({ values, counts: counts.subarray(start, end) });
  const inner = { values: values.subarray(from, to), counts: counts.subarray(from, to) };
  const ends = [
    { at: least, units: units(0, from) },
    { at: most, units: units(to, values.length) },
  ].filter(({ units }) => units > 0);
  return ends.reduce(
    (all, { at, units }) =>
      merged(all, { values: Float64Array.of(at), counts: Uint32Array.of(units) }),
    inner,
  );
}

/** What values are brought between: the least and the most that they may be. */
export type Limits = readonly [least: number, most: number];
