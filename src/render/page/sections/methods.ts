import type { Report } from '../../../report/report.js';
import { methodSources } from '../../../report/wording/method-sources.js';
import { element, type Markup } from '../markup.js';

/** Which methods were used, and who described them. */
export function methodsSection(report: Report): Markup {
  const items = methodSources(report).map(({ name, source }) =>
    element('li', {}, element('strong', {}, name), `: ${source}`),
  );
  return element('section', {}, element('h2', {}, 'Methods'), element('ul', {}, ...items));
}
