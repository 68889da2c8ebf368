import type { ComparisonReport } from '../../../report/comparison-report.js';
import type { Report } from '../../../report/report.js';
import { dilutedOf } from '../../../report/wording/dilution-wording.js';
import type { WordedEstimate } from '../../../report/wording/effects.js';
import { formatCount, formatShare } from '../../../report/wording/numbers.js';
import { element, type Markup, nameOf } from '../markup.js';
import { table } from '../table.js';

const FIGURES = [
  'triggered',
  'of all',
  'effect on all',
  'interval',
  'lift on all',
  'units it takes',
];

/** What each comparison of those who could see a difference comes to over all units. */
export function dilutionSection(report: Report): Markup | null {
  const { triggered, comparisons } = report;
  if (triggered === undefined) return null;
  const columns = [
    { name: 'metric' },
    { name: 'treatment' },
    ...FIGURES.map((name) => ({ name, isFigure: true })),
  ];
  return element(
    'section',
    {},
    element('h2', {}, 'Over all units'),
    element(
      'p',
      {},
      'Compared are those who could see a difference, as ',
      nameOf(triggered.column),
      ` says: ${formatShare(triggered.share)} of all units. Over all units, of whom the others are taken to see no difference, that comes to:`,
    ),
    table(columns, comparisons.map(row)),
  );
}

function row(one: ComparisonReport): (string | Markup | (string | Markup)[])[] {
  const { dilution, segment } = one;
  const parts = Object.entries(segment ?? {}).flatMap(([column, value]) => [
    ', ',
    nameOf(column),
    ' ',
    nameOf(value),
  ]);
  const diluted = dilutedOf(one);
  const lift = diluted?.lift ?? null;
  const { units, required } = dilution!;
  return [
    [nameOf(one.metric), ...parts],
    nameOf(one.treatment.variant),
    formatCount(units.triggered),
    formatCount(units.all),
    diluted?.effect.estimate ?? '–',
    diluted?.effect.interval ?? '–',
    lift === null ? '–' : worded(lift),
    required === null ? '–' : formatCount(required.total),
  ];
}

function worded({ estimate, interval }: WordedEstimate): string {
  return `${estimate} ${interval ?? ''}`.trim();
}
