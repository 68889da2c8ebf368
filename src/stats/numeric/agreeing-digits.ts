/** A double holds no more decimal digits than these (2^-53 ≈ 1.1e-16). */
export const MOST_DIGITS = 15;

/**
 * In how many decimal digits a figure agrees with a reference: −log₁₀ of the relative error, of the absolute one where
 * the reference is 0; from 0, for no digit or no number, to 15, for all of them.
 *
 * Source: the log relative error of McCullough (1998), The American Statistician 52:358, by which NIST's Statistical
 * Reference Datasets are scored.
 */
export function agreeingDigits(found: number, reference: number): number {
  if (found === reference) return MOST_DIGITS;
  const error = Math.abs(found - reference) / (reference === 0 ? 1 : Math.abs(reference));
  const digits = -Math.log10(error);
  return digits > 0 ? Math.min(digits, MOST_DIGITS) : 0;
}
