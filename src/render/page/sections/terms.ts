import type { Report } from '../../../report/report.js';
import type { TermPairReport } from '../../../report/term-report.js';
import { wordTerms } from '../../../report/wording/term-wording.js';
import { element, type Markup, nameOf } from '../markup.js';
import { section } from '../parts.js';
import { table } from '../table.js';

/** Short-term metrics beside their long-term form. */
export function termsSection(report: Report): Markup | null {
  const { longTerms = [] } = report;
  if (longTerms.length === 0) return null;
  return section('Short and long term', ...longTerms.flatMap((pair) => pairOf(pair, report)));
}

function pairOf(pair: TermPairReport, report: Report): Markup[] {
  const { longTerm, shortTerm, treatment, agreement, decidedBy } = pair;
  const rows = wordTerms(pair, report).map(({ term, metric, effect, lift, shows }) => [
    term,
    nameOf(metric),
    effect,
    lift,
    shows,
  ]);
  return [
    element(
      'h3',
      {},
      nameOf(longTerm.metric),
      ' beside ',
      nameOf(shortTerm.metric),
      ', ',
      nameOf(treatment),
    ),
    table(
      [
        { name: '' },
        { name: 'metric' },
        { name: 'effect', isFigure: true },
        { name: 'lift', isFigure: true },
        { name: 'by its interval' },
      ],
      rows,
    ),
    element('p', {}, agreement.message),
    element('p', {}, decidedBy.message),
  ];
}
