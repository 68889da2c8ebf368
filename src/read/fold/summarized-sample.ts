import { emptyAggregate, type MetricAggregate } from '../../experiment/aggregates.js';
import { isLack } from '../../experiment/summary-layout.js';
import { binaryMoments, type Moments } from '../../stats/moments.js';
import { arePossible } from '../../stats/numeric/least-squares.js';
import { isMissing, type MetricReading, measuresOf, partsOf } from '../reading.js';
import { badValue, numberAt, quoted } from '../values/values.js';
import type { CountField, Field } from './fields.js';

/** What a row of a summary says of one metric. */
export interface SummarizedFields {
  /** Units with a value, by each part that says so. */
  n: CountField[];
  /** Units without a value; `null` where no column says so. */
  missing: CountField | null;
  means: Field[];
  variances: Field[];
  covariances: Field[];
}

/**
 * The sample that a row of a summary is, of so many units.
 *
 * @throws {UserError} when a number is missing, or they cannot be those of one sample.
 */
export function summarizedSample(
  units: number,
  fields: SummarizedFields,
  metric: MetricReading,
): MetricAggregate {
  const n = measuredUnits(units, fields);
  const missing = fields.missing?.value ?? units - n;
  if (n === 0) return { ...emptyAggregate(measuresOf(metric)), missing };
  const moments = summarizedMoments(n, fields);
  checkLacks(moments, fields, partsOf(metric));
  const [mean, sampleVariance] = [moments.mean[0]!, moments.comoment[0]! / Math.max(1, n - 1)];
  const successes = Math.round(n * mean);
  if (isBinary(n, mean, sampleVariance, successes)) {
    const own = binaryMoments(successes, n);
    moments.mean[0] = own.mean[0]!;
    moments.comoment[0] = own.comoment[0]!;
    if (moments.mean.length === 1) moments.third = own.third;
    return { moments, successes, missing };
  }
  if (metric.kind !== 'proportion') return { moments, successes: null, missing };
  throw badValue(
    fields.variances[0]!.place,
    `mean ${mean} and variance ${sampleVariance} are not those of 0s and 1s`,
    (say) => `leave out ${say.kind('', 'proportion')}`,
  );
}

/** How many units have a value: as the parts say alike, and else all of them. */
function measuredUnits(units: number, { n, missing }: SummarizedFields): number {
  const [first, ...others] = n;
  if (first === undefined) return units;
  const absent = n.find(({ value }) => value === null);
  if (absent !== undefined) {
    throw badValue(
      absent.place,
      'there is no number of units',
      'fill it in, or leave the column out',
    );
  }
  const other = others.find(({ value }) => value !== first.value);
  if (other !== undefined) {
    throw badValue(
      other.place,
      `${other.value} units where ${first.place.name} has ${first.value}`,
      'two columns with a covariance are over the units that have both',
    );
  }
  if (missing === null && first.value! > units) {
    throw badValue(first.place, `${first.value} of ${units} units`, 'are the columns swapped?');
  }
  return first.value!;
}

function summarizedMoments(
  n: number,
  { means, variances, covariances }: SummarizedFields,
): Moments {
  const mean = means.map(summaryNumber);
  const spreads = variances.map((field) => spread(n, field));
  const deviations = spreads.map(Math.sqrt);
  const comoment = spreads.flatMap((own, i) => {
    const before = (i * (i - 1)) / 2;
    const shared = covariances.slice(before, before + i).map((field, j) => {
      const sizes = [i, j].map((at) => Math.abs(mean[at]!) + deviations[at]!);
      const limits = { most: deviations[i]! * deviations[j]!, size: sizes[0]! * sizes[1]! };
      return covarianceOf(n, field, limits);
    });
    return [...shared, own];
  });
  checkTogether(comoment, covariances);
  const residual = mean.map(() => 0);
  return { n, mean, residual, comoment: comoment.map((moment) => moment * (n - 1)), third: null };
}

/** Each two measures may go together, and all of them not. */
function checkTogether(moments: readonly number[], covariances: readonly Field[]): void {
  const measures = Math.round((Math.sqrt(8 * moments.length + 1) - 1) / 2);
  if (arePossible(moments, measures)) return;
  const { place } = covariances.find((field) => field.place.line > 0)!;
  const what = 'the covariances contradict one another';
  throw badValue(place, what, 'no data have all of them: are they of the same units?');
}

/** Whether units lack a covariate is 0 or 1 of each. */
function checkLacks(moments: Moments, { means }: SummarizedFields, parts: readonly string[]): void {
  const { n, mean, comoment } = moments;
  const wrong = parts.findIndex((_, i) => {
    const own = comoment[(i * (i + 3)) / 2]! / Math.max(1, n - 1);
    return isLack(parts, i) && !isBinary(n, mean[i]!, own, Math.round(n * mean[i]!));
  });
  if (wrong === -1) return;
  const { text, place } = means[wrong]!;
  const hint = `it is the share of units without ${parts[wrong - 1]}, with the variance of 0s and 1s`;
  throw badValue(place, `${quoted(text)} is not of 0s and 1s`, hint);
}

function spread(n: number, field: Field): number {
  const value = secondMoment(n, field);
  if (value >= 0) return value;
  throw badValue(field.place, `${quoted(field.text)} is negative`, 'a variance is 0 or more');
}

/** A covariance within what the variances allow, which rounding may carry it past. */
function covarianceOf(n: number, field: Field, limits: { most: number; size: number }): number {
  const value = secondMoment(n, field);
  const { most, size } = limits;
  if (Math.abs(value) <= most * (1 + DIGITS) + size * ROUNDING) {
    return Math.min(most, Math.max(-most, value));
  }
  const what = `${quoted(field.text)} is larger than the variances allow`;
  throw badValue(field.place, what, 'a covariance is at most √(variance · variance)');
}

/** The variance of a single unit is no number, so warehouses leave it empty. */
function secondMoment(n: number, field: Field): number {
  return n === 1 && isMissing(field.text, { missing: [] }) ? 0 : summaryNumber(field);
}

function summaryNumber({ text, format, place }: Field): number {
  // A warehouse answers so where one of the values is NaN, or infinite.
  if (/^[+-]?(?:nan|inf|infinity)$/i.test(text)) {
    const hint =
      'a value that it is made of is no number: correct it, make it NULL or leave it out';
    throw badValue(place, `${quoted(text)} is not a number`, hint);
  }
  if (text !== '') return numberAt(text, format, place);
  throw badValue(place, 'there is no value', 'a summary gives mean and variance wherever n > 0');
}

/** As far as the digits of a summary reach, relative: written by hand or by a warehouse. */
const DIGITS = 1e-9;

/** What adding up in doubles leaves of a covariance that is 0, relative to the values' size. */
const ROUNDING = 1e-14;

/**
 * Whether n values with that mean and sample variance can only be 0s and 1s: their sum is whole and
 * Σx² = Σx, as far as the digits of a summary reach.
 */
function isBinary(n: number, mean: number, sampleVariance: number, successes: number): boolean {
  if (mean < 0 || mean > 1) return false;
  // All alike they need no rounding: a single 1e-10 is no 0.
  if (successes === 0 || successes === n) return mean * n === successes && sampleVariance === 0;
  const whole = Math.abs(n * mean - successes) <= DIGITS * n;
  const expected = (mean * (1 - mean) * n) / (n - 1);
  return whole && Math.abs(sampleVariance - expected) <= DIGITS * expected;
}
