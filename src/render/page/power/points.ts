import type { MarginReport } from '../../../report/margin-report.js';
import type { PowerReport } from '../../../report/power-report.js';
import { capital } from '../../../report/wording/capital.js';
import { noiseOf, skewOf } from '../../../report/wording/pilot-wording.js';
import { looksOf, togetherOf } from '../../../report/wording/power-wording.js';

/** What else a reader in a hurry has to know of an answer. */
export function pointsOf(report: PowerReport | MarginReport): string[] {
  const { decision, power, pilot, monitoring } = report;
  const said = [
    ...(decision === null ? [] : [togetherOf(decision, power)]),
    ...(monitoring.method === 'fixed' ? [] : [looksOf(monitoring)]),
    ...(pilot === null ? [] : [noiseOf({ ...report, pilot }), skewOf({ ...report, pilot })]),
  ];
  return said.flatMap((text) => (text === null ? [] : [capital(text)]));
}
