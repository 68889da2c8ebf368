import { addSample, type Sample } from '../experiment/cells.js';
import { binaryMoments } from '../stats/moments.js';
import { type CountReader, countReader, type FoldContext, type RowReader } from './fields.js';
import { badValue } from './values.js';

/** Counts: each row a variant, or a part of one, with units and successes. */
export function countsReader({ header, reading, options }: FoldContext): RowReader {
  const unitsAt = countReader(header, reading.unitsColumn!, options);
  const pairs = reading.metrics.map((metric) => ({
    units: countReader(header, metric.units!, options),
    successes: countReader(header, metric.column, options),
  }));
  return (fields, line) => {
    const units = unitsAt(fields, line).value;
    const samples = pairs.map((pair) => countedSample(pair, fields, line));
    return (into) => {
      into.units += units ?? 0;
      samples.forEach((sample, i) => {
        addSample(into.samples[i]!, sample);
      });
    };
  };
}

/** A row of counts as a sample; with either number missing, all its units are missing. */
function countedSample(
  readers: { units: CountReader; successes: CountReader },
  fields: string[],
  line: number,
): Sample {
  const units = readers.units(fields, line);
  const successes = readers.successes(fields, line);
  if (units.value === null || successes.value === null) {
    return { moments: binaryMoments(0, 0), successes: 0, missing: units.value ?? 0 };
  }
  if (successes.value > units.value) {
    throw badValue(
      successes.place,
      `${successes.value} successes out of ${units.value} units`,
      'are the columns swapped? or is each row a unit (--layout rows)?',
    );
  }
  return {
    moments: binaryMoments(successes.value, units.value),
    successes: successes.value,
    missing: 0,
  };
}
