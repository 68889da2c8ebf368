import { sum } from 'simple-statistics';
import { fTails } from '../distributions/f-distribution.js';
import { estimatedRate, type PointEstimate } from './point-estimate.js';
import { effectHeterogeneity } from './pooled-effect.js';
import { restrictedError } from './score-statistics.js';
import {
  comparedStrata,
  mantelHaenszelDifference,
  rateDifference,
  type Stratum,
} from './strata.js';
import { isUnknown, type StratumEffect } from './stratified-means.js';
import type { Untestable } from './two-sample-test.js';

/** How it is tested that effects are the same. */
export const HOMOGENEITY_METHODS = ['cochran-q', 'score', 'brown-forsythe'] as const;

/** A test that the effects of all strata are the same. */
export interface Homogeneity {
  method: (typeof HOMOGENEITY_METHODS)[number];
  /** F of 'brown-forsythe', else chi-square. */
  statistic: number;
  /** Of chi-square, or of F's numerator; then a positive real. */
  df: number;
  /** Of F's denominator; `null` for chi-square. */
  denominatorDf: number | null;
  /** In (0, 1]; the smallest positive double where it would underflow. */
  pValue: number;
  logPValue: number;
}

/**
 * The F test that effects are the same: their spread around the average, weighted as that is, against
 * what their variances would make of it, each side with the degrees of freedom of its first two moments.
 * With two strata it is Welch's t-test of the one effect against the other.
 *
 * Weights that follow the units keep it true where Cochran's Q and Welch's F, weighted by precision, are
 * not: Q rejects equal effects in 25 % with 20 strata of 5 normal units an arm, in 29 % with 10 of 495 : 5
 * log-normal ones (bench/segments.mjs).
 * The price is power where a stratum with little variance departs.
 *
 * @param effects as postStratifiedTest takes them.
 * @returns 'TOO_FEW_UNITS' below two, 'ZERO_VARIANCE' where none has any.
 * @see Brown & Forsythe (1974), Technometrics 16, 129–132; the numerator's degrees of freedom, Mehrotra
 * (1997), Communications in Statistics B 26, 1139–1145.
 * @example
 * // Two strata: Welch's t of the one effect against the other, squared.
 * const effects = [
 *   { estimate: 0.02, variance: 0.0001, df: 98, weight: 300 },
 *   { estimate: 0.05, variance: 0.0004, df: 48, weight: 100 },
 * ];
 * const test = brownForsytheTest(effects);
 * if (typeof test === 'string') throw new Error(test);
 * [test.statistic, test.pValue]; // => [ 1.8000, 0.1839 ]
 */
export function brownForsytheTest(effects: readonly StratumEffect[]): Homogeneity | Untestable {
  if (effects.length < 2 || effects.some(isUnknown)) return 'TOO_FEW_UNITS';
  const shares = sharesOf(effects.map(({ weight }) => weight));
  const average = sum(effects.map(({ estimate }, i) => shares[i]! * estimate));
  const spread = sum(effects.map(({ estimate }, i) => shares[i]! * (estimate - average) ** 2));
  // Of each stratum's effect alone, and of what the average leaves of it.
  const own = effects.map(({ variance }, i) => shares[i]! * variance);
  const left = own.map((variance, i) => (1 - shares[i]!) * variance);
  const expected = sum(left);
  if (expected === 0) return 'ZERO_VARIANCE';
  const statistic = spread / expected;
  if (!Number.isFinite(expected) || !Number.isFinite(statistic)) return 'NUMBERS_TOO_LARGE';
  const parts = own.map((variance) => variance / expected);
  const common = sum(parts.map((part, i) => shares[i]! * part));
  const df = 1 / (common ** 2 + sum(parts.map((part, i) => (1 - 2 * shares[i]!) * part ** 2)));
  const denominatorDf = 1 / sum(left.map((part, i) => (part / expected) ** 2 / effects[i]!.df));
  const logPValue = fTails(statistic, df, denominatorDf).logUpper;
  const pValue = Math.max(Number.MIN_VALUE, Math.exp(logPValue));
  return { method: 'brown-forsythe', statistic, df, denominatorDf, pValue, logPValue };
}

/**
 * The chi-square test, df = strata − 1, that rates differ by the same in all strata: squared deviations
 * of the differences from their mean weighted by precision, each over its variance.
 *
 * Where strata are large that is Cochran's Q, with variances as observed. In smaller ones these follow the
 * rates, and Q exceeds its df; there the test is the score test, with the variances that are most likely
 * were the Mantel–Haenszel difference the common one.
 *
 * @returns 'TOO_FEW_UNITS' where fewer than two strata have both arms, or one of them fewer than five
 * successes or failures to be expected in an arm: chi-square is then rough (Cochran 1954, Biometrics 10).
 * @throws {RangeError} unless 0 ≤ successes ≤ n in each arm, all finite.
 * @see Cochran (1954), Biometrics 10, 101–129; Gart & Nam (1990), Biometrics 46, 637–643; the restricted
 * variance, Miettinen & Nurminen (1985), Statistics in Medicine 4, 213–226.
 * @example
 * const test = rateHomogeneityTest([
 *   { control: { successes: 500, n: 5_000 }, treatment: { successes: 580, n: 5_000 } },
 *   { control: { successes: 900, n: 4_000 }, treatment: { successes: 890, n: 4_000 } },
 * ]);
 * if (typeof test === 'string') throw new Error(test);
 * [test.statistic, test.df, test.pValue]; // => [ 2.7303, 1, 0.0985 ]
 */
export function rateHomogeneityTest(strata: readonly Stratum[]): Homogeneity | Untestable {
  const compared = comparedStrata(strata);
  const expected = compared.map(leastExpected);
  if (compared.length < 2 || Math.min(...expected) < FEW_EXPECTED) return 'TOO_FEW_UNITS';
  // A difference of rates over its observed variance, squared, is 1 + 2 ÷ (expected count) on average.
  const excess = sum(expected.map((count) => 2 / count));
  const large = excess < NEGLIGIBLE * Math.sqrt(2 * (compared.length - 1));
  const test = effectHeterogeneity(large ? observedEffects(compared) : restrictedEffects(compared));
  if (typeof test === 'string') return test;
  const { statistic, df, pValue, logPValue } = test;
  const method = large ? 'cochran-q' : 'score';
  return { method, statistic, df, denominatorDf: null, pValue, logPValue };
}

/** As is usual for chi-square (Cochran 1954, Biometrics 10, 417–451). */
const FEW_EXPECTED = 5;

/** Of chi-square's standard deviation √(2 df): moves a level of 5 % to 5.5 % at most, by simulation. */
const NEGLIGIBLE = 0.05;

/** The fewest successes or failures that an arm would have, were both rates the same. */
function leastExpected({ control, treatment }: Stratum): number {
  const units = control.n + treatment.n;
  const successes = control.successes + treatment.successes;
  return (Math.min(successes, units - successes) / units) * Math.min(control.n, treatment.n);
}

function observedEffects(strata: readonly Stratum[]): PointEstimate[] {
  return strata.map(({ control, treatment }) => {
    const variance = estimatedRate(control).variance + estimatedRate(treatment).variance;
    return { estimate: rateDifference({ control, treatment }), variance };
  });
}

function restrictedEffects(strata: readonly Stratum[]): PointEstimate[] {
  const common = mantelHaenszelDifference(strata)!.estimate;
  return strata.map(({ control, treatment }) => {
    const units = control.n + treatment.n;
    const variance = restrictedError(control, treatment, common) ** 2 * (units / (units - 1));
    return { estimate: rateDifference({ control, treatment }), variance };
  });
}

function sharesOf(weights: readonly number[]): number[] {
  const total = sum([...weights]);
  return weights.map((weight) => weight / total);
}
