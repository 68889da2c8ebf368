import type { SequenceTime } from '../../stats/sequential/confidence-sequence.js';
import { lookScale } from '../../stats/sequential/look.js';
import type { SequentialLooks } from '../../stats/sequential/sequential-boundary.js';
import { alphaSpent } from '../../stats/sequential/spending.js';
import type { Progress } from '../comparison.js';
import type { Design } from '../design.js';
import {
  informationFraction,
  type Monitoring,
  type ScaleOf,
  type UnitsByVariant,
} from './monitoring.js';
import { endedAt, isCountedLook, isDue } from './progress.js';

/** How far a treatment's comparisons have come under this design. */
export function progressOf(design: Design, treatment: string): Progress {
  const { monitoring, alpha, control, alternative } = design;
  if (monitoring === null) return { informationFraction: null, alphaSpent: alpha };
  const pair = { control, treatment };
  const { plan, units } = monitoring;
  const fraction = informationFraction(units, monitoring, pair);
  switch (plan.method) {
    case 'fixed':
      return { informationFraction: fraction, alphaSpent: isDue(design) ? alpha : 0 };
    case 'always-valid':
      return { informationFraction: fraction, alphaSpent: alpha };
    case 'group-sequential': {
      const test = { spending: plan.spending, alternative };
      return { informationFraction: fraction, alphaSpent: alphaSpent(test, fraction, alpha) };
    }
  }
}

/**
 * By what a comparison is judged: its own test, once; a sequence that holds at every look; or its own
 * test at the level that is due at this look.
 */
export type MonitoringRule =
  | { method: 'fixed' }
  | { method: 'always-valid'; time: SequenceTime }
  | {
      method: 'group-sequential';
      /** Shares of the planned information at the looks so far, rising, this one's the last. */
      looks: Omit<SequentialLooks, 'alternative'>;
      scaleOf: ScaleOf;
    };

/** Whether an arm has no unit with a value of what decides, so that no test can be judged by how far it has come. */
export function isWithoutUnits(rule: MonitoringRule): boolean {
  switch (rule.method) {
    case 'fixed':
      return false;
    case 'always-valid':
      return rule.time.units === 0;
    case 'group-sequential':
      return rule.looks.fractions.at(-1) === 0;
  }
}

/** How comparisons of a treatment, with so many units in both arms, are judged under this design. */
export function monitoringRuleOf(design: Design, treatment: string, units: number): MonitoringRule {
  const { monitoring, control, alpha } = design;
  if (monitoring === null) return { method: 'fixed' };
  const { plan, plannedUnits: planned } = monitoring;
  switch (plan.method) {
    case 'fixed':
      return plan;
    case 'always-valid': {
      const plannedUnits = (planned.get(control) ?? 0) + (planned.get(treatment) ?? 0);
      return { method: plan.method, time: { units, plannedUnits, alpha } };
    }
    case 'group-sequential': {
      const fractions = fractionsSoFar(design, monitoring, { control, treatment });
      return {
        method: plan.method,
        looks: { spending: plan.spending, fractions },
        scaleOf: monitoring.scaleOf ?? lookScale,
      };
    }
  }
}

/**
 * The looks so far, this one last, at the information that each really has: one that overruns the plan
 * is less like the look before it than a look at the end of the plan would be. One after the planned
 * end is read in place of that end, since the decision was made there. A treatment that has its planned
 * units before the others have theirs was tested for the last time then, and has nothing left to spend
 * while the plan waits for them. One that had too few units to decide was no test.
 */
export function fractionsSoFar(
  design: Design,
  monitoring: Monitoring,
  pair: { control: string; treatment: string },
): readonly number[] {
  if (monitoring.fractionsOf !== undefined) return monitoring.fractionsOf(pair.treatment);
  const at = (units: UnitsByVariant) => informationFraction(units, monitoring, pair);
  const now = at(monitoring.units);
  const earlier = monitoring.earlierLooks
    .filter((look) => isCountedLook(look, monitoring, design))
    .map(({ units }) => at(units));
  const rising = earlier.filter(
    (x, i) => x > 0 && x <= now && x > Math.max(0, ...earlier.slice(0, i)),
  );
  return [...(endedAt(design) === null ? rising : rising.filter((x) => x < 1)), now];
}
