import type { Alternative } from '../alternative.js';
import { type PValue, studentReference } from '../distributions/reference-distribution.js';
import type { Sample } from '../ordered-values.js';
import { logChoose, permutationReference } from './rank-permutations.js';
import {
  areAllAlike,
  type Groups,
  placementsOf,
  rankedValues,
  tiedGroups,
} from './rank-placements.js';
import type { Untestable } from './two-sample-test.js';

/** Brunner and Munzel's test of two samples by ranks. */
export interface BrunnerMunzelTest {
  /** Student's t, or for small samples permutations of the units over the arms. */
  distribution: 't' | 'permutations';
  /** Pairs in which the treatment's value is the larger, ties counting half: from 0 to n · m. */
  u: number;
  /** (superiority − ½) ÷ its standard error; `null` where the samples do not overlap, so that it is infinite. */
  statistic: number | null;
  /** Of Student's t; `null` with permutations. */
  df: number | null;
  /** In (0, 1]; the smallest positive double where it would underflow. */
  pValue: number;
  logPValue: number;
  /** U ÷ (n · m): the probability that a treated unit's value is larger than a control's, + half of ties. */
  superiority: number;
  /**
   * The values of that probability that the test does not reject at this level, within [0, 1], so that ½
   * is left out exactly when p < level; one-sided up to 1 or down to 0. `null` where the samples do not
   * overlap, so that the spread is unknown.
   */
  superiorityInterval(level: number): { lower: number; upper: number } | null;
}

/**
 * The test that a unit of the treatment exceeds one of the control as often as it falls short of it. Unlike
 * Mann and Whitney's it does not take the distributions to be the same otherwise, so that it inverts to an
 * interval. Small samples are judged by permutations, which hold exactly where the distributions are the
 * same: all of them, or 9,999 drawn with a fixed seed. Fewer than ten units against very many are too few.
 *
 * @param control one number a unit, finite or infinite, like `treatment`, in time n log n; or counted values.
 * @param alternative 'greater': the treatment's tend to be larger.
 * @throws {RangeError} when a value is NaN.
 * @see Brunner & Munzel (2000), Biometrical Journal 42, 17–25, with Satterthwaite's degrees of freedom;
 * Neubert & Brunner (2007), Computational Statistics & Data Analysis 51, 5192–5204 (permutations).
 * Error: 1e-11 in p and the ends of intervals, against R.
 * @example
 * // Pain after surgery: Brunner & Munzel (2000), Biometrical Journal 42, 17–25.
 * const control = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1];
 * const treatment = [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4];
 * const test = brunnerMunzelTest(control, treatment, 'two-sided');
 * if (typeof test === 'string') throw new Error(test);
 * [test.pValue, test.superiority]; // => [ 0.005786, 0.788961 ]
 * test.superiorityInterval(0.05); // => { lower: 0.5952169, upper: 0.9827052 }
 */
export function brunnerMunzelTest(
  control: Sample,
  treatment: Sample,
  alternative: Alternative,
): BrunnerMunzelTest | Untestable {
  const [before, after] = [rankedValues(control), rankedValues(treatment)];
  const [n, m] = [before.units, after.units];
  if (n < 2 || m < 2) return 'TOO_FEW_UNITS';
  if (areAllAlike(before, after)) return 'ZERO_VARIANCE';
  const groups = tiedGroups(before, after);
  const { u, estimate, variance, df } = placementsOf(groups, n, m);
  if (variance === 0) return apart(groups, { u, estimate, n, m }, alternative);
  const permuted = permutationReference(groups, n, m);
  if (permuted === 'TOO_FEW_UNITS') return permuted;
  const statistic = (estimate - 0.5) / Math.sqrt(variance);
  const reference = permuted ?? studentReference(df);
  const p = reference.pValue(statistic, alternative);
  return {
    distribution: permuted === null ? 't' : 'permutations',
    u,
    statistic,
    df: reference.df,
    ...p,
    superiority: estimate,
    superiorityInterval: (level) => {
      const reach = reference.criticalValue(level, alternative) * Math.sqrt(variance);
      const rejected = p.pValue < level;
      return agreeingWithHalf(estimate, reach, rejected, alternative);
    },
  };
}

function agreeingWithHalf(
  estimate: number,
  reach: number,
  rejected: boolean,
  alternative: Alternative,
): { lower: number; upper: number } {
  const above = alternative === 'two-sided' ? estimate > 0.5 : alternative === 'greater';
  const lower = alternative === 'less' ? 0 : Math.max(0, estimate - reach);
  const upper = alternative === 'greater' ? 1 : Math.min(1, estimate + reach);
  // Solving for an end rounds; the decision is the p-value's.
  return {
    lower: rejected && above ? Math.max(lower, 0.5 + Number.EPSILON) : Math.min(lower, 0.5),
    upper: rejected && !above ? Math.min(upper, 0.5 - Number.EPSILON) : Math.max(upper, 0.5),
  };
}

/** Samples that do not overlap: no spread is seen, but of all ways to deal out the units so few are as far apart. */
function apart(
  groups: Groups,
  { u, estimate, n, m }: { u: number; estimate: number; n: number; m: number },
  alternative: Alternative,
): BrunnerMunzelTest {
  const toward = estimate > 0.5 ? 'greater' : 'less';
  // The other way round the units of the smallest, or of the largest, values have to fill an arm as well.
  const fills = (arm: number) => {
    let units = 0;
    for (const { controls, treated } of groups.blocks()) {
      for (let i = 0; i < controls.length; i += 1) {
        units += controls[i]! + treated[i]!;
        if (units >= arm) return units === arm;
      }
    }
    return false;
  };
  const opposite = fills(estimate > 0.5 ? m : n) ? 1 : 0;
  const ways = alternative === 'two-sided' ? 1 + opposite : 1;
  const logPValue =
    alternative !== 'two-sided' && alternative !== toward
      ? 0
      : Math.min(0, Math.log(ways) - logChoose(n + m, n));
  const p: PValue = { pValue: Math.max(Number.MIN_VALUE, Math.exp(logPValue)), logPValue };
  return {
    distribution: 'permutations',
    u,
    statistic: null,
    df: null,
    ...p,
    superiority: estimate,
    superiorityInterval: () => null,
  };
}
