import { sum } from 'simple-statistics';
import { type ChiSquareTest, chiSquareTest } from '../distributions/chi-square.js';

/**
 * The chi-square test that units were assigned to variants in the planned proportions.
 *
 * @param counts units in each variant, whole and ≥ 0, with a total above 0
 * @param weights the planned split, positive, in any unit
 * @throws {RangeError} when a weight is not positive, or there is nothing to compare.
 * @see Pearson (1900), Philosophical Magazine 50, 157–175; Fabijan et al. (2019), KDD, on its use.
 * @example
 * // 821,588 users against 815,482: Fabijan et al. (2019), Diagnosing sample ratio mismatch, KDD.
 * sampleRatioTest([821_588, 815_482], [1, 1]).pValue; // => 1.82e-6
 */
export function sampleRatioTest(
  counts: readonly number[],
  weights: readonly number[],
): ChiSquareTest {
  const total = sum(counts);
  if (counts.length < 2 || counts.length !== weights.length || !(total > 0)) {
    throw new RangeError('a sample ratio needs two or more counts, and a weight for each');
  }
  if (!weights.every((weight) => weight > 0 && Number.isFinite(weight))) {
    throw new RangeError(`weights must be positive: ${weights.join(', ')}`);
  }
  const allWeights = sum(weights);
  const statistic = sum(
    counts.map((count, i) => {
      const expected = (total * weights[i]!) / allWeights;
      return (count - expected) ** 2 / expected;
    }),
  );
  return chiSquareTest(statistic, counts.length - 1);
}
