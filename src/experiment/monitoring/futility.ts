import type { Alternative } from '../../stats/alternative.js';
import { normalUpperQuantile } from '../../stats/distributions/normal.js';
import type { PValue } from '../../stats/distributions/reference-distribution.js';
import { strictestLevel } from '../../stats/multiplicity.js';
import { plannedBetaSpending } from '../../stats/power/futility-plan.js';
import { futilityBounds } from '../../stats/sequential/futility.js';
import { spendingBoundaries } from '../../stats/sequential/sequential-boundary.js';
import type { Design } from '../design.js';
import { evenLooks } from '../size/monitoring-size.js';
import { fractionsSoFar } from './pair-monitoring.js';
import type { GroupSequentialRule } from './stopping-rule.js';

/**
 * The bound of futility of a treatment at this look, by the looks so far; −Infinity where there is none.
 * What is given up is the effect that the planned size detects with the rule's power, at the strictest
 * level that the treatment may be judged at.
 */
export function futilityBound(design: Design, treatment: string): number {
  const { monitoring, control } = design;
  if (monitoring?.plan.method !== 'group-sequential') return Number.NEGATIVE_INFINITY;
  if (monitoring.boundOf !== undefined) return monitoring.boundOf(treatment);
  const fractions = fractionsSoFar(design, monitoring, { control, treatment });
  return boundsAt(design, monitoring.plan, fractions).at(-1) ?? Number.NEGATIVE_INFINITY;
}

/** The bounds at all of these looks, none of which depends on a later one. */
export function boundsAt(
  design: Pick<Design, 'alpha' | 'alternative' | 'correction' | 'treatments'>,
  rule: GroupSequentialRule,
  fractions: readonly number[],
): number[] {
  const { futility = null, spending } = rule;
  if (futility === null) return fractions.map(() => Number.NEGATIVE_INFINITY);
  const { alpha, alternative, correction, treatments } = design;
  const level = strictestLevel(alpha, correction, treatments.length);
  const planned = plannedBetaSpending(evenLooks(rule, alternative), level, futility);
  // Nothing is known yet where an arm has no units, and nothing can be given up.
  const known = fractions.filter((fraction) => fraction > 0);
  const looks = { fractions: known, spending, alternative };
  const bounds = futilityBounds(spendingBoundaries(looks, level), looks, planned);
  return [...fractions.slice(known.length).map(() => Number.NEGATIVE_INFINITY), ...bounds];
}

/**
 * The z in the direction that is hoped for, from a p-value of an effect with this sign in that direction.
 * One-sided, that direction is the alternative's.
 */
export function hopedForZ({ logPValue }: PValue, sign: number, alternative: Alternative): number {
  if (alternative !== 'two-sided') return normalUpperQuantile(logPValue);
  const z = normalUpperQuantile(logPValue - Math.LN2);
  return sign < 0 ? -z : z;
}
