import type * as z from 'zod/mini';
import { plannedBoundary } from '../experiment/size/planned-boundary.js';
import { monitoringCost, type PowerDesign, plannedLevel } from '../experiment/size/power-plan.js';
import { powerFutility } from './power-futility.js';
import type { powerSchema } from './schemas/power-schema.js';

/** How the test may be looked at while it runs, and what that costs. */
export type PowerMonitoring = z.output<typeof powerSchema>['monitoring'];

/** How a planned test may be looked at while it runs, and what that costs it at that power. */
export function powerMonitoring(
  test: PowerDesign,
  power: number,
  { effect, total }: { effect: number | null; total: number },
): PowerMonitoring {
  const { monitoring } = test;
  const { method } = monitoring;
  const [spending, looks] =
    method === 'group-sequential' ? [monitoring.spending, monitoring.looks] : [null, null];
  // A power that rounds to 1, or that chance alone has, has no size of its own.
  const sized = power > plannedLevel(test) && power < 1;
  const { sequential, inflation, expectedShare } = sized
    ? monitoringCost(test, power)
    : { sequential: null, inflation: 1, expectedShare: null };
  const expectedUnits =
    expectedShare === null
      ? null
      : { null: total * expectedShare.null, effect: total * expectedShare.effect };
  return {
    method,
    spending,
    looks,
    inflation,
    expectedShare,
    expectedUnits,
    boundary: plannedBoundary(monitoring, {
      level: plannedLevel(test),
      alpha: test.alpha,
      alternative: test.alternative,
    }).map(({ informationFraction, statistic }) => ({
      informationFraction,
      units: Math.ceil(total * informationFraction),
      statistic,
    })),
    futility: effect === null ? null : powerFutility(test, sequential, { effect, total }),
  };
}
