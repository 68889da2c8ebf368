import { evenFractions } from '../../experiment/monitoring/monitoring.js';
import type { StoppingRule } from '../../experiment/monitoring/stopping-rule.js';
import type { Alternative } from '../../stats/alternative.js';
import { normalQuantile } from '../../stats/distributions/normal.js';
import { memoized, memoizedByKey } from '../../stats/numeric/memoized.js';
import { plannedFutilityBounds } from '../../stats/power/futility-plan.js';
import { oneSidedLevel } from '../../stats/power/power-domain.js';
import { sequenceReference } from '../../stats/sequential/confidence-sequence.js';
import { spendingBoundaries } from '../../stats/sequential/sequential-boundary.js';
import {
  type DecisionCourse,
  oneLookCourse,
  sequentialCourse,
} from '../../stats/value/decision-course.js';

/** A test that may be looked at at any time is taken to be looked at each week, and at so many looks at most. */
const MOST_LOOKS = 6;

/** How the gate would come to its decision about one comparison. */
interface Gate {
  monitoring: StoppingRule;
  alpha: number;
  /** One-sided ones are the same by the drift in their direction. */
  alternative: Alternative;
}

/** The course of the gate's test of so many weeks; more looks than are counted can only end it sooner. */
export function gateCourse(
  { monitoring, alpha, alternative }: Gate,
  weeks: number,
): DecisionCourse {
  const sides = alternative === 'two-sided' ? alternative : 'greater';
  const looks = monitoring.method === 'always-valid' ? Math.min(weeks, MOST_LOOKS) : 0;
  return courseOf(monitoring, alpha, sides, looks);
}

/** Many ideas share a rule, and its chances take a while to work out. */
const courseOf = memoizedByKey(
  (...key: [StoppingRule, number, Alternative, number]) => JSON.stringify(key),
  (monitoring, alpha, alternative, sequenceLooks): DecisionCourse => {
    switch (monitoring.method) {
      case 'fixed':
        return oneLookCourse(criticalValue({ alpha, alternative }));
      case 'always-valid': {
        const fractions = evenFractions(sequenceLooks);
        return sequentialCourse(sequenceBoundaries(fractions, alpha, alternative), {
          fractions,
          alternative,
        });
      }
      case 'group-sequential': {
        const { spending, looks: count, futility = null } = monitoring;
        const looks = { fractions: evenFractions(count), spending, alternative };
        const bounds = plannedFutilityBounds(looks, alpha, futility);
        return sequentialCourse(spendingBoundaries(looks, alpha), looks, bounds);
      }
    }
  },
);

/** What a test of one look must exceed. */
export function criticalValue({ alpha, alternative }: Omit<Gate, 'monitoring'>): number {
  return criticalAt(oneSidedLevel(alpha, alternative));
}

const criticalAt = memoized((level) => normalQuantile(level, 'upper'));

function sequenceBoundaries(
  fractions: readonly number[],
  alpha: number,
  alternative: Alternative,
): number[] {
  return fractions.map((units) =>
    sequenceReference({ units, plannedUnits: 1, alpha }, alternative).criticalValue(
      alpha,
      alternative,
    ),
  );
}
