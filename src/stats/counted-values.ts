import { firstThat } from './first-that.js';
import { oneRun } from './value-blocks.js';
import { areSingle, merged, ones, runOf, type ValueCounts } from './value-counts.js';

/**
 * A sample that grows: all that order statistics and ranks need of it, in memory that grows with its different
 * values rather than with its units. Runs are never changed, so that samples may share them.
 */
export interface CountedValues {
  /** Values in no order yet. */
  waiting: number[];
  /** The longer ones first, so that a value is merged into few; before these, what is of no use to merge. */
  runs: ValueCounts[];
}

/**
 * A sample of no values yet, for countValue.
 * @example
 * // Two samples that grow unit by unit, in any order.
 * const [control, treatment] = [noValues(), noValues()];
 * for (const minutes of [3, 8, 5, 2, 6]) countValue(control, minutes);
 * for (const minutes of [9, 4, 7]) countValue(treatment, minutes);
 * const test = mannWhitneyTest(control, treatment, 'two-sided');
 * if (typeof test === 'string') throw new Error(test);
 * test.pValue; // => 0.3929
 */
export function noValues(): CountedValues {
  return { waiting: [], runs: [] };
}

/** So many values wait at most: few enough that they take little memory, enough that sorting them is rare. */
const MOST_WAITING = 1 << 15;

/**
 * Adds the value of one unit, in place.
 * @example
 * const sample = noValues();
 * for (const items of [2, 1, 2]) countValue(sample, items);
 * [...valueCounts(sample).counts]; // => [ 1, 2 ]
 */
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
    if (last.values.length > ALWAYS_MERGED && !areAlike(into.runs[0]!, last)) {
      setApart(into);
      return;
    }
    into.runs.splice(-2, 2, merged(before!, last));
  }
}

/** Longer runs are merged where that makes them shorter, which those of few values tell too late. */
const ALWAYS_MERGED = 1 << 15;
/** So many values are looked up, and so many have to be found: about one in two millions of different values. */
const [PROBES, FOUND] = [1024, 16];

/**
 * Puts the last run first, as one of values that are met once, whose counts take no memory; how often some are met
 * beyond that is a run of its own.
 */
function setApart(into: CountedValues): void {
  const { values, counts } = into.runs.pop()!;
  into.runs.unshift({ values, counts: ones(values.length) });
  const more = areSingle({ counts }) ? 0 : counts.reduce((sum, n) => sum + Math.min(n - 1, 1), 0);
  const beyond = { values: new Float64Array(more), counts: new Uint32Array(more) };
  let at = 0;
  for (let i = 0; at < more; i += 1) {
    if (counts[i] === 1) continue;
    beyond.values[at] = values[i]!;
    beyond.counts[at++] = counts[i]! - 1;
  }
  countRun(into, beyond);
}

/** Whether many values of a run are in another. */
function areAlike({ values }: ValueCounts, { values: probed }: ValueCounts): boolean {
  let found = 0;
  for (let i = 0; i < PROBES; i += 1) {
    const value = probed[Math.floor((i * probed.length) / PROBES)]!;
    if (values[firstThat((at) => values[at]! >= value, values.length)] === value) found += 1;
  }
  return found >= FOUND;
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

/**
 * All values of a sample. @throws {RangeError} when more units than 4,294,967,295 have the same.
 *
 * @example
 * const sample = noValues();
 * for (const value of [2, 1, 2]) countValue(sample, value);
 * const { values, counts } = valueCounts(sample);
 * [...values]; // => [ 1, 2 ]
 * [...counts]; // => [ 1, 2 ]
 */
export function valueCounts(of: CountedValues): ValueCounts {
  const run = oneRun(runsOf(of));
  of.runs = run.values.length === 0 ? [] : [run];
  return run;
}

/** All values of a sample, in several runs that are not merged. */
export function runsOf(of: CountedValues): readonly ValueCounts[] {
  if (of.waiting.length > 0) settle(of);
  return of.runs;
}
