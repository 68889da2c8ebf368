import { sum } from 'simple-statistics';
import { crossingProbabilities } from '../sequential/crossing.js';
import { type BetaSpending, futilityBounds } from '../sequential/futility.js';
import { type SequentialLooks, spendingBoundaries } from '../sequential/sequential-boundary.js';
import type { Spending } from '../sequential/spending-family.js';
import { driftWithPower } from './drift.js';
import { fixedDrift, requirePower } from './power-domain.js';

/** How a plan may be given up that goes badly: its beta, 1 − power, is spent so over its looks. */
export interface FutilityRule {
  spending: Spending;
  power: number;
}

/**
 * How the beta of a plan is spent: against the effect that is detected with that power by a test which
 * looks as planned and stops at every bound of futility.
 *
 * @param looks as they are planned, fractions ending with 1.
 * @param alpha of the test, in (0, 1); power in (alpha, 1), of rejecting on the side of the effect.
 * @throws {RangeError} outside these.
 * @see futilityBounds; Jennison & Turnbull (2000), §7.3, for the search.
 * @example
 * const looks = { fractions: [0.25, 0.5, 0.75, 1], spending: 'obrien-fleming', alternative: 'greater' } as const;
 * const { drift } = plannedBetaSpending(looks, 0.025, { spending: 'pocock', power: 0.9 });
 * drift; // => 3.641361
 * // So many times the units of a test without looks.
 * (drift / (normalQuantile(0.975) + normalQuantile(0.9))) ** 2; // => 1.261919
 */
export function plannedBetaSpending(
  looks: SequentialLooks,
  alpha: number,
  { spending, power }: FutilityRule,
): BetaSpending {
  requirePower(power, alpha);
  const boundaries = spendingBoundaries(looks, alpha);
  const beta = 1 - power;
  const powerAt = (drift: number) => {
    const bounds = futilityBounds(boundaries, looks, { spending, beta, drift });
    return sum(crossingProbabilities(boundaries, looks, drift, bounds).past);
  };
  const drift = driftWithPower(powerAt, power, fixedDrift(alpha, looks.alternative, power));
  return { spending, beta, drift };
}

/** The bounds of futility at planned looks; none without a rule. */
export function plannedFutilityBounds(
  looks: SequentialLooks,
  alpha: number,
  rule: FutilityRule | null,
): number[] {
  if (rule === null) return looks.fractions.map(() => Number.NEGATIVE_INFINITY);
  const boundaries = spendingBoundaries(looks, alpha);
  return futilityBounds(boundaries, looks, plannedBetaSpending(looks, alpha, rule));
}
