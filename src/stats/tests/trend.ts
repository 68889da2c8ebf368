import { sum } from 'simple-statistics';
import type { Alternative } from '../alternative.js';
import { normalTails } from '../distributions/normal.js';
import { pValueOf } from '../distributions/reference-distribution.js';
import { studentTails } from '../distributions/student.js';
import { type Moments, variance } from '../moments.js';
import { type Counts, requireCounts } from './score-statistics.js';
import type { Untestable } from './two-sample-test.js';

/** A test that a metric does not change along ordered doses. */
export interface TrendTest {
  /** Change of the metric, in its unit, per unit of the doses. */
  slope: number;
  /** Positive where the metric rises with the doses; squared, it is the chi-square of df 1 of rates. */
  statistic: number;
  /** Degrees of freedom of t; `null` for the z of rates. */
  df: number | null;
  /** In (0, 1]; the smallest positive double where it would underflow. */
  pValue: number;
  logPValue: number;
}

/**
 * The Cochran–Armitage test that a rate has no linear trend over doses, such as how strongly each
 * variant personalizes. With two arms it is the pooled two-proportion z-test.
 *
 * @param arms two or more; an empty one counts for nothing. @param doses one an arm, finite, not all
 * the same; their differences matter, not their zero or unit.
 * @throws {RangeError} outside these.
 * @see Armitage (1955), Biometrics 11, 375–386; Cochran (1954), Biometrics 10, 417–451.
 * Error: 1e-12 relative, against R's prop.trend.test.
 * @example
 * // Smokers among lung cancer patients in four studies: Fleiss (1981), p. 139, as R's prop.trend.test has them.
 * const smokers = [[83, 86], [90, 93], [129, 136], [70, 82]] as const;
 * const arms = smokers.map(([successes, n]) => ({ successes, n }));
 * const test = proportionTrend(arms, [1, 2, 3, 4], 'two-sided');
 * if (typeof test === 'string') throw new Error(test);
 * [test.statistic ** 2, test.pValue]; // => [ 8.2249, 0.004132 ]
 */
export function proportionTrend(
  arms: readonly Counts[],
  doses: readonly number[],
  alternative: Alternative,
): TrendTest | Untestable {
  requireDoses(arms.length, doses);
  for (const arm of arms) requireCounts(arm);
  const units = sum(arms.map(({ n }) => n));
  const successes = sum(arms.map((arm) => arm.successes));
  if (units === 0) return 'TOO_FEW_UNITS';
  const rate = successes / units;
  const centred = centredDoses(
    doses,
    arms.map(({ n }) => n),
  );
  const spread = sum(arms.map(({ n }, i) => n * centred[i]! ** 2));
  if (spread === 0) return 'TOO_FEW_UNITS';
  if (successes === 0 || successes === units) return 'ZERO_VARIANCE';
  const slope = sum(arms.map((arm, i) => centred[i]! * (arm.successes - arm.n * rate))) / spread;
  const statistic = slope * Math.sqrt(spread / (rate * ((units - successes) / units)));
  return { slope, statistic, df: null, ...pValueOf(normalTails(statistic), alternative) };
}

/**
 * The test that means have no linear trend over doses: the contrast Σ (dose − mean dose) · mean,
 * each arm with its own variance, against t with Satterthwaite's degrees of freedom. With two arms it
 * is Welch's test.
 *
 * @param arms moments of the metric, two arms or more, each of two units or more.
 * @param doses one an arm, finite, not all the same.
 * @throws {RangeError} when the doses are not so.
 * @see Satterthwaite (1946), Biometrics Bulletin 2, 110–114; Welch (1951), Biometrika 38, 330–336.
 * Error: 2e-13 relative, against R.
 * @example
 * const arms = [summaryMoments(10, 20, 4), summaryMoments(12, 21, 5), summaryMoments(11, 23, 6)];
 * const test = meanTrend(arms, [0, 1, 2], 'two-sided');
 * if (typeof test === 'string') throw new Error(test);
 * [test.statistic, test.df, test.pValue]; // => [ 3.0853, 18.8068, 0.0061 ]
 */
export function meanTrend(
  arms: readonly Moments[],
  doses: readonly number[],
  alternative: Alternative,
): TrendTest | Untestable {
  requireDoses(arms.length, doses);
  if (arms.some(({ n }) => n < 2)) return 'TOO_FEW_UNITS';
  const weights = centredDoses(
    doses,
    doses.map(() => 1),
  );
  const errors = arms.map((arm, i) => (weights[i]! ** 2 * variance(arm)) / arm.n);
  const spread = sum(errors);
  if (spread === 0) return 'ZERO_VARIANCE';
  if (!Number.isFinite(spread)) return 'NUMBERS_TOO_LARGE';
  // As shares of the whole, so that squares neither overflow nor vanish.
  const df = 1 / sum(arms.map(({ n }, i) => (errors[i]! / spread) ** 2 / (n - 1)));
  // From the first arm on: weights that add up to 0 only nearly would multiply a large common mean.
  const contrast = sum(arms.map(({ mean }, i) => weights[i]! * (mean[0]! - arms[0]!.mean[0]!)));
  const statistic = contrast / Math.sqrt(spread);
  const slope = contrast / sum(weights.map((weight) => weight ** 2));
  return { slope, statistic, df, ...pValueOf(studentTails(statistic, df), alternative) };
}

/** Doses minus their weighted mean; relative to the first, so that years lose no digits. */
function centredDoses(doses: readonly number[], weights: readonly number[]): number[] {
  const away = doses.map((dose) => dose - doses[0]!);
  const mean = sum(away.map((dose, i) => dose * weights[i]!)) / sum(weights);
  return away.map((dose) => dose - mean);
}

function requireDoses(arms: number, doses: readonly number[]): void {
  const varied = doses.every(Number.isFinite) && doses.some((dose) => dose !== doses[0]);
  if (arms !== doses.length || !varied) {
    throw new RangeError(
      `a trend over ${arms} arms needs as many doses, not all the same: ${doses.join(', ')}`,
    );
  }
}
