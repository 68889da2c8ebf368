import type { TrendReport } from '../../../report/comparison-report.js';
import type { Report } from '../../../report/report.js';
import { wordEffect } from '../../../report/wording/effects.js';
import { formatPValue } from '../../../report/wording/numbers.js';
import { trendSentence } from '../../text/trend-text.js';
import { figure } from '../chart/figure.js';
import { forest } from '../chart/forest.js';
import { unitOf, wordUnit } from '../figures.js';
import { element, type Markup, nameOf } from '../markup.js';
import { table } from '../table.js';

/** How each metric goes with the strength of personalization, and what each step adds to the one below. */
export function strengthSection({ trends }: Report): Markup | null {
  if (trends.length === 0) return null;
  return element(
    'section',
    {},
    element('h2', {}, 'Strength of personalization'),
    ...trends.map((trend, i) => steps(trend, `strength-${i + 1}`)),
  );
}

function steps(trend: TrendReport, id: string): Markup {
  const sentence = trendSentence(trend);
  const rows = trend.steps.map(({ from, to, effect }) => {
    const { estimate, interval } = wordEffect({ kind: trend.kind, effect });
    return {
      name: `${from} → ${to}`,
      value: effect,
      figures: `${estimate} ${interval ?? ''}`.trim(),
      tone: 'other' as const,
    };
  });
  return figure(
    [
      element('strong', {}, nameOf(trend.metric)),
      ` · what each step adds to the one below, in ${wordUnit(trend)}. Trend: ${sentence}`,
    ],
    forest({ id, title: `What each step adds to ${trend.metric}`, description: sentence }, rows, {
      lines: [{ value: 0, label: 'adds nothing', isZero: true }],
      unit: unitOf(trend),
    }).map(({ drawing }) => drawing),
    table(
      [{ name: 'step' }, { name: 'effect', isFigure: true }, { name: 'adj. p', isFigure: true }],
      trend.steps.map(({ from, to, adjustedPValue }, i) => [
        [nameOf(from), ' → ', nameOf(to)],
        rows[i]!.figures,
        adjustedPValue === null ? '–' : formatPValue(Math.log(adjustedPValue)),
      ]),
    ),
  );
}
