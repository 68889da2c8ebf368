import type { Alternative } from '../alternative.js';
import { normalTails } from '../distributions/normal.js';
import { pValueOf } from '../distributions/reference-distribution.js';
import type { Sample } from '../ordered-values.js';
import { areAllAlike, type Groups, pairsWon, rankedValues, tiedGroups } from './rank-placements.js';
import { rankSumTails } from './rank-sum.js';
import type { Untestable } from './two-sample-test.js';

/**
 * Wilcoxon's, Mann and Whitney's test of two samples by ranks, for "both have the same distribution". It
 * inverts to no interval of the superiority; brunnerMunzelTest has one.
 */
export interface MannWhitneyTest {
  /** 'exact' for small samples without ties, as R has it; else normal, corrected for ties. */
  distribution: 'exact' | 'normal';
  /** Pairs in which the treatment's value is the larger, ties counting half: from 0 to n · m. */
  u: number;
  /** The standardized U; `null` where the distribution is exact. */
  statistic: number | null;
  /** In (0, 1]; the smallest positive double where it would underflow. */
  pValue: number;
  logPValue: number;
  /** U ÷ (n · m): the probability that a treated unit's value is larger than a control's, + half of ties. */
  superiority: number;
}

/** Below so many units in each arm, and without ties, p is exact (R's wilcox.test). */
const EXACT_BELOW = 50;

/**
 * The test that values of the treatment tend to be neither larger nor smaller than the control's.
 *
 * @param control one number a unit, finite or infinite, like `treatment`, in time n log n; or counted values.
 * @param alternative 'greater': the treatment's tend to be larger.
 * @throws {RangeError} when a value is NaN.
 * @see Mann & Whitney (1947), Annals of Mathematical Statistics 18, 50–60; the correction for ties,
 * Lehmann (1975), Nonparametrics, eq. (1.35), without continuity correction.
 * Error: none in U; 2e-15 relative in p, against R.
 * @example
 * const test = mannWhitneyTest([1, 2, 3, 4], [5, 6, 7, 8], 'two-sided');
 * if (typeof test === 'string') throw new Error(test);
 * [test.u, test.superiority, test.pValue]; // => [ 16, 1, 0.02857 ]
 */
export function mannWhitneyTest(
  control: Sample,
  treatment: Sample,
  alternative: Alternative,
): MannWhitneyTest | Untestable {
  const [before, after] = [rankedValues(control), rankedValues(treatment)];
  const [n, m] = [before.units, after.units];
  if (n === 0 || m === 0) return 'TOO_FEW_UNITS';
  if (areAllAlike(before, after)) return 'ZERO_VARIANCE';
  const groups = tiedGroups(before, after);
  const u = pairsWon(groups);
  const exact = n < EXACT_BELOW && m < EXACT_BELOW && valuesIn(groups) === n + m;
  const statistic = exact ? null : (u - (n * m) / 2) / Math.sqrt(nullVariance(groups, n, m));
  const tails = statistic === null ? rankSumTails(u, n, m) : normalTails(statistic);
  return {
    distribution: exact ? 'exact' : 'normal',
    u,
    statistic,
    ...pValueOf(tails, alternative),
    superiority: u / (n * m),
  };
}

/** How many different values there are. */
function valuesIn(groups: Groups): number {
  let values = 0;
  for (const { controls } of groups.blocks()) values += controls.length;
  return values;
}

/** Var U if both samples come from one distribution, with these ties. */
function nullVariance(groups: Groups, n: number, m: number): number {
  const units = n + m;
  let ties = 0;
  for (const { controls, treated } of groups.blocks()) {
    for (let i = 0; i < controls.length; i += 1) {
      const t = controls[i]! + treated[i]!;
      ties += ((t - 1) / units) * (t / (units - 1)) * (t + 1);
    }
  }
  return ((n * m) / 12) * (units + 1 - ties);
}
