import type { PlanReport } from '../../report/plan-report.js';
import { wordPlannedFutility, wordPlannedLooks } from '../../report/wording/plan-looks-wording.js';
import { labelled } from './layout.js';
import type { Style } from './style.js';

/** When the test may be looked at, and what that costs. */
export function lookLines(report: PlanReport, style: Style): string[] {
  const { width } = style;
  const futility = wordPlannedFutility(report);
  return [
    ...labelled('Looks', wordPlannedLooks(report), { width }),
    ...(futility === null ? [] : labelled('Futility', futility, { width })),
  ];
}
