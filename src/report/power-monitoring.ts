import type { StoppingRule } from '../experiment/monitoring/stopping-rule.js';
import { monitoringCost, type PowerDesign, plannedLevel } from '../experiment/size/power-plan.js';
import type { Spending } from '../stats/sequential/spending-family.js';
import { type PowerFutility, powerFutility } from './power-futility.js';

/** How the test may be looked at while it runs, and what that costs. */
export interface PowerMonitoring {
  method: StoppingRule['method'];
  /** Group-sequential only, like `looks`, `expectedShare` and `expectedUnits`. */
  spending: Spending | null;
  looks: number | null;
  /** The sample size over that of one look, 1 or more. */
  inflation: number;
  /** The mean share of the sample size at which it ends, without an effect and with the one asked about. */
  expectedShare: { null: number; effect: number } | null;
  /** The same in units over all variants. */
  expectedUnits: { null: number; effect: number } | null;
  /** When it is given up that shows nothing; `null` where it is not. */
  futility: PowerFutility | null;
}

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
    futility: effect === null ? null : powerFutility(test, sequential, { effect, total }),
  };
}
