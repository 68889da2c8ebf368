import { firstThat } from './first-that.js';
import { areSingle, countedIn, merged, ones, unitsOf, type ValueCounts } from './value-counts.js';

/** So many values a block has, or little more: few enough for a core's own cache. */
const BLOCK = 1 << 16;
/** Of each run every so-many-th value is looked at to tell the blocks by. */
const STEP = 1 << 10;

/**
 * The values of samples, each of which is in several runs, block by block in rising order: of each block one run for
 * each sample, which is there until the next is asked for. So they are gone through together in memory for a block,
 * without ever being one run.
 */
export function* valueBlocks(
  samples: readonly (readonly ValueCounts[])[],
): Generator<ValueCounts[]> {
  const from = samples.map((runs) => runs.map(() => 0));
  const rooms = samples.map(() => newRoom(BLOCK));
  for (const last of [...lastValues(samples.flat()), Number.POSITIVE_INFINITY]) {
    yield samples.map((runs, k) => {
      const parts = runs.map((run, i) => {
        const start = from[k]![i]!;
        const end = endOf(run, start, last);
        from[k]![i] = end;
        return { values: run.values.subarray(start, end), counts: run.counts.subarray(start, end) };
      });
      const some = parts.filter(({ values }) => values.length > 0);
      return joined(some, rooms[k]!) ?? mergedAll(some);
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

/** By measurement: more runs than these are sooner sorted anew than merged, two at a time. */
const FEW = 2;

/** Memory for a sample's values of a block, which grows as it must. */
interface Room {
  values: Float64Array;
  counts: Uint32Array;
}

function newRoom(size: number): Room {
  return { values: new Float64Array(size), counts: new Uint32Array(size) };
}

/** Several runs as one, sorted anew with a value for each unit; `null` where merging them is sooner done. */
function joined(runs: readonly ValueCounts[], room: Room): ValueCounts | null {
  if (runs.length <= FEW) return null;
  const different = runs.reduce((sum, { values }) => sum + values.length, 0);
  const units = runs.reduce((sum, run) => sum + unitsOf(run), 0);
  if (units > 2 * different) return null;
  if (room.values.length < units) Object.assign(room, newRoom(units));
  const all = room.values.subarray(0, units);
  let at = 0;
  for (const { values, counts } of runs) {
    all.set(values, at);
    at += values.length;
    if (areSingle({ counts })) continue;
    for (let i = 0; i < counts.length; i += 1) {
      for (let more = counts[i]! - 1; more > 0; more -= 1) all[at++] = values[i]!;
    }
  }
  return countedIn(all, room.counts);
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
