import type { Alternative } from '../../stats/alternative.js';
import { studentReference } from '../../stats/distributions/reference-distribution.js';
import { sequenceReference } from '../../stats/sequential/confidence-sequence.js';
import type { Design } from '../design.js';
import { type MonitoringRule, monitoringRuleOf } from '../monitoring/pair-monitoring.js';
import { ROUNDING } from './distances.js';

/** What a distance has to exceed so that it may be beyond the critical value, with so many units in both arms. */
export type Critical = (units: number) => number;

/**
 * The critical value of a test at that level as it is judged at this look, taken off it what rounding might be.
 * It is the normal one, which no t-test's with fewer degrees of freedom falls short of.
 *
 * @param level up to MOST_ALPHA.
 */
export function criticalAt(
  design: Design,
  treatment: string,
  level: number,
  alternative: Alternative,
): Critical {
  const byUnits = (units: number) =>
    criticalBy(monitoringRuleOf(design, treatment, units), level, alternative) * (1 - ROUNDING);
  if (design.monitoring?.plan.method !== 'always-valid') {
    const critical = byUnits(Number.NaN);
    return () => critical;
  }
  // A look has the same units in every experiment, but where some have no value.
  let [last, critical] = [Number.NaN, Number.NaN];
  return (units) => {
    if (units !== last) [last, critical] = [units, byUnits(units)];
    return critical;
  };
}

function criticalBy(rule: MonitoringRule, level: number, alternative: Alternative): number {
  switch (rule.method) {
    case 'fixed':
      return studentReference(null).criticalValue(level, alternative);
    case 'always-valid':
      return sequenceReference(rule.time, alternative).criticalValue(level, alternative);
    case 'group-sequential': {
      const nominal = rule.scaleOf({ ...rule.looks, alternative }).level(level);
      if (!(nominal > 0)) return Number.POSITIVE_INFINITY;
      return studentReference(null).criticalValue(nominal, alternative);
    }
  }
}
