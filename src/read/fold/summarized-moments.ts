import type { Spread } from '../../experiment/summary-layout.js';
import { type Moments, triples } from '../../stats/moments.js';
import { arePossible } from '../../stats/numeric/least-squares.js';
import { isMissing } from '../reading.js';
import { badValue, numberAt, quoted } from '../values/values.js';
import type { Field } from './fields.js';

/** The moments that a row of a summary says of one metric. */
export interface MomentFields {
  means: Field[];
  variances: SpreadField[];
  covariances: Field[];
  /** `null` where the summary has no columns of third moments. */
  thirds: Field[] | null;
}

/** How far values spread, and how that is said. */
export interface SpreadField extends Field {
  spread: Spread;
}

/** As far as the digits of a summary reach, relative: written by hand or by a warehouse. */
export const DIGITS = 1e-9;

/** What adding up in doubles leaves of a covariance that is 0, relative to the values' size. */
const ROUNDING = 1e-14;

/**
 * The moments of n units, one or more, as a row of a summary says them.
 *
 * @throws {UserError} when a number is missing, or they cannot be those of one sample.
 */
export function summarizedMoments(
  n: number,
  { means, variances, covariances, thirds }: MomentFields,
): Moments {
  const mean = means.map(summaryNumber);
  const spreads = variances.map((field) => varianceOf(n, field));
  const deviations = spreads.map(Math.sqrt);
  const sizes = mean.map((own, i) => ({ mean: Math.abs(own), deviation: deviations[i]! }));
  const comoment: number[] = [];
  for (let i = 0, next = 0; i < spreads.length; i++) {
    for (let j = 0; j < i; j++) {
      comoment.push(covarianceOf(n, covariances[next++]!, sizes[i]!, sizes[j]!));
    }
    comoment.push(spreads[i]!);
  }
  checkTogether(comoment, covariances);
  const residual = mean.map(() => 0);
  const third = thirdMoments(n, thirds, sizes);
  return { n, mean, residual, comoment: comoment.map((moment) => moment * (n - 1)), third };
}

/** How far from 0 values of one measure lie, and how far from one another. */
interface Size {
  mean: number;
  deviation: number;
}

/** Each two measures may go together, and all of them not. */
function checkTogether(moments: readonly number[], covariances: readonly Field[]): void {
  if (covariances.length === 0) return;
  const measures = Math.round((Math.sqrt(8 * moments.length + 1) - 1) / 2);
  if (arePossible(moments, measures)) return;
  const { place } = covariances.find((field) => field.place.line > 0)!;
  const what = 'the covariances contradict one another';
  throw badValue(place, what, 'no data have all of them: are they of the same units?');
}

/** Third moments as sums over units; `null` where the row does not have them all. */
function thirdMoments(
  n: number,
  fields: readonly Field[] | null,
  sizes: readonly Size[],
): number[] | null {
  const places = triples(sizes.length);
  // The only unit is at the mean.
  if (n === 1) return places.map(() => 0);
  if (fields === null || fields.some(({ text }) => isMissing(text, { missing: [] }))) return null;
  // No unit is further from the mean than √(n − 1) of the deviations that have n below the line.
  const most = Math.sqrt(n - 1) * ((n - 1) / n) ** 1.5;
  return fields.map((field, at) => {
    const value = summaryNumber(field);
    const product = (of: (i: number) => number) => places[at]!.reduce((all, i) => all * of(i), 1);
    const limit = most * product((i) => sizes[i]!.deviation);
    const rounding = ROUNDING * product((i) => sizes[i]!.mean + sizes[i]!.deviation);
    if (Math.abs(value) <= limit * (1 + DIGITS) + rounding) {
      return n * Math.min(limit, Math.max(-limit, value));
    }
    const what = `${quoted(field.text)} is larger than ${n} units with these variances allow`;
    throw badValue(field.place, what, 'a third moment is Σ(x − mean)³ ÷ n, in the unit cubed');
  });
}

/** The sample variance. */
function varianceOf(n: number, field: SpreadField): number {
  const value = secondMoment(n, field);
  if (value < 0) {
    const hint = `a ${field.spread} is 0 or more`;
    throw badValue(field.place, `${quoted(field.text)} is negative`, hint);
  }
  switch (field.spread) {
    case 'variance':
      return value;
    case 'standard deviation':
      return value * value;
    case 'standard error':
      return n * value * value;
  }
}

/** A covariance within what the variances allow, which rounding may carry it past. */
function covarianceOf(n: number, field: Field, a: Size, b: Size): number {
  const value = secondMoment(n, field);
  const most = a.deviation * b.deviation;
  const size = (a.mean + a.deviation) * (b.mean + b.deviation);
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
