import type { Alternative } from '../../stats/alternative.js';
import { skewedError } from '../../stats/tests/skew-reach.js';
import { splitFactor } from '../../stats/tests/skewed-difference.js';
import type { StoppingRule } from '../monitoring/stopping-rule.js';
import { lastCritical } from './monitoring-size.js';

/** A test of means as far as skewness matters to it. */
export interface SkewedPlan {
  /** Of each comparison. */
  alpha: number;
  alternative: Alternative;
  /** Treatment units for every unit of the control. */
  allocation: number;
  monitoring: StoppingRule;
  /** On which side of 0 a chance difference would mislead. */
  misledBy: 'below' | 'above' | 'both';
}

/**
 * The units in each treatment from which on a test of values so skewed errs at most a tenth more often than
 * promised at its last look; `null` where any number will do, as in arms of equal size.
 *
 * @param skewness of a unit's value, or of what covariates leave of it.
 * @see skewExcess. The skewness of a difference falls with the root of the number of units.
 */
export function unitsForSkew(skewness: number, plan: SkewedPlan): number | null {
  const ofOne = skewness * splitFactor(1 / plan.allocation, 1);
  const error = skewedError({ difference: ofOne }, lastCritical(plan.monitoring, plan), null);
  if (error === null) return null;
  return plan.misledBy === 'both' || plan.misledBy === error.side ? error.times : null;
}
