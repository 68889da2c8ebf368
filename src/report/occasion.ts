import type { Analysis } from '../experiment/analysis.js';
import type { DecisionCode } from '../experiment/decision/decision-code.js';
import { leastFraction } from '../experiment/monitoring/progress.js';
import type { Plan } from '../experiment/size/plan.js';
import type { FollowedPlan, LookReport } from './report.js';

/** What a plan promised, for the report of an analysis by it. */
export function followedPlan(
  { plan, path, sha256 }: { plan: Plan; path: string; sha256: string },
  { design }: Analysis,
): FollowedPlan {
  const { experiment, hypothesis, units } = plan;
  return {
    path,
    sha256,
    experiment,
    hypothesis,
    plannedUnits: Object.fromEntries(design.monitoring!.plannedUnits),
    dailyUnits: units.daily,
  };
}

/** Where a look is on record, and the line before it; `null` where no journal is kept, or it is the first. */
export interface LookRecord {
  journal: string | null;
  previous: { look: number; time: string; decision: DecisionCode } | null;
}

/** Which look it is, for the report of an analysis by a plan. */
export function lookReport({ design }: Analysis, { journal, previous }: LookRecord): LookReport {
  const { look: number, repeats } = design.monitoring!;
  return {
    number,
    repeated: repeats !== null,
    informationFraction: Math.min(1, leastFraction(design)),
    journal,
    previous:
      previous === null
        ? null
        : { number: previous.look, time: previous.time, decision: previous.decision },
  };
}
