import type { Outcome } from '../experiment/comparison.js';
import type { Estimate } from '../experiment/estimate.js';
import type { MetricKind, Role } from '../experiment/metric-kind.js';
import type { JournalArm } from '../read/journal/version-2.js';
import type { ScaledEffects } from '../stats/tests/scaled-effects.js';

/** One variant of a comparison on record. */
export type ArmOnRecord = Pick<JournalArm, 'variant' | 'n' | 'mean' | 'variance' | 'successes'>;

/**
 * What one treatment did to one metric, by the last look on record at new data. The scales have the sign that was
 * measured; whether that is better says `direction`. Effects of several metrics of one experiment are of the same
 * units, so that they covary by an amount that is not on record.
 */
export interface EffectOnRecord extends ScaledEffects {
  experiment: string;
  journal: string;
  metric: string;
  /** `null` where a journal of version 1 has no plan that says it; so `direction`. */
  kind: MetricKind | null;
  role: Role;
  /** Which change is an improvement. */
  direction: 'increase' | 'decrease' | null;
  treatment: string;
  /** Who it is compared with; `null` where that is not on record. */
  control: string | null;
  /** The arms as they were seen; `null` of version 1. Adjusted effects are not the difference of these means. */
  arms: { control: ArmOnRecord; treatment: ArmOnRecord } | null;
  /** The effect with its interval, as the look put it on record. */
  observed: Estimate;
  /** Of that interval; `null` where it is not on record. */
  confidence: number | null;
  /** Per unit, after costs; `null` where the plan has no prices. */
  netEffect: (Estimate & { confidence: number }) | null;
  /** Units with a value in both arms together; `null` where that is not on record. */
  units: number | null;
  days: number;
  /** Of the plan; `null` without one. */
  alpha: number | null;
  pValue: number | null;
  /** As judged within its family; `null` where it is not on record. */
  adjustedPValue: number | null;
  outcome: Outcome | null;
  /** Whether its test rejects, either way: of a guardrail that at its margin; `null` where it is not known. */
  significant: boolean | null;
  /** Whether this treatment was shipped, by what was done, else by what the last look says. */
  shipped: boolean;
  /** Whether the look's data could be trusted; an effect of an invalid look is none to build on. */
  valid: boolean;
}
