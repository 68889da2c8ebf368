import type { Report } from '../../../report/report.js';
import { methodSources } from '../../../report/wording/method-sources.js';
import type { Markup } from '../markup.js';
import { methodsList } from '../parts.js';

/** Which methods were used, and who described them. */
export function methodsSection(report: Report): Markup {
  return methodsList(methodSources(report));
}
