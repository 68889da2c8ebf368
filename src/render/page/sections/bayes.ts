import type { ComparisonReport } from '../../../report/comparison-report.js';
import { learnedDensities } from '../../../report/learned-density.js';
import { posteriorDensities } from '../../../report/posterior-density.js';
import type { Report } from '../../../report/report.js';
import { capital } from '../../../report/wording/capital.js';
import { formatPercent } from '../../../report/wording/numbers.js';
import { posteriorSentence } from '../../text/comparison-sentences.js';
import { learnedSentence, shrunkEffect } from '../../text/learned-sentence.js';
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
    ...asked.flatMap((one, i) => [
      densities(one, `bayes-${i + 1}`),
      learned(one, `learned-${i + 1}`),
    ]),
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

/** What earlier tests make of the effect; nothing where none are given. */
function learned(comparison: ComparisonReport, id: string): Markup | null {
  const said = learnedSentence(comparison);
  if (said === null) return null;
  const { metric, treatment, posterior, kind } = comparison;
  const caption = [
    element('strong', {}, nameOf(metric), ', ', nameOf(treatment.variant)),
    ` · ${capital(said)} No part of the verdict.`,
  ];
  const found = posterior!.learned!;
  if (found === null) return element('p', {}, ...caption);
  const { before, measured, after } = learnedDensities(found);
  const isPercent = found.prior.effect !== 'absolute';
  const unit =
    isPercent || kind === 'proportion'
      ? { factor: 100, sign: isPercent ? ' %' : ' pp' }
      : unitOf(comparison);
  const told = {
    id,
    title: `Effect on ${metric} by earlier tests and this one`,
    description: said,
  };
  const shown: Curve[] = [
    { name: 'earlier tests', tone: 'open', dashed: true, points: before },
    { name: 'this test alone', tone: 'bad', dashed: true, points: measured },
    { name: 'both', tone: 'good', points: after },
  ];
  const { estimate, interval } = shrunkEffect(comparison, found);
  return figure(
    caption,
    [curves(told, shown, { lines: [], unit, rise: { from: 0, to: 1, levels: [] } })],
    table(
      [{ name: 'question' }, { name: 'by both', isFigure: true }],
      [
        [[nameOf(treatment.variant), ' is the better'], formatPercent(found.probabilityBetter, 2)],
        [isPercent ? 'lift' : 'effect', `${estimate} ${interval}`],
      ],
    ),
  );
}
