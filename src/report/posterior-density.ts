import { priorOf } from '../experiment/compare/posterior.js';
import type { ComparisonReport } from './comparison-report.js';

/** How likely each value of an arm is after the data, relative to the likeliest of both arms. */
export interface PosteriorDensity {
  variant: string;
  points: (readonly [value: number, density: number])[];
}

/** Beyond so many deviations there is nothing to be seen. */
const REACH = 4;
const POINTS = 120;

/**
 * The posteriors of both arms over common values, 0–1; `null` where none was asked for, or it is none of a rate or a mean.
 *
 * @see Gelman et al. (2013), Bayesian Data Analysis, section 2.4 and eq. (2.12).
 */
export function posteriorDensities(
  comparison: ComparisonReport,
): [control: PosteriorDensity, treatment: PosteriorDensity] | null {
  const arms = armsOf(comparison);
  if (arms === null) return null;
  const least = Math.min(...arms.map(({ mean, sd }) => mean - REACH * sd));
  const most = Math.max(...arms.map(({ mean, sd }) => mean + REACH * sd));
  if (!(most > least)) return null;
  const isRate = comparison.kind === 'proportion';
  const [from, to] = isRate ? [Math.max(0, least), Math.min(1, most)] : [least, most];
  // Between the ends: at a rate of 0 or 1 a beta density may be 0 times infinity, or infinite.
  const values = Array.from(
    { length: POINTS },
    (_, i) => from + ((to - from) * (i + 0.5)) / POINTS,
  );
  const logs = arms.map(({ logDensity }) => values.map(logDensity));
  const highest = Math.max(...logs.flat());
  const [control, treatment] = arms.map(({ variant }, arm) => ({
    variant,
    points: values.map((value, i) => [value, Math.exp(logs[arm]![i]! - highest)] as const),
  }));
  return [control!, treatment!];
}

interface PosteriorArm {
  variant: string;
  mean: number;
  sd: number;
  /** The logarithm of its density, but for what is the same of both arms. */
  logDensity: (value: number) => number;
}

function armsOf({ kind, posterior, control, treatment }: ComparisonReport): PosteriorArm[] | null {
  if (posterior === null) return null;
  const arms = [control, treatment];
  if (kind === 'mean' && arms.every(({ variance }) => variance !== null && variance > 0)) {
    return arms.map(({ variant, n, mean, variance }) => normalArm(variant, mean, variance! / n));
  }
  if (kind !== 'proportion') return null;
  const counts = arms.map(({ successes, n }) => ({ successes: successes!, n }));
  const [a, b] = priorOf(posterior.prior, counts[0]!, counts[1]!);
  return counts.map(({ successes, n }, i) => {
    return betaArm(arms[i]!.variant, successes + a, n - successes + b);
  });
}

function normalArm(variant: string, mean: number, errorVariance: number): PosteriorArm {
  const logDensity = (value: number) =>
    -((value - mean) ** 2) / (2 * errorVariance) - Math.log(errorVariance) / 2;
  return { variant, mean, sd: Math.sqrt(errorVariance), logDensity };
}

function betaArm(variant: string, a: number, b: number): PosteriorArm {
  const mean = a / (a + b);
  const sd = Math.sqrt((mean * (1 - mean)) / (a + b + 1));
  // About its mean, where both logarithms are near 0, and as high there as a normal of its spread.
  const logDensity = (value: number) =>
    (a - 1) * Math.log(value / mean) + (b - 1) * Math.log((1 - value) / (1 - mean)) - Math.log(sd);
  return { variant, mean, sd, logDensity };
}
