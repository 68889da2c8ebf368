import { addSample, type Sample } from '../experiment/cells.js';
import { binaryMoments, summaryMoments } from '../stats/moments.js';
import {
  countReader,
  type Field,
  type FoldContext,
  fieldReader,
  type RowReader,
} from './fields.js';
import { isMissing, type MetricReading } from './reading.js';
import { badValue, numberAt, quoted } from './values.js';

/** Summaries: each row a variant, or a shard of one, with n, means and variances. */
export function summaryReader({ header, reading, options }: FoldContext): RowReader {
  const unitsAt = countReader(header, reading.unitsColumn!, options);
  const pairs = reading.metrics.map(({ column }) => ({
    mean: fieldReader(header, `${column}_mean`, options),
    variance: fieldReader(header, `${column}_var`, options),
  }));
  return (fields, line) => {
    const { value: n, place } = unitsAt(fields, line);
    if (n === null)
      throw badValue(place, 'there is no number of units', 'a summary gives n in each row');
    const samples = pairs.map(({ mean, variance }, i) =>
      summarizedSample(n, mean(fields, line), variance(fields, line), reading.metrics[i]!),
    );
    return (into) => {
      into.units += n;
      samples.forEach((sample, i) => {
        addSample(into.samples[i]!, sample);
      });
    };
  };
}

function summarizedSample(n: number, mean: Field, spread: Field, metric: MetricReading): Sample {
  if (n === 0) return { moments: binaryMoments(0, 0), successes: 0, missing: 0 };
  const m = summaryNumber(mean);
  // The variance of a single unit is no number, so warehouses leave it empty.
  const v = n === 1 && isMissing(spread.text, { missing: [] }) ? 0 : summaryNumber(spread);
  if (v < 0)
    throw badValue(spread.place, `${quoted(spread.text)} is negative`, 'a variance is 0 or more');
  const successes = Math.round(n * m);
  if (metric.kind !== 'mean' && isBinary(n, m, v, successes)) {
    return { moments: binaryMoments(successes, n), successes, missing: 0 };
  }
  if (metric.kind === 'proportion') {
    throw badValue(
      spread.place,
      `mean ${m} and variance ${v} are not those of 0s and 1s`,
      'leave out :proportion',
    );
  }
  return { moments: summaryMoments(n, m, v), successes: null, missing: 0 };
}

function summaryNumber({ text, format, place }: Field): number {
  if (text !== '') return numberAt(text, format, place);
  throw badValue(place, 'there is no value', 'a summary gives mean and variance wherever n > 0');
}

/**
 * Whether n values with that mean and sample variance can only be 0s and 1s: their sum is whole and
 * Σx² = Σx, as far as the digits of a summary reach.
 */
function isBinary(n: number, mean: number, sampleVariance: number, successes: number): boolean {
  if (mean < 0 || mean > 1) return false;
  const whole = Math.abs(n * mean - successes) <= 1e-9 * n;
  const expected = n === 1 ? 0 : (mean * (1 - mean) * n) / (n - 1);
  return whole && Math.abs(sampleVariance - expected) <= 1e-9 * expected;
}
