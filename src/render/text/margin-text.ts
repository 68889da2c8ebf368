import type { MarginReport } from '../../report/margin-report.js';
import {
  marginAnswer,
  marginAssumption,
  marginQuestion,
  marginTest,
} from '../../report/wording/margin-wording.js';
import { looksOf, togetherOf } from '../../report/wording/power-wording.js';
import { printable } from '../printable.js';
import { labelled, page } from './layout.js';
import { pilotRows } from './pilot-text.js';
import type { Style } from './style.js';

/** The answer of `power --margin` for a person at a terminal. */
export function renderMargin(report: MarginReport, style: Style): string {
  const { bold } = style.paint;
  const row = (label: string, text: string) =>
    labelled(label, printable(text), { width: style.width });
  const lines = [
    ...row('Question', marginQuestion(report)),
    ...row('Answer', marginAnswer(report)).map((line) => bold(line)),
    ...(report.decision === null ? [] : row('Decision', togetherOf(report.decision, report.power))),
    ...row('Assumed', marginAssumption(report)),
    ...pilotRows(report).flatMap(([label, text]) => row(label, text)),
    ...row('Test', marginTest(report)),
    ...(report.monitoring.method === 'fixed' ? [] : row('Looks', looksOf(report.monitoring))),
    ...row('Method', `${report.formula}.`),
  ];
  return page([lines]);
}
