import type { MarginReport } from '../../../report/margin-report.js';
import type { PowerReport } from '../../../report/power-report.js';
import { monitoringSources } from '../../../report/wording/method-sources.js';
import type { Markup } from '../markup.js';
import { methodsList } from '../parts.js';

/** By which methods an answer was come by, and who described them. */
export function methodsOf({ formula, monitoring, pilot }: PowerReport | MarginReport): Markup {
  return methodsList([
    { name: 'Size and power', source: formula },
    ...monitoringSources(monitoring.method, monitoring.futility !== null),
    ...(pilot === null ? [] : [{ name: 'Noise of the past data', source: 'Browne 1995' }]),
    ...(pilot?.forSkewness ? [{ name: 'Skewness', source: 'Hall 1992' }] : []),
  ]);
}
