import type { Analysis } from '../experiment/analysis.js';
import type { DecisionCode } from '../experiment/decision/decision-code.js';
import { leastFraction } from '../experiment/monitoring/progress.js';
import type { Plan } from '../experiment/size/plan.js';
import type { FollowedPlan, LookReport } from './report.js';

/**
 * What a plan promised, for the report of an analysis by it.
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const found = await readAggregates(sources, planReadOptions(read.plan), process);
 * const data = hashOfLook(found.files, sources);
 * const analysis = decideUnrecorded({ read, aggregates: found.aggregates, data, time: new Date() });
 * const look = lookReport(analysis, { journal: null, previous: null });
 * const occasion = { plan: followedPlan(read, analysis), look };
 * const { plan } = buildReport(analysis, inputReport(found), '1.0.0', occasion);
 * [plan?.experiment, plan?.path]; // => [ 'homepage-hero', 'fixtures/plan.yaml' ]
 */
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

/**
 * Which look it is, for the report of an analysis by a plan.
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const { aggregates, files } = await readAggregates(sources, planReadOptions(read.plan), process);
 * const data = hashOfLook(files, sources);
 * const analysis = decideUnrecorded({ read, aggregates, data, time: new Date() });
 * const look = lookReport(analysis, { journal: null, previous: null });
 * // A third of the planned units is there; without a journal nobody knows which look it is.
 * [look.informationFraction, look.number]; // => [ 0.3468, null ]
 */
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
