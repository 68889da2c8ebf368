import { type CountedValues, valueCounts } from './counted-values.js';
import { firstThat } from './first-that.js';
import { runOf, type ValueCounts } from './value-counts.js';

/** A sample as one number a unit in any order, or as its different values and how many units have each. */
export type Sample = ArrayLike<number> | ValueCounts | CountedValues;

/** Counted values by their places: which value the unit has that is so many in their order. */
export interface OrderedValues extends ValueCounts {
  /** How many units have that value or a smaller one. */
  upTo: Float64Array;
  /** How many units there are. */
  units: number;
}

/** The different values of a sample. Time n log n where each unit has its number. */
export function countsOf(sample: Sample): ValueCounts {
  if ('runs' in sample) return valueCounts(sample);
  return 'counts' in sample ? sample : runOf(Float64Array.from(sample));
}

/** The values of a sample by their places. */
export function orderedValues(sample: Sample): OrderedValues {
  const { values, counts } = countsOf(sample);
  const upTo = new Float64Array(counts.length);
  let units = 0;
  for (let i = 0; i < counts.length; i += 1) {
    units += counts[i]!;
    upTo[i] = units;
  }
  return { values, counts, upTo, units };
}

/** The value at a place, from 0 for the smallest; beyond the last undefined. */
export function valueAt({ values, upTo }: OrderedValues, place: number): number | undefined {
  return values[firstThat((i) => upTo[i]! > place, upTo.length)];
}

/** How many units have no larger value than `end`. */
export function countUpTo({ values, upTo }: OrderedValues, end: number): number {
  const larger = firstThat((i) => values[i]! > end, values.length);
  return larger === 0 ? 0 : upTo[larger - 1]!;
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
