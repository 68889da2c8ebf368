import { studentQuantile } from '../../stats/distributions/student.js';

/** A number of units; `null` where there is none, or an effect next to nothing takes more than can be counted. */
export function sizeOrNull<T extends number | null>(solve: () => T): T | null {
  const size = answerOrNull(solve);
  return size !== null && size > Number.MAX_SAFE_INTEGER ? null : size;
}

/** An effect or a size; `null` where there is none: a power hardly above alpha is had by the smallest test. */
export function answerOrNull<T extends number | null>(solve: () => T): T | null {
  try {
    return solve();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * Whether an effect of so many standard deviations is all but certain to be detected by two units in
 * each variant, the fewest that a mean can be tested on. With df 2 it is missed only if the standard
 * deviation is overestimated by effect ÷ critical value, which has probability exp(−(that)²).
 */
export function isTriviallyDetectable(standardized: number, alpha: number): boolean {
  const critical = studentQuantile(alpha / 2, 2, 'upper');
  return Math.abs(standardized) > 6 * critical + 10;
}
