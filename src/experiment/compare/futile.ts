import type { Outcome } from '../comparison.js';
import { type Design, wantedSign } from '../design.js';
import type { Futility } from '../futility.js';
import { futilityBound, hopedForZ } from '../monitoring/futility.js';
import { isTest, type Tested } from './tested.js';

/**
 * How a comparison of the primary metric over all units stands to the bound of futility at this look;
 * `null` where there is none, or no test.
 */
export function futilityOf(tested: Tested, outcome: Outcome, design: Design): Futility | null {
  const { test, metric, role, segment, effect, treatment } = tested;
  if (role !== 'primary' || segment !== null || !isTest(test)) return null;
  const bound = futilityBound(design, treatment.variant);
  if (bound === Number.NEGATIVE_INFINITY || test.atThisLook === undefined) return null;
  const hopedFor = wantedSign(design, metric) * effect;
  const z = hopedForZ(test.atThisLook, Math.sign(hopedFor), design.alternative);
  const atBound = (effect * bound) / z;
  return {
    bound,
    z,
    effect: Number.isFinite(z) && Number.isFinite(atBound) ? atBound : null,
    isCrossed: outcome === 'inconclusive' && z < bound,
  };
}
