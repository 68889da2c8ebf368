import { type CountedValues, valueCounts } from './counted-values.js';
import { firstThat } from './first-that.js';
import { runOf, type ValueCounts } from './value-counts.js';

/** A sample as one number a unit in any order, or as its different values and how many units have each. */
export type Sample = ArrayLike<number> | ValueCounts | CountedValues;

/** Counted values by their places: which value the unit has that is so many in their order. */
export interface OrderedValues extends ValueCounts {
  /** How many units there are. */
  units: number;
  /** How many units have a value before each BLOCK of the different ones: of each value would take as much memory as they. */
  before: Float64Array;
}

/** So many different values are counted up where a place is looked for. */
const BLOCK = 16;

/** The different values of a sample. Time n log n where each unit has its number. */
export function countsOf(sample: Sample): ValueCounts {
  if ('runs' in sample) return valueCounts(sample);
  return 'counts' in sample ? sample : runOf(Float64Array.from(sample));
}

/** The values of a sample by their places. */
export function orderedValues(sample: Sample): OrderedValues {
  const { values, counts } = countsOf(sample);
  const before = new Float64Array(Math.ceil(counts.length / BLOCK));
  let units = 0;
  for (let i = 0; i < counts.length; i += 1) {
    if (i % BLOCK === 0) before[i / BLOCK] = units;
    units += counts[i]!;
  }
  return { values, counts, before, units };
}

/** How many units have the different value of that rank, from 0, or a smaller one; 0 for none before the first. */
export function unitsUpTo({ before, counts }: OrderedValues, rank: number): number {
  if (rank < 0) return 0;
  const block = Math.floor(rank / BLOCK);
  let units = before[block]!;
  for (let i = block * BLOCK; i <= rank; i += 1) units += counts[i]!;
  return units;
}

/** Which of the different values, from 0, the unit at a place has, itself from 0; beyond the last their number. */
export function rankAt({ before, counts, units }: OrderedValues, place: number): number {
  if (place >= units) return counts.length;
  const block = Math.max(0, firstThat((i) => before[i]! > place, before.length) - 1);
  let rank = block * BLOCK;
  for (let end = before[block]! + counts[rank]!; end <= place; end += counts[rank]!) rank += 1;
  return rank;
}

/** The value at a place, from 0 for the smallest; beyond the last undefined. */
export function valueAt(sorted: OrderedValues, place: number): number | undefined {
  return sorted.values[rankAt(sorted, place)];
}

/** How many units have no larger value than `end`. */
export function countUpTo(sorted: OrderedValues, end: number): number {
  const { values } = sorted;
  return unitsUpTo(sorted, firstThat((i) => values[i]! > end, values.length) - 1);
}

/** Units in the order of their values, of one sample or of several. */
export interface Places {
  units: number;
  /** The value at a place, from 0 for the smallest; beyond the last undefined. */
  at(place: number): number | undefined;
}

/** The units of several samples together, in one order. */
export function placesAmong(samples: readonly OrderedValues[]): Places {
  const units = samples.reduce((sum, one) => sum + one.units, 0);
  return { units, at: (place) => valueAmong(samples, place) };
}

function valueAmong(samples: readonly OrderedValues[], place: number): number | undefined {
  const reaches = (value: number) =>
    samples.reduce((sum, sample) => sum + countUpTo(sample, value), 0) > place;
  let found: number | undefined;
  for (const { values } of samples) {
    const best = found ?? Number.POSITIVE_INFINITY;
    // Of the smallest values that so many units reach, one a sample, it is the smallest.
    const limit =
      found === undefined ? values.length : firstThat((i) => values[i]! >= best, values.length);
    if (limit === 0 || !reaches(values[limit - 1]!)) continue;
    found = values[firstThat((i) => reaches(values[i]!), limit)];
  }
  return found;
}
