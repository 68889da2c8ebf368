import type { RulesReport } from '../../report/rules-report.js';
import { wordRules, wordRulesVerdict } from '../../report/wording/rules-wording.js';
import { inert } from '../printable.js';
import { markdownText } from './escape.js';
import { COLUMNS, table } from './parts.js';

/** What is against the rules in a ledger, for a pull request. */
export function renderRulesMarkdown(report: RulesReport): string {
  const order = { fail: 0, warn: 1 };
  const findings = report.findings.toSorted((a, b) => order[a.status] - order[b.status]);
  const rows = findings.map(({ status, experiments, code, message }) => [
    status === 'fail' ? '**against**' : 'warning',
    markdownText(experiments.join(', '), COLUMNS.sentence),
    `\`${code}\``,
    markdownText(message, COLUMNS.sentence),
  ]);
  const blocks = [
    `## Rules: ${markdownText(wordRulesVerdict(report), COLUMNS.sentence)}`,
    markdownText(wordRules(report), COLUMNS.sentence),
    ...(rows.length === 0 ? [] : [table(['', 'experiment', 'code', 'what'], rows, [])]),
  ];
  return inert(`${blocks.join('\n\n')}\n`);
}
