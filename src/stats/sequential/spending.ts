import type { Alternative } from '../alternative.js';
import { logNormalUpper, normalUpperQuantile } from '../distributions/normal.js';
import { requireDomain } from '../numeric/domain.js';

/**
 * How a group-sequential test spends its level over the information: late as O'Brien and Fleming's, about
 * evenly as Pocock's, by a power of the fraction, or exponentially, a little earlier than the first.
 */
export const SPENDINGS = [
  'obrien-fleming',
  'pocock',
  'power-1',
  'power-1.5',
  'power-2',
  'power-3',
  'hwang-shih-decani',
] as const;

/** One of SPENDINGS. */
export type Spending = (typeof SPENDINGS)[number];

/**
 * ln of what one side of a group-sequential test has spent of its level once this fraction of the
 * planned information is there; −Infinity where it is nothing, and all of the level from 1 on.
 *
 * In logarithms, since early looks of an O'Brien–Fleming spending have less to spend than a double holds.
 *
 * @param fraction 0 or more; in (0, 1) O'Brien–Fleming spends 2 − 2 Φ(z(level ÷ 2) ÷ √fraction) and Pocock
 * level · ln(1 + (e − 1) · fraction); power-ρ level · fraction^ρ; Hwang, Shih and DeCani, with gsDesign's γ = −4,
 * level · (1 − exp(−γ fraction)) ÷ (1 − exp(−γ)).
 * @param logLevel at most 0: of a two-sided test the logarithm of half its level.
 * @throws {RangeError} outside these.
 * @see Lan & DeMets (1983), Biometrika 70, 659–663, α₁* and α₂*; Kim & DeMets (1987), Biometrika 74, 149–154, for
 * ρ = 1, 1.5 and 2; Hwang, Shih & DeCani (1990), Statistics in Medicine 9, 1439–1445.
 * Error: 1e-13 relative, against R.
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

/** γ of gsDesign's sfHSD where none is said: close to O'Brien and Fleming's. */
const GAMMA = -4;

/** ln of the share of the level that is spent; `null` where it is no fixed share of it. */
function logShare(spending: Spending, fraction: number): number | null {
  switch (spending) {
    case 'obrien-fleming':
      return null;
    case 'pocock':
      return Math.log(Math.log1p((Math.E - 1) * fraction));
    case 'power-1':
      return Math.log(fraction);
    case 'power-1.5':
      return 1.5 * Math.log(fraction);
    case 'power-2':
      return 2 * Math.log(fraction);
    case 'power-3':
      return 3 * Math.log(fraction);
    case 'hwang-shih-decani':
      return Math.log(Math.expm1(-GAMMA * fraction) / Math.expm1(-GAMMA));
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
