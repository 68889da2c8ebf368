import { sum } from 'simple-statistics';
import { logDeviation } from '../distributions/deviance.js';
import { stirlingCorrection } from '../distributions/gamma.js';
import { requirePositive } from '../numeric/domain.js';

/** A p-value in (0, 1] that holds however often it is looked at, with its natural logarithm. */
export interface SequentialTest {
  pValue: number;
  logPValue: number;
}

/**
 * How tightly shares may lie around the planned ones: as if so many units had shown it, from a few to a quarter
 * of a billion, each four times the one before. Between two of them the boundary rises by less than 1 % of z.
 */
const CONCENTRATIONS = Array.from({ length: 14 }, (_, i) => 4 ** (i + 1));

/**
 * The test that units are assigned to variants in the planned proportions, which may be looked at
 * after every unit: the chance that its p-value ever falls below a level is at most that level.
 *
 * It is the inverse Bayes factor of a multinomial with these shares against one with Dirichlet shares
 * around them, the mean over CONCENTRATIONS, so that it finds deviations at any size of the test and
 * knows no planned one, which a plan might set so large that nothing is ever found.
 *
 * @param counts units in each variant, whole and ≥ 0
 * @param weights the planned split, positive, in any unit
 * @throws {RangeError} when weights are not positive, or there are not two or more of both.
 * @see Lindon & Malek (2022), Anytime-valid inference for multinomial count data, NeurIPS, eq. (4); a mean
 * of such factors is one again, by Ville's inequality.
 * Error: 1e-10 absolute in the logarithm for 1e7 units, against mpmath.
 * @example
 * // However often it was looked at: 600 units against 400 were not split evenly.
 * sequentialSampleRatioTest([600, 400], [1, 1]).logPValue; // => -16.0158743
 */
export function sequentialSampleRatioTest(
  counts: readonly number[],
  weights: readonly number[],
): SequentialTest {
  if (counts.length < 2 || counts.length !== weights.length) {
    throw new RangeError('a sample ratio needs two or more counts, and a weight for each');
  }
  for (const weight of weights) requirePositive(weight, 'weight');
  const allWeights = sum([...weights]);
  const shares = weights.map((weight) => weight / allWeights);
  const evidence = CONCENTRATIONS.map((concentration) => logFactor(counts, shares, concentration));
  const logPValue = Math.min(0, -logMean(evidence));
  return { pValue: Math.max(Number.MIN_VALUE, Math.exp(logPValue)), logPValue };
}

/**
 * ln of the factor ∏ Γ(cs + n) ÷ (Γ(cs) sⁿ) ÷ (Γ(c + N) ÷ Γ(c)), each log-gamma as Stirling's series, whose
 * leading terms are put together by hand: they are as large as the counts and all but cancel.
 */
function logFactor(
  counts: readonly number[],
  shares: readonly number[],
  concentration: number,
): number {
  const total = sum([...counts]);
  const all = concentration + total;
  const parts = counts.map((count, i) => {
    const share = shares[i]!;
    const prior = concentration * share;
    const ratio = (prior + count) / (share * all);
    const away = (count - share * total) / (share * all);
    const deviance = share * all * ratio * logDeviation(-away / ratio, 1 / ratio);
    return deviance - spread(prior, count);
  });
  return sum(parts) + spread(concentration, total);
}

/** ½ ln((a + n) ÷ a), and what Stirling's formula leaves. */
function spread(a: number, n: number): number {
  return 0.5 * Math.log1p(n / a) - stirlingCorrection(a + n) + stirlingCorrection(a);
}

/** ln of the mean of what these are the logarithms of. */
function logMean(logs: readonly number[]): number {
  const most = Math.max(...logs);
  return most + Math.log(sum(logs.map((log) => Math.exp(log - most))) / logs.length);
}
