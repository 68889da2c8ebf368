import type { Report } from '../../report/report.js';
import { formatCounted } from '../../report/wording/numbers.js';
import { wordPair } from '../../report/wording/term-wording.js';
import { printable } from '../printable.js';
import { labelled } from './layout.js';
import type { Style } from './style.js';

/** Short-term metrics beside their long-term form, at most so many of them. */
export function renderTerms(report: Report, { width, paint }: Style, most: number): string[][] {
  const { longTerms = [] } = report;
  const shown = longTerms.slice(0, most).map((pair) => {
    const { longTerm, shortTerm, treatment } = pair;
    return [
      paint.bold(printable(`${longTerm.metric} beside ${shortTerm.metric} · ${treatment}`)),
      ...wordPair(pair, report).flatMap(([label, text]) =>
        labelled(label, printable(text), { indent: 2, labelWidth: 12, width }),
      ),
    ];
  });
  const left = longTerms.length - shown.length;
  return left > 0
    ? [...shown, [`… and ${formatCounted(left, 'more pair')} of short and long term.`]]
    : shown;
}
