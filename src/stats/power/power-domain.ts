import type { Alternative } from '../alternative.js';
import { normalQuantile } from '../distributions/normal.js';
import { tailArea } from '../distributions/reference-distribution.js';
import { requireDomain } from '../numeric/domain.js';

/** How surely a true effect is to be found: the level of the test, and its power; both 0–1. */
export interface ErrorRates {
  alpha: number;
  power: number;
}

/** The share of alpha on the side where the effect is looked for, in (0, 1). */
export function oneSidedLevel(alpha: number, alternative: Alternative): number {
  requireDomain(alpha > 0 && alpha < 1, 'alpha', 'between 0 and 1, both excluded', alpha);
  return tailArea(alpha, alternative);
}

/** The effect in the direction that the alternative claims; two-sided claims the one it has. */
export function claimedEffect(effect: number, alternative: Alternative): number {
  if (alternative === 'two-sided') return Math.abs(effect);
  return alternative === 'greater' ? effect : -effect;
}

/**
 * Throws RangeError unless power lies in (alpha, 1): below it no size is needed, at 1 none suffices.
 */
export function requirePower(power: number, alpha: number): void {
  requireDomain(power > alpha && power < 1, 'power', `between alpha (${alpha}) and 1`, power);
}

/**
 * Throws RangeError unless a size can detect the effect: at 0, or opposite to what the alternative claims,
 * none can.
 */
export function requireDetectable(effect: number, alternative: Alternative): void {
  const name = alternative === 'two-sided' ? 'effect' : `effect (alternative: ${alternative})`;
  const domain =
    alternative === 'two-sided'
      ? 'other than 0'
      : alternative === 'greater'
        ? 'above 0'
        : 'below 0';
  requireDomain(claimedEffect(effect, alternative) > 0, name, domain, effect);
}

/**
 * The mean of a normal statistic, in its standard errors and in the direction of the alternative, at
 * which a test of one look rejects in that direction with this power.
 *
 * @param power in (0, 1).
 */
export function fixedDrift(alpha: number, alternative: Alternative, power: number): number {
  return normalQuantile(oneSidedLevel(alpha, alternative), 'upper') + normalQuantile(power);
}
