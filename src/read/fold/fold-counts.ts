import { addCounted, type MetricAggregate } from '../../experiment/aggregates.js';
import { binaryMoments } from '../../stats/moments.js';
import type { MetricReading } from '../reading.js';
import { badValue } from '../values/values.js';
import { type CountReader, countReader, type FoldContext, type RowReader } from './fields.js';
import { successReader } from './fold-rows.js';
import type { ValueProfile } from './value-profile.js';

/** Counts: each row a variant, or a part of one, with units and successes. */
export function countsReader(context: FoldContext): RowReader {
  const { header, reading, options } = context;
  const unitsAt = countReader(header, reading.unitsColumn!, options);
  const readers = reading.metrics.map((metric, i) =>
    metric.success === null
      ? countedReader(context, metric)
      : labelledReader(context, metric, metric.success, context.seen[i]!),
  );
  return (fields, line) => {
    const units = unitsAt(fields, line).value;
    const samples = readers.map((read) => read(fields, line));
    return (into) => {
      into.units += units ?? 0;
      samples.forEach((sample, i) => {
        addCounted(into.samples[i]!, sample);
      });
    };
  };
}

type SampleReader = (fields: string[], line: number) => MetricAggregate;

function countedReader({ header, options }: FoldContext, metric: MetricReading): SampleReader {
  const units = countReader(header, metric.units!, options);
  const successes = countReader(header, metric.column, options);
  return (fields, line) => countedSample({ units, successes }, fields, line);
}

/** A row whose units all have the same label: all of them successes, or none. */
function labelledReader(
  { header, options }: FoldContext,
  metric: MetricReading,
  success: string,
  seen: ValueProfile,
): SampleReader {
  const unitsAt = countReader(header, metric.units!, options);
  const label = successReader({ header, options }, metric, success, seen);
  return (fields, line) => {
    const units = unitsAt(fields, line).value;
    const value = label(fields, line);
    if (units === null || value === null) {
      return { moments: binaryMoments(0, 0), successes: 0, missing: units ?? 0 };
    }
    return { moments: binaryMoments(value * units, units), successes: value * units, missing: 0 };
  };
}

/** A row of counts as a sample; with its successes missing, all its units are; one that says nothing adds nothing. */
function countedSample(
  readers: { units: CountReader; successes: CountReader },
  fields: string[],
  line: number,
): MetricAggregate {
  const units = readers.units(fields, line);
  const successes = readers.successes(fields, line);
  if (successes.value === null) {
    return { moments: binaryMoments(0, 0), successes: 0, missing: units.value ?? 0 };
  }
  if (units.value === null) {
    throw badValue(
      units.place,
      `there is no number of units for ${successes.value} successes`,
      (say) => `fill it in; to leave out such rows: ${say.again([say.onBadRow('skip')])}`,
    );
  }
  if (successes.value > units.value) {
    throw badValue(
      successes.place,
      `${successes.value} successes out of ${units.value} units`,
      (say) =>
        `are the columns swapped? is each row a unit (${say.layout('rows')})? where units were counted several times, give one row a unit`,
    );
  }
  return {
    moments: binaryMoments(successes.value, units.value),
    successes: successes.value,
    missing: 0,
  };
}
