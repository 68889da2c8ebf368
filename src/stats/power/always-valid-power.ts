import type { Alternative } from '../alternative.js';
import { normalQuantile, normalTails } from '../distributions/normal.js';
import { sequenceReference } from '../sequential/confidence-sequence.js';
import { type ErrorRates, fixedDrift, requirePower } from './power-domain.js';

/**
 * The size at which an asymptotic confidence sequence, tuned to that size, detects an effect with this
 * power when it is looked at then, ÷ the size of the test that is only looked at then; above 1. Looks
 * before can only add power.
 *
 * @param design alpha in (0, 1), one-sided in (0, ½); power in (alpha, 1).
 * @throws {RangeError} outside these.
 * @see sequenceReference: its critical value in place of the normal one.
 * @example
 * alwaysValidInflation({ alpha: 0.05, power: 0.8 }, 'two-sided'); // => 1.914899
 */
export function alwaysValidInflation(
  { alpha, power }: ErrorRates,
  alternative: Alternative,
): number {
  requirePower(power, alpha);
  const critical = criticalAtTheEnd(alpha, alternative);
  return ((critical + normalQuantile(power)) / fixedDrift(alpha, alternative, power)) ** 2;
}

/**
 * The power of an asymptotic confidence sequence at the size that it is tuned to, where the test of one
 * look has that power.
 *
 * @param once in (0, 1].
 * @see alwaysValidInflation.
 */
export function alwaysValidPower(alpha: number, once: number, alternative: Alternative): number {
  if (once === 1) return 1;
  const drift = fixedDrift(alpha, alternative, once);
  return normalTails(drift - criticalAtTheEnd(alpha, alternative)).lower;
}

/** What the normal statistic must exceed at the planned size; the same whatever that size is. */
export function criticalAtTheEnd(alpha: number, alternative: Alternative): number {
  const time = { units: 1, plannedUnits: 1, alpha };
  return sequenceReference(time, alternative).criticalValue(alpha, alternative);
}
