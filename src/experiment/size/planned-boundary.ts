import type { Alternative } from '../../stats/alternative.js';
import { sequenceReference } from '../../stats/sequential/confidence-sequence.js';
import { spendingBoundaries } from '../../stats/sequential/sequential-boundary.js';
import { evenFractions } from '../monitoring/monitoring.js';
import type { StoppingRule } from '../monitoring/stopping-rule.js';
import { evenLooks, lastCritical } from './monitoring-size.js';

/** What a comparison must exceed when so much of the planned information is there. */
export interface BoundaryPoint {
  /** Above 0, up to 1. */
  informationFraction: number;
  /** |z|, or z in the direction of a one-sided alternative; `null` where nothing may be rejected yet. */
  statistic: number | null;
}

/** Points of a band that holds at any time: as fine as a chart is drawn. */
const POINTS = 40;

/**
 * What one comparison must exceed to be decided, look by look: at the planned looks, evenly spaced, or of a test
 * that may be looked at any time at even points of the plan.
 *
 * @param level of the comparison, after the correction; `alpha` of the whole test, which a band is tuned by.
 * @see spendingBoundaries, sequenceReference, by which the gate judges where the variance is as good as known.
 */
export function plannedBoundary(
  monitoring: StoppingRule,
  { level, alpha, alternative }: { level: number; alpha: number; alternative: Alternative },
): BoundaryPoint[] {
  switch (monitoring.method) {
    case 'fixed': {
      const statistic = lastCritical(monitoring, { alpha: level, alternative });
      return [{ informationFraction: 1, statistic }];
    }
    case 'group-sequential': {
      const looks = evenLooks(monitoring, alternative);
      const bounds = spendingBoundaries(looks, level);
      return looks.fractions.map((informationFraction, i) => ({
        informationFraction,
        statistic: Number.isFinite(bounds[i]) ? bounds[i]! : null,
      }));
    }
    case 'always-valid':
      return evenFractions(POINTS).map((informationFraction) => {
        const time = { units: informationFraction, plannedUnits: 1, alpha };
        const statistic = sequenceReference(time, alternative).criticalValue(level, alternative);
        return { informationFraction, statistic };
      });
  }
}
