import type { PlanReport } from '../../report/plan-report.js';
import { planSizeSentences } from '../../report/wording/plan-size-wording.js';
import { printable } from '../printable.js';
import { labelled } from './layout.js';
import type { Style } from './style.js';

/** How large the test is to be and how long that takes; or what the plan lacks to say so. */
export function sizeLines(report: PlanReport, { width }: Style): string[] {
  return labelled('Sample size', printable(planSizeSentences(report).join(' ')), { width });
}
