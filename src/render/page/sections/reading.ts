import type { Report } from '../../../report/report.js';
import { formatCount } from '../../../report/wording/numbers.js';
import { sourceName } from '../../../report/wording/source-name.js';
import { readLine } from '../../text/text.js';
import { element, type Markup, nameOf } from '../markup.js';
import { table } from '../table.js';

/** What was read and how, the plan that was gone by, and which program worked it out. */
export function readingSection(report: Report): Markup {
  const { input, plan, tool } = report;
  const rows = input.files.map((file) => [
    nameOf(sourceName(file)),
    formatCount(file.rows),
    file.sha256 === null ? '–' : element('code', {}, file.sha256),
  ]);
  return element(
    'section',
    {},
    element('h2', {}, 'How it was read'),
    element('p', {}, readLine(report)),
    table([{ name: 'file' }, { name: 'rows', isFigure: true }, { name: 'SHA-256' }], rows),
    plan === null
      ? null
      : element(
          'p',
          {},
          'Plan ',
          nameOf(plan.path),
          ', SHA-256 ',
          element('code', {}, plan.sha256),
        ),
    element('footer', {}, `${tool.name} ${tool.version}`),
  );
}
