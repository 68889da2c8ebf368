/** The different values of a sample in rising order, and how many units have each. */
export interface ValueCounts {
  values: Float64Array;
  counts: Uint32Array;
}

/**
 * A sample that grows: all that order statistics and ranks need of it, in memory that grows with its different
 * values rather than with its units. Runs are never changed, so that samples may share them.
 */
export interface CountedValues {
  /** Values in no order yet. */
  waiting: number[];
  /** Each of them at least twice as long as the next, so that a value is merged into few. */
  runs: ValueCounts[];
}

/** No values at all. */
export function noValues(): CountedValues {
  return { waiting: [], runs: [] };
}

/** So many values wait at most: few enough that they take little memory, enough that sorting them is rare. */
const MOST_WAITING = 1 << 15;

/** Adds the value of one unit, in place. */
export function countValue(into: CountedValues, value: number): void {
  into.waiting.push(value);
  if (into.waiting.length === MOST_WAITING) settle(into);
}

/** Adds the values of many units, in place. */
export function countRun(into: CountedValues, run: ValueCounts): void {
  if (run.values.length === 0) return;
  into.runs.push(run);
  for (;;) {
    const [before, last] = into.runs.slice(-2);
    if (last === undefined || before!.values.length >= 2 * last.values.length) return;
    into.runs.splice(-2, 2, merged(before!, last));
  }
}

function settle(of: CountedValues): void {
  const run = runOf(Float64Array.from(of.waiting));
  of.waiting = [];
  countRun(of, run);
}

/** Adds the values of a sample to another, in place. */
export function addCountedValues(into: CountedValues, added: CountedValues): void {
  for (const run of added.runs) countRun(into, run);
  for (const value of added.waiting) countValue(into, value);
}

/** The values of two samples taken together. */
export function mergedValues(a: CountedValues, b: CountedValues): CountedValues {
  const all = { waiting: [...a.waiting], runs: [...a.runs] };
  addCountedValues(all, b);
  return all;
}

/** All values of a sample. @throws {RangeError} when more units than 4,294,967,295 have the same. */
export function valueCounts(of: CountedValues): ValueCounts {
  if (of.waiting.length > 0) settle(of);
  while (of.runs.length > 1) of.runs.splice(-2, 2, merged(of.runs.at(-2)!, of.runs.at(-1)!));
  return of.runs[0] ?? { values: new Float64Array(0), counts: new Uint32Array(0) };
}

/** The values of an array, which is sorted in place, counted; those that are no numbers come last. */
export function runOf(sample: Float64Array): ValueCounts {
  sample.sort();
  let different = 0;
  for (let i = 0; i < sample.length; i += 1) {
    if (sample[i] !== sample[i - 1]) different += 1;
  }
  const values = new Float64Array(different);
  const counts = new Uint32Array(different);
  let at = -1;
  for (let i = 0; i < sample.length; i += 1) {
    // Of a negative zero and a zero, which are the same, the zero.
    if (sample[i] !== sample[i - 1]) values[++at] = sample[i]! + 0;
    counts[at]! += 1;
  }
  return { values, counts };
}

/** Two runs as one. */
export function merged(a: ValueCounts, b: ValueCounts): ValueCounts {
  const size = a.values.length + b.values.length;
  const values = new Float64Array(size);
  const counts = new Uint32Array(size);
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
  return at === size
    ? { values, counts }
    : { values: values.slice(0, at), counts: counts.slice(0, at) };
}

/** What a count of 32 bits holds. */
const MOST_ALIKE = 2 ** 32 - 1;

function tooManyAlike(value: number): RangeError {
  return new RangeError(`more than ${MOST_ALIKE} units have the value ${value}`);
}

/** How many units there are. */
export function unitsOf({ counts }: ValueCounts): number {
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
