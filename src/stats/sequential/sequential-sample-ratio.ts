import { sum } from 'simple-statistics';
import { logGamma } from '../distributions/gamma.js';
import { requirePositive } from '../numeric/domain.js';

/** A p-value in (0, 1] that holds however often it is looked at, with its natural logarithm. */
export interface SequentialTest {
  pValue: number;
  logPValue: number;
}

/**
 * The test that units are assigned to variants in the planned proportions, which may be looked at
 * after every unit: the chance that its p-value ever falls below a level is at most that level.
 *
 * It is the inverse Bayes factor of a multinomial with these shares against one with Dirichlet shares
 * around them. How tightly around is tuned so that deviations are found soonest near the planned total.
 *
 * @param counts units in each variant, whole and ≥ 0
 * @param weights the planned split, positive, in any unit
 * @param plannedTotal units over all variants in the end, above 0; it moves the power, never the level
 * @param level at which it is to be most powerful, in (0, 1)
 * @throws {RangeError} when weights are not positive, or there are not two or more of both.
 * @see Lindon & Malek (2022), Anytime-valid inference for multinomial count data, NeurIPS, eq. (4);
 * the tuning, Waudby-Smith et al. (2021), Time-uniform central limit theory, appendix B.2.
 * Error: 1e-9 absolute in the logarithm for 1e7 units, against mpmath.
 */
export function sequentialSampleRatioTest(
  counts: readonly number[],
  weights: readonly number[],
  plannedTotal: number,
  level: number,
): SequentialTest {
  if (counts.length < 2 || counts.length !== weights.length) {
    throw new RangeError('a sample ratio needs two or more counts, and a weight for each');
  }
  for (const weight of weights) requirePositive(weight, 'weight');
  requirePositive(plannedTotal, 'planned total');
  const concentration = plannedTotal / soonest(level);
  const allWeights = sum(weights);
  const total = sum(counts);
  const evidence = counts.reduce((sum, count, i) => {
    const share = weights[i]! / allWeights;
    return sum + risingLog(concentration * share, count) - count * Math.log(share);
  }, -risingLog(concentration, total));
  const logPValue = Math.min(0, -evidence);
  return { pValue: Math.max(Number.MIN_VALUE, Math.exp(logPValue)), logPValue };
}

/** ln Γ(a + n) − ln Γ(a). */
function risingLog(a: number, n: number): number {
  return n === 0 ? 0 : logGamma(a + n) - logGamma(a);
}

/** The information, in units of the prior's, at which a mixture's boundary at this level is lowest. */
function soonest(level: number): number {
  const evidence = -2 * Math.log(level);
  return evidence + Math.log(evidence + 1);
}
