import { sum } from 'simple-statistics';
import type { Alternative } from '../alternative.js';
import { studentReference } from '../distributions/reference-distribution.js';
import { comparedStrata, rateDifference, type Stratum, weight } from './strata.js';
import type { ReferenceOf, StratifiedEffect } from './stratified-effect.js';
import { agreeing, type Untestable } from './two-sample-test.js';

/**
 * The Mantel–Haenszel difference of rates, treatment − control in [−1, 1], with the score test that it
 * is 0, which is the Cochran–Mantel–Haenszel test without continuity correction, and that test's interval.
 *
 * The numerator R = Σ w (difference − δ), w = n m/(n + m), is judged by its variance were δ the common
 * difference. Given all successes S of a stratum of N, with control's n and treatment's m,
 *   N/(N − 1) · (S (N − S)/N − w δ²) and δ (1 − 2 (S − m δ)/N − δ)
 * have the expectations of n·v꜀ + m·vₜ and vₜ − v꜀ of the arms' variances p (1 − p), so that variance is
 * unbiased in strata of any size, pairs too, and a parabola in δ; where events are so few that it falls
 * short of the least that a difference of δ can have, that least is taken.
 *
 * @throws {RangeError} unless 0 ≤ successes ≤ n in each arm, all finite.
 * @see Mantel & Haenszel (1959), JNCI 22, 719–748, for δ = 0; Miettinen & Nurminen (1985), Statistics in
 * Medicine 4, 213–226, for inverting it; Sato (1989), Biometrics 45, 1323–1324, whose variance is
 * unbiased in the same way but random where the null is true; Klingenberg (2014), Statistics in Medicine
 * 33, 2968–2983, for inverting a parabola.
 * @param referenceOf by what the statistic is judged, where it is looked at again and again.
 * @returns 'TOO_FEW_UNITS' where no stratum has both arms.
 * @example
 * // The Cochran–Mantel–Haenszel test, with an interval: admissions to Berkeley, as of mantelHaenszelTest.
 * const departments = [[512, 825, 89, 108], [353, 560, 17, 25], [120, 325, 202, 593],
 *   [138, 417, 131, 375], [53, 191, 94, 393], [22, 373, 24, 341]] as const;
 * const test = stratifiedRateTest(
 *   departments.map(([men, ofMen, women, ofWomen]) => ({
 *     control: { successes: men, n: ofMen },
 *     treatment: { successes: women, n: ofWomen },
 *   })),
 *   'two-sided',
 * );
 * if (typeof test === 'string') throw new Error(test);
 * test.pValue; // => 0.2169
 */
export function stratifiedRateTest(
  strata: readonly Stratum[],
  alternative: Alternative,
  referenceOf: ReferenceOf = studentReference,
): StratifiedEffect | Untestable {
  const compared = comparedStrata(strata);
  if (compared.length === 0) return 'TOO_FEW_UNITS';
  const score: Score = {
    excess: sum(compared.map((s) => weight(s) * rateDifference(s))),
    weights: sum(compared.map(weight)),
    variance: unbiasedVariance(compared),
    ...leastVariances(compared),
  };
  const estimate = score.excess / score.weights;
  const reference = referenceOf(null);
  const statistic = score.excess === 0 ? 0 : score.excess / Math.sqrt(score.variance.constant);
  const p = reference.pValue(statistic, alternative);
  const critical = (level: number) => reference.criticalValue(level, alternative);
  return {
    estimate,
    variance: varianceAt(score, estimate) / score.weights ** 2,
    statistic,
    df: null,
    ...p,
    criticalValue: critical,
    pValueAt: (difference) => {
      const excess = score.excess - difference * score.weights;
      const error = Math.sqrt(varianceAt(score, difference));
      return reference.pValue(excess === 0 ? 0 : excess / error, alternative);
    },
    interval: (level) =>
      agreeing(fittingDifferences(score, critical(level)), alternative, {
        rejected: p.pValue < level,
        estimate,
      }),
  };
}

/** constant + linear·δ + square·δ², never convex. */
interface Parabola {
  constant: number;
  linear: number;
  square: number;
}

/** What the test is made of: R at δ = 0, Σ w, the variance of R by δ, and the least it can be on either side. */
interface Score {
  excess: number;
  weights: number;
  variance: Parabola;
  leastAbove: Parabola;
  leastBelow: Parabola;
}

function unbiasedVariance(strata: readonly Stratum[]): Parabola {
  const terms = strata.map((stratum) => {
    const [n, m] = [stratum.control.n, stratum.treatment.n];
    const [units, successes] = [n + m, stratum.control.successes + stratum.treatment.successes];
    const [w, rate, skew] = [weight(stratum), successes / units, (n - m) / units];
    return {
      constant: (w * rate * (units - successes)) / (units - 1),
      linear: w * skew * (1 - 2 * rate),
      square: -w * (w / (units - 1) + skew ** 2),
    };
  });
  return {
    constant: sum(terms.map(({ constant }) => constant)),
    linear: sum(terms.map(({ linear }) => linear)),
    square: sum(terms.map(({ square }) => square)),
  };
}

/**
 * The variance of R where the lower rate is 0, or in strata where most succeed the higher one is 1:
 * |δ| (1 − |δ|) over the units of the other arm, with Miettinen & Nurminen's N/(N − 1).
 */
function leastVariances(strata: readonly Stratum[]): Pick<Score, 'leastAbove' | 'leastBelow'> {
  const terms = strata.map((stratum) => {
    const { control, treatment } = stratum;
    const units = control.n + treatment.n;
    const scale = (weight(stratum) ** 2 * units) / (units - 1);
    const rare = control.successes + treatment.successes <= units / 2;
    const [above, below] = rare ? [treatment, control] : [control, treatment];
    return { above: scale / above.n, below: scale / below.n };
  });
  const above = sum(terms.map((term) => term.above));
  const below = sum(terms.map((term) => term.below));
  return {
    leastAbove: { constant: 0, linear: above, square: -above },
    leastBelow: { constant: 0, linear: -below, square: -below },
  };
}

function varianceAt({ variance, leastAbove, leastBelow }: Score, difference: number): number {
  const least = difference > 0 ? leastAbove : leastBelow;
  return Math.max(valueAt(variance, difference), valueAt(least, difference), 0);
}

function valueAt({ constant, linear, square }: Parabola, at: number): number {
  return constant + at * (linear + at * square);
}

/** From the least to the largest difference within `critical` standard errors of what was seen. */
function fittingDifferences(score: Score, critical: number): { lower: number; upper: number } {
  const estimate = score.excess / score.weights;
  const fitting = [
    { lower: estimate, upper: estimate },
    ...within(score, score.variance, critical, [-1, 1]),
    ...within(score, score.leastAbove, critical, [0, 1]),
    ...within(score, score.leastBelow, critical, [-1, 0]),
  ];
  const lower = Math.min(...fitting.map((part) => part.lower));
  const upper = Math.max(...fitting.map((part) => part.upper));
  // A critical value below 0, of a one-sided level above ½, swaps the ends.
  return critical < 0 ? { lower: upper, upper: lower } : { lower, upper };
}

/** Where (R − δ Σw)² ≤ critical² · variance(δ): between the roots of a quadratic, if it has any there. */
function within(
  { excess, weights }: Score,
  variance: Parabola,
  critical: number,
  [least, most]: readonly [number, number],
): { lower: number; upper: number }[] {
  const z2 = critical ** 2;
  const a = weights ** 2 - z2 * variance.square;
  const b = excess * weights + (z2 * variance.linear) / 2;
  const c = excess ** 2 - z2 * variance.constant;
  const discriminant = b * b - a * c;
  if (!(discriminant >= 0)) return [];
  // In the form in which nothing cancels.
  const far = b + (b < 0 ? -1 : 1) * Math.sqrt(discriminant);
  const roots = far === 0 ? [0, 0] : [far / a, c / far];
  const [lower, upper] = [Math.max(least, Math.min(...roots)), Math.min(most, Math.max(...roots))];
  return lower <= upper ? [{ lower, upper }] : [];
}
