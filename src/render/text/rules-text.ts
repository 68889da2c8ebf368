import type { RulesReport } from '../../report/rules-report.js';
import {
  type RuleFinding,
  wordRules,
  wordRulesVerdict,
} from '../../report/wording/rules-wording.js';
import { printable } from '../printable.js';
import { fit, labelled, page, wrap } from './layout.js';
import type { Style } from './style.js';

/** What is against the rules in a ledger, for a person at a terminal: what breaks one before what is to be judged. */
export function renderRules(report: RulesReport, style: Style): string {
  const of = (status: RuleFinding['status']) =>
    report.findings.filter((finding) => finding.status === status);
  const { red, yellow, green, bold } = style.paint;
  const verdict = `RULES        ${wordRulesVerdict(report)}`;
  return page([
    wrap(printable(wordRules(report)), style.width),
    of('fail').flatMap((finding) => findingLines('AGAINST', finding, { style, paint: red })),
    of('warn').flatMap((finding) => findingLines('Warning', finding, { style, paint: yellow })),
    [bold((report.kept ? green : red)(fit(printable(verdict), style.width)))],
  ]);
}

function findingLines(
  label: string,
  { experiments, message }: RuleFinding,
  { style, paint }: { style: Style; paint: (text: string) => string },
): string[] {
  const text = printable(`${experiments.join(', ')}: ${message}`);
  const [first = '', ...more] = labelled(label, text, { width: style.width });
  return [paint(label) + first.slice(label.length), ...more];
}
