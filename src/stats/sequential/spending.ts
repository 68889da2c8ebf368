import type { Alternative } from '../alternative.js';
import { logNormalUpper, normalUpperQuantile } from '../distributions/normal.js';
import { requireDomain } from '../numeric/domain.js';
import { type Spending, spendingFamily } from './spending-family.js';

/**
 * ln of what one side of a group-sequential test has spent of its level once this fraction of the
 * planned information is there; −Infinity where it is nothing, and all of the level from 1 on.
 *
 * In logarithms, since early looks of an O'Brien–Fleming spending have less to spend than a double holds.
 *
 * @param fraction 0 or more; in (0, 1) O'Brien–Fleming spends 2 − 2 Φ(z(level ÷ 2) ÷ √fraction) and Pocock
 * level · ln(1 + (e − 1) · fraction); power-ρ level · fraction^ρ; Hwang, Shih and DeCani
 * level · (1 − exp(−γ fraction)) ÷ (1 − exp(−γ)), and level · fraction where γ is 0.
 * @param logLevel at most 0: of a two-sided test the logarithm of half its level.
 * @throws {RangeError} outside these, and for a name that spends nothing.
 * @see Lan & DeMets (1983), Biometrika 70, 659–663, α₁* and α₂*; Kim & DeMets (1987), Biometrika 74, 149–154, for
 * the powers; Hwang, Shih & DeCani (1990), Statistics in Medicine 9, 1439–1445.
 * Error: 1e-13 relative, against R.
 * @example
 * Math.exp(logSpent('obrien-fleming', 0.5, Math.log(0.025))); // => 0.0015
 * Math.exp(logSpent('pocock', 0.5, Math.log(0.025))); // => 0.0155
 */
export function logSpent(spending: Spending, fraction: number, logLevel: number): number {
  requireDomain(fraction >= 0, 'fraction', '0 or more', fraction);
  requireDomain(logLevel <= 0, 'logLevel', 'at most 0', logLevel);
  if (fraction >= 1) return logLevel;
  if (fraction === 0) return Number.NEGATIVE_INFINITY;
  const share = logShare(spending, fraction);
  if (share !== null) return logLevel + share;
  const z = normalUpperQuantile(logLevel - Math.LN2);
  return Math.LN2 + logNormalUpper(z / Math.sqrt(fraction));
}

/** ln of the share of the level that is spent; `null` where it is no fixed share of it. */
function logShare(spending: Spending, fraction: number): number | null {
  const family = spendingFamily(spending);
  switch (family.name) {
    case 'obrien-fleming':
      return null;
    case 'pocock':
      return Math.log(Math.log1p((Math.E - 1) * fraction));
    case 'power':
      return family.rho * Math.log(fraction);
    case 'hwang-shih-decani': {
      const { gamma } = family;
      if (gamma === 0) return Math.log(fraction);
      return Math.log(Math.expm1(-gamma * fraction) / Math.expm1(-gamma));
    }
  }
}

/**
 * What a group-sequential test has spent of its alpha, on both sides if it is two-sided, once this
 * fraction of the planned information is there; in [0, alpha].
 *
 * @throws {RangeError} as logSpent.
 */
export function alphaSpent(
  { spending, alternative }: { spending: Spending; alternative: Alternative },
  fraction: number,
  alpha: number,
): number {
  if (fraction >= 1) return alpha;
  const sides = alternative === 'two-sided' ? 2 : 1;
  return Math.min(alpha, sides * Math.exp(logSpent(spending, fraction, Math.log(alpha / sides))));
}
