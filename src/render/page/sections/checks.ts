import type { Report } from '../../../report/report.js';
import { element, type Markup } from '../markup.js';

/** What a check came to, in a word. */
export const STATUS_WORDS = { pass: 'Passed', warn: 'Warning', fail: 'Failed' };

/** What was checked of the data, the failures first. */
export function checksSection({ checks }: Report): Markup | null {
  if (checks.length === 0) return null;
  const ordered = (['fail', 'warn', 'pass'] as const).flatMap((status) =>
    checks.filter((check) => check.status === status),
  );
  const items = ordered.map(({ status, message, code }) =>
    element(
      'li',
      {},
      element('span', { class: status, title: code }, `${STATUS_WORDS[status]}:`),
      ` ${message}`,
    ),
  );
  return element('section', {}, element('h2', {}, 'Checks'), element('ul', {}, ...items));
}
