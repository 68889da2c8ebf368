import type * as z from 'zod/mini';
import { wantedSign } from '../experiment/design.js';
import { type PlannedLook, plannedLooks } from '../experiment/monitoring/planned-looks.js';
import { sizeInUnit } from '../experiment/size/baseline.js';
import { evenLooks } from '../experiment/size/monitoring-size.js';
import type { Plan } from '../experiment/size/plan.js';
import { plannedComparisonLevel } from '../experiment/size/planned-decision.js';
import { groupSequentialSize } from '../stats/power/sequential-power.js';
import type { planReportSchema } from './schemas/plan-report-schema.js';

type PlanReport = z.output<typeof planReportSchema>;

/** The looks that a plan expects, as its report has them; `null` for any number, at any time. */
export function plannedLookReports(
  plan: Plan,
  size: PlanReport['sampleSize'],
): PlanReport['looks'] {
  const looks = plannedLooks(plan, size?.total ?? null);
  const { monitoring } = plan;
  if (looks === null || monitoring.method !== 'group-sequential') return looks?.map(plain) ?? null;
  if ((monitoring.futility ?? null) === null) return looks.map(plain);
  const unit = effectOfDrift(plan, size);
  return looks.map((look) => {
    const { futilityBound: statistic, informationFraction } = look;
    const effect =
      statistic === null || unit === null
        ? null
        : (unit * statistic) / Math.sqrt(informationFraction);
    return { ...plain(look), futility: statistic === null ? null : { statistic, effect } };
  });
}

function plain({ futilityBound: _, ...look }: PlannedLook) {
  return look;
}

/**
 * The effect, signed and in the metric's unit, whose statistic has the mean 1 at the planned size; `null`
 * where no effect is known, or how surely it is found.
 */
function effectOfDrift(plan: Plan, size: PlanReport['sampleSize']): number | null {
  const { monitoring, alternative, metrics } = plan;
  const { mde, baseline } = metrics[0]!;
  const powers = size?.decisions?.map((decision) => decision.metrics[0]!.power) ?? [];
  if (monitoring.method !== 'group-sequential' || mde === null || baseline === null) return null;
  const expected =
    'rate' in baseline
      ? ({ kind: 'proportion', ...baseline } as const)
      : ({ kind: 'mean', ...baseline } as const);
  const [absolute, power] = [sizeInUnit(mde, expected), Math.min(...powers)];
  const alpha = plannedComparisonLevel(plan);
  // A power that rounds to 1, or that chance alone has, tells of no drift.
  if (absolute === null || !(power > alpha && power < 1)) return null;
  const looks = evenLooks(monitoring, alternative);
  const { drift } = groupSequentialSize(looks, { alpha, power }, monitoring.futility ?? null);
  return (wantedSign(plan, metrics[0]!) * absolute) / drift;
}
