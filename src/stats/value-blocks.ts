import { firstThat } from './first-that.js';
import { areSingle, merged, ones, type ValueCounts } from './value-counts.js';

/** So many values a block has, or little more: few enough for a core's own cache. */
const BLOCK = 1 << 16;
/** Of each run every so-many-th value is looked at to tell the blocks by. */
const STEP = 1 << 10;

/**
 * The values of samples, each of which is in several runs, block by block in rising order: of each block one run for
 * each sample. So they are gone through together in memory for a block, without ever being one run.
 */
export function* valueBlocks(
  samples: readonly (readonly ValueCounts[])[],
): Generator<ValueCounts[]> {
  const from = samples.map((runs) => runs.map(() => 0));
  for (const last of [...lastValues(samples.flat()), Number.POSITIVE_INFINITY]) {
    yield samples.map((runs, k) => {
      const parts = runs.map((run, i) => {
        const start = from[k]![i]!;
        const end = endOf(run, start, last);
        from[k]![i] = end;
        return { values: run.values.subarray(start, end), counts: run.counts.subarray(start, end) };
      });
      return mergedAll(parts.filter(({ values }) => values.length > 0));
    });
  }
}

/** The last value that a block may hold, of each block but the last. */
function lastValues(runs: readonly ValueCounts[]): Float64Array {
  const sample: number[] = [];
  for (const { values } of runs) {
    for (let i = STEP - 1; i < values.length; i += STEP) sample.push(values[i]!);
  }
  const sorted = Float64Array.from(sample).sort();
  return sorted.filter((_, i) => (i + 1) % (BLOCK / STEP) === 0);
}

/** Where the values of a run end that are no larger than one. */
function endOf({ values }: ValueCounts, start: number, last: number): number {
  if (last === Number.POSITIVE_INFINITY) return values.length;
  return start + firstThat((i) => values[start + i]! > last, values.length - start);
}

/** Several runs as one. */
function mergedAll(runs: readonly ValueCounts[]): ValueCounts {
  if (runs.length === 0) return { values: new Float64Array(0), counts: ones(0) };
  if (runs.length === 1) return runs[0]!;
  const half = runs.length >>> 1;
  return merged(mergedAll(runs.slice(0, half)), mergedAll(runs.slice(half)));
}

/** Several runs of one sample as one, in memory for as much again. */
export function oneRun(runs: readonly ValueCounts[]): ValueCounts {
  if (runs.length <= 1) return mergedAll(runs);
  const size = runs.reduce((sum, { values }) => sum + values.length, 0);
  const all = { values: new Float64Array(size), counts: new Uint32Array(0) };
  let at = 0;
  for (const [run] of valueBlocks([runs])) {
    const { values, counts } = run!;
    all.values.set(values, at);
    // As long as no two are alike, their counts take no memory.
    if (all.counts.length === 0 && !areSingle(run!)) all.counts = ones(size).slice();
    if (all.counts.length > 0) all.counts.set(counts, at);
    at += values.length;
  }
  if (all.counts.length === 0) return { values: all.values, counts: ones(size) };
  return at === size ? all : { values: all.values.slice(0, at), counts: all.counts.slice(0, at) };
}
