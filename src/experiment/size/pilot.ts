import { combinedMoments } from '../../stats/combined-moments.js';
import { type Moments, skewness, variance } from '../../stats/moments.js';
import { sharedRegressions } from '../../stats/numeric/least-squares.js';
import {
  leastNoise,
  noiseOfUnits,
  type SizeNoise,
  type UnitDeviation,
} from '../../stats/power/noise-of-size.js';
import type { Capped, VariantAggregates } from '../aggregates.js';
import { linearized } from '../compare/linearized.js';
import type { MetricKind } from '../metric-kind.js';
import type { Baseline } from './baseline.js';

/** What past data say of a metric's units, to plan a test by. */
export interface Pilot {
  kind: Exclude<MetricKind, 'quantile'>;
  /** Units with a value. */
  n: number;
  /** The rate, the mean, or the ratio of means. */
  mean: number;
  /** Of a unit; of a ratio as the delta method has it, so that sd² ÷ n is the variance of the ratio. */
  sd: number;
  /** What a test is planned by: for one that is adjusted, what covariates leave of the standard deviation. */
  baseline: Baseline;
  /** What covariates explain of the variance, a share, less what as many columns of noise would; `null` without. */
  explained: number | null;
  /** Of what the test is about; `null` where it is not known, or does not matter to a rate. */
  skewness: number | null;
  /** Of a rate: the successes, whose interval has the noise. */
  successes: number | null;
  /** Of others; `isLeast` where no single values are known, and the noise is at least this. */
  noise: (SizeNoise & { isLeast: boolean }) | null;
}

/** Why nothing can be planned by data: too few units, all alike, or no denominator. */
export type NoPilot = 'TOO_FEW_UNITS' | 'ZERO_VARIANCE' | 'ZERO_DENOMINATOR';

/** With fewer units Bonett's interval of a standard deviation does not exist. */
const FEWEST_UNITS = 5;

/**
 * What the units of one variant say of a metric, or why they say nothing to plan by.
 *
 * The covariates' share is that of a regression within the variant, with the degrees of freedom that it takes
 * (Ezekiel 1930, Methods of Correlation Analysis, ch. 7: R² adjusted), so that a size is 1 − share of the size
 * without them (Borm, Fransen & Lemmens 2007, Journal of Clinical Epidemiology 60, 1234–1238).
 *
 * @param metric which of the aggregates' metrics, its kind, and the cap that its values were brought to
 */
export function pilotOf(
  { samples, unitValues }: VariantAggregates,
  { index, kind, cap }: { index: number; kind: Pilot['kind']; cap: Capped | null },
): Pilot | NoPilot {
  const { moments, successes } = samples[index]!;
  if (moments.n < FEWEST_UNITS) return 'TOO_FEW_UNITS';
  const own = kind === 'ratio' ? linearized(moments) : moments;
  if (own === null) return 'ZERO_DENOMINATOR';
  const sd = Math.sqrt(variance(own));
  const mean = own.mean[0]!;
  // Next to 0 the denominator leads out of the range of numbers.
  if (sd === Number.POSITIVE_INFINITY) return 'ZERO_DENOMINATOR';
  if (!(sd > 0)) return 'ZERO_VARIANCE';
  const columns = own.mean.length - 1;
  if (kind === 'proportion' && columns === 0) {
    const about = { kind, n: own.n, mean, sd, successes, explained: null };
    return { ...about, baseline: { kind, rate: mean }, skewness: null, noise: null };
  }
  const fit = lineOf(own);
  if (!(fit.sd > 0)) return 'ZERO_VARIANCE';
  const units = unitValues?.flatMap((row) => {
    const values = row[index]!;
    return values.includes(null) ? [] : [values as readonly number[]];
  });
  const deviations = units?.map((values) => deviationOf(values, moments, kind, fit.slopes, cap));
  const noise = deviations
    ? { ...noiseOfUnits(deviations, mean), isLeast: false }
    : { ...leastNoise(own.n, { mean, ...fit }), isLeast: true };
  return {
    kind,
    n: own.n,
    mean,
    sd,
    baseline: { kind: 'mean', mean, sd: fit.sd },
    explained: columns === 0 ? null : 1 - (fit.sd / sd) ** 2,
    skewness: fit.skewness,
    successes: null,
    noise,
  };
}

/** What the other measurements leave of the first: its standard deviation and skewness, and their slopes. */
function lineOf(own: Moments): { sd: number; skewness: number | null; slopes: number[] } {
  const most = Math.floor((own.n - 1) / 2);
  const { fits, rank } = sharedRegressions([own.comoment], own.mean.length - 1, most);
  const { slopes, rest } = fits[0]!;
  const left = combinedMoments(own, [[1, ...slopes.map((slope) => -slope)]]);
  return { sd: Math.sqrt(rest / (own.n - 1 - rank)), skewness: skewness(left), slopes };
}

function deviationOf(
  values: readonly number[],
  { mean }: Moments,
  kind: Pilot['kind'],
  slopes: readonly number[],
  cap: Capped | null,
): UnitDeviation {
  const least = cap?.lower?.limit ?? Number.NEGATIVE_INFINITY;
  const value = Math.min(cap?.limit ?? Number.POSITIVE_INFINITY, Math.max(least, values[0]!));
  const weight = kind === 'ratio' ? values[1]! / mean[1]! : 1;
  const own =
    kind === 'ratio' ? (value - (mean[0]! / mean[1]!) * values[1]!) / mean[1]! : value - mean[0]!;
  const first = values.length - slopes.length;
  const rest = slopes.reduce(
    (left, slope, i) => left - slope * (values[first + i]! - mean[first + i]!),
    own,
  );
  return { own, rest, weight };
}

/**
 * By how many times the squared relative error of a mean or ratio over units is that which the same rows would
 * have were each a unit: Kish's design effect, with what the number of rows varies by.
 *
 * @param rows the moments of the rows. @see Kish (1965), Survey Sampling, §8.2.
 */
export function designEffect(
  { n, mean, sd }: Pilot,
  rows: Moments,
  kind: MetricKind,
): number | null {
  const own = kind === 'ratio' ? linearized(rows) : rows;
  if (own === null || own.n < 2) return null;
  const asRows = variance(own) / own.n / own.mean[0]! ** 2;
  const effect = sd ** 2 / n / mean ** 2 / asRows;
  return Number.isFinite(effect) ? effect : null;
}
