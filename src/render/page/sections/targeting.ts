import type { TargetingReport } from '../../../report/comparison-report.js';
import type { Report } from '../../../report/report.js';
import { formatCount, formatPercent } from '../../../report/wording/numbers.js';
import { wordGain, wordGains, wordSplits } from '../../../report/wording/targeting-wording.js';
import { element, type Markup, nameOf } from '../markup.js';
import { table } from '../table.js';

/** Who should get which variant by each rule, and what that gains. */
export function targetingSection(report: Report): Markup | null {
  const { targetings = [], design } = report;
  if (targetings.length === 0) return null;
  return element(
    'section',
    {},
    element('h2', {}, 'Who should get it'),
    ...targetings.flatMap((one) => ruleOf(one, design.control)),
  );
}

function ruleOf(one: TargetingReport, control: string): Markup[] {
  const over = wordGains(one, control).map(({ gain, variant, so }) =>
    element('li', {}, `${gain} over `, nameOf(variant), ` for everyone${so}`),
  );
  return [
    element('h3', {}, nameOf(one.metric), ' by ', nameOf(one.columns.join(' × '))),
    element('p', {}, `Conclusion: ${one.conclusion.message}`),
    element('ul', {}, ...over),
    element('p', {}, `Gains are ${wordSplits(one)}.`),
    element(
      'p',
      {},
      'What each treatment gains over the control in a segment, as measured → drawn towards that of all segments:',
    ),
    cellTable(one),
  ];
}

function cellTable({ cells, columns, kind, isMoney }: TargetingReport): Markup {
  const treatments = cells[0]?.gains.map(({ variant }) => variant) ?? [];
  const head = [
    { name: nameOf(columns.join(' × ')) },
    { name: 'gets' },
    { name: 'units', isFigure: true },
    { name: 'share', isFigure: true },
    ...treatments.map((variant) => ({ name: nameOf(variant), isFigure: true })),
  ];
  const gain = (estimate: number) =>
    wordGain({ kind, isMoney }, { estimate, lower: null, upper: null });
  const rows = cells.map(({ segment, variant, units, share, gains }) => [
    segment === null ? 'all smaller ones' : nameOf(Object.values(segment).join(' × ')),
    element('strong', {}, nameOf(variant)),
    formatCount(units),
    formatPercent(share, 1),
    ...gains.map(({ estimate, shrunk }) => `${gain(estimate)} → ${gain(shrunk)}`),
  ]);
  return table(head, rows);
}
