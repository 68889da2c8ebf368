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

/**
 * The answer of `power --margin` for a person at a terminal.
 * @example
 * const question = {
 *   test: {
 *     baseline: { kind: 'proportion', rate: 0.05 }, alpha: 0.05, variants: 2, allocation: 1,
 *     monitoring: { method: 'fixed' },
 *   },
 *   kind: 'non-inferiority', margin: { scale: 'points', size: 0.005 }, lowerIsBetter: true,
 *   effect: 0, units: null, power: 0.9,
 * } satisfies GuardrailQuestion;
 * const answer = guardrailAnswer(question);
 * if (answer === null) throw new Error('no such margin');
 * renderMargin(marginReport(question, answer), { paint: PLAIN, width: 80 }).split('\n')[0];
 * // => 'Question     how many units show with 90 % power that a treatment is not worse'
 */
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
