import type { Alternative } from '../../stats/alternative.js';
import { normalQuantile } from '../../stats/distributions/normal.js';
import { studentTails } from '../../stats/distributions/student.js';
import { memoizedByKey } from '../../stats/numeric/memoized.js';
import {
  alwaysValidInflation,
  alwaysValidPower,
  criticalAtTheEnd,
} from '../../stats/power/always-valid-power.js';
import { type ErrorRates, oneSidedLevel } from '../../stats/power/power-domain.js';
import { groupSequentialPower, groupSequentialSize } from '../../stats/power/sequential-power.js';
import {
  type SequentialLooks,
  spendingBoundaries,
} from '../../stats/sequential/sequential-boundary.js';
import type { ComparedOnly } from '../comparison.js';
import type { Design } from '../design.js';
import { evenFractions } from '../monitoring/monitoring.js';
import type { GroupSequentialRule, StoppingRule } from '../monitoring/stopping-rule.js';

/**
 * The largest size of a test that is monitored so ÷ that of one look, 1 or more. The looks of a
 * group-sequential test are spread evenly.
 */
export function sizeInflation(
  monitoring: StoppingRule | null,
  design: ErrorRates,
  alternative: Alternative,
): number {
  switch (monitoring?.method) {
    case undefined:
    case 'fixed':
      return 1;
    case 'always-valid':
      return alwaysValidInflation(design, alternative);
    case 'group-sequential':
      return sequentialInflation(
        monitoring,
        { alpha: design.alpha, power: design.power },
        alternative,
      );
  }
}

/** The same for every look at a test, and all those on record are worked out again at each. */
const sequentialInflation = memoizedByKey(
  (...test: [GroupSequentialRule, ErrorRates, Alternative]) => JSON.stringify(test),
  (rule, rates, alternative) => {
    const looks = evenLooks(rule, alternative);
    return groupSequentialSize(looks, rates, rule.futility ?? null).inflation;
  },
);

/** Its boundaries are the same for every effect that is asked about. */
const sequentialPower = memoizedByKey(
  (...test: [GroupSequentialRule, number, Alternative]) => JSON.stringify(test),
  (rule, alpha, alternative) =>
    groupSequentialPower(evenLooks(rule, alternative), alpha, rule.futility ?? null),
);

/** The power of a test that is monitored so, from that of the same units looked at once. */
export function monitoredPower(
  monitoring: StoppingRule,
  { alpha, alternative }: { alpha: number; alternative: Alternative },
): (once: number) => number {
  switch (monitoring.method) {
    case 'fixed':
      return (once) => once;
    case 'always-valid':
      return (once) => alwaysValidPower(alpha, once, alternative);
    case 'group-sequential':
      return sequentialPower(monitoring, alpha, alternative);
  }
}

/** What the normal statistic of a test that is monitored so must exceed at its last look. */
export function lastCritical(
  monitoring: StoppingRule,
  { alpha, alternative }: { alpha: number; alternative: Alternative },
): number {
  switch (monitoring.method) {
    case 'fixed':
      return normalQuantile(oneSidedLevel(alpha, alternative), 'upper');
    case 'always-valid':
      return criticalAtTheEnd(alpha, alternative);
    case 'group-sequential':
      return spendingBoundaries(evenLooks(monitoring, alternative), alpha).at(-1)!;
  }
}

/** The looks of a group-sequential test as they are planned: evenly spaced. */
export function evenLooks(
  { looks, spending }: GroupSequentialRule,
  alternative: Alternative,
): SequentialLooks {
  return { fractions: evenFractions(looks), spending, alternative };
}

/**
 * The level of a test of one look with the critical value of this one: what this look detects is what
 * that test would. Without monitoring it is the level itself.
 */
export function levelAtLook(
  { criticalValue, df }: Pick<ComparedOnly, 'criticalValue' | 'df'>,
  { monitoring, alternative }: Design,
  level: number,
): number {
  if (monitoring === null || monitoring.plan.method === 'fixed' || criticalValue === null) {
    return level;
  }
  const { upper } = studentTails(criticalValue, df ?? Number.POSITIVE_INFINITY);
  return alternative === 'two-sided' ? 2 * upper : upper;
}
