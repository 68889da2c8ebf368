import {
  monitoringCost,
  type PlannedTest,
  plannedLevel,
} from '../../experiment/size/power-plan.js';
import type { PowerMonitoring } from '../../report/power-report.js';

/** How a planned test may be looked at while it runs, and what that costs it at that power. */
export function monitoringReport(test: PlannedTest, power: number): PowerMonitoring {
  const { monitoring } = test;
  const { method } = monitoring;
  const [spending, looks] =
    method === 'group-sequential' ? [monitoring.spending, monitoring.looks] : [null, null];
  // A power that rounds to 1, or that chance alone has, has no size of its own.
  const sized = power > plannedLevel(test) && power < 1;
  const cost = sized ? monitoringCost(test, power) : { inflation: 1, expectedShare: null };
  return { method, spending, looks, ...cost };
}
