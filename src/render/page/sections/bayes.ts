import type { ComparisonReport } from '../../../report/comparison-report.js';
import { posteriorDensities } from '../../../report/posterior-density.js';
import type { Report } from '../../../report/report.js';
import { formatPercent } from '../../../report/wording/numbers.js';
import { posteriorSentence } from '../../text/comparison-sentences.js';
import { type Curve, curves } from '../chart/curve.js';
import { figure } from '../chart/figure.js';
import { unitOf } from '../figures.js';
import { element, type Markup, nameOf } from '../markup.js';
import { table } from '../table.js';

/** What was believed of both arms after the data; nothing where it was not asked for. */
export function bayesSection({ comparisons }: Report): Markup | null {
  const asked = comparisons.filter(
    ({ posterior, segment }) => posterior !== null && segment === null,
  );
  if (asked.length === 0) return null;
  return element(
    'section',
    {},
    element('h2', {}, 'After the data (Bayes)'),
    ...asked.map((one, i) => densities(one, `bayes-${i + 1}`)),
  );
}

function densities(comparison: ComparisonReport, id: string): Markup {
  const { metric, treatment, kind } = comparison;
  const said = posteriorSentence(comparison);
  const caption = [
    element('strong', {}, nameOf(metric), ', ', nameOf(treatment.variant)),
    ` · ${said} No part of the verdict.`,
  ];
  const drawn = posteriorDensities(comparison);
  if (drawn === null) return element('p', {}, ...caption);
  const [before, after] = drawn;
  const shown: Curve[] = [
    { name: before.variant, tone: 'open', dashed: true, points: before.points },
    { name: after.variant, tone: 'good', points: after.points },
  ];
  const unit = kind === 'proportion' ? { factor: 100, sign: ' %' } : unitOf(comparison);
  const told = { id, title: `Posterior of ${metric} in both variants`, description: said };
  return figure(
    caption,
    [curves(told, shown, { lines: [], unit, rise: { from: 0, to: 1, levels: [] } })],
    table(
      [{ name: 'question' }, { name: 'probability', isFigure: true }],
      [
        [
          [nameOf(treatment.variant), ' is the better'],
          formatPercent(comparison.posterior!.probabilityBetter, 2),
        ],
      ],
    ),
  );
}
