import type { Report } from '../../../report/report.js';
import { element, type Markup } from '../markup.js';
import { section } from '../parts.js';

/** What is shown of a check. */
interface Check {
  code: string;
  status: keyof typeof STATUS_WORDS;
  message: string;
}

/** What a check came to, in a word. */
const STATUS_WORDS = { pass: 'Passed', warn: 'Warning', fail: 'Failed' };

/** What was checked of the data, the failures first. */
export function checksSection({ checks }: Report): Markup | null {
  if (checks.length === 0) return null;
  const ordered = (['fail', 'warn', 'pass'] as const).flatMap((status) =>
    checks.filter((check) => check.status === status),
  );
  return section('Checks', element('ul', {}, ...checkItems(ordered)));
}

/** A point of a list for each check. */
export function checkItems(checks: readonly Check[]): Markup[] {
  return checks.map(({ status, message, code }) =>
    element(
      'li',
      {},
      element('span', { class: status, title: code }, `${STATUS_WORDS[status]}:`),
      ` ${message}`,
    ),
  );
}
