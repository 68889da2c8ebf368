import { detectionCurve } from '../../../report/detection-curve.js';
import type { Report } from '../../../report/report.js';
import {
  formatCount,
  formatLevel,
  formatPercent,
  formatShort,
} from '../../../report/wording/numbers.js';
import { sampleSizeSentence } from '../../text/sample-size-text.js';
import { curves } from '../chart/curve.js';
import { figure } from '../chart/figure.js';
import { SHARES } from '../chart/rise.js';
import { unitOf, wordUnit } from '../figures.js';
import { element, type Markup, nameOf } from '../markup.js';
import { table } from '../table.js';

/** What the effect that was asked for takes, and which effects this sample finds how surely. */
export function sizeSection(report: Report): Markup | null {
  const sized = report.comparisons
    .filter(({ segment }) => segment === null)
    .flatMap((one) => {
      const sentence = sampleSizeSentence(one, report.design);
      return sentence === null ? [] : [{ one, sentence }];
    });
  if (sized.length === 0) return null;
  const items = sized.map(({ one, sentence }) =>
    element(
      'li',
      {},
      element('strong', {}, nameOf(one.metric), ', ', nameOf(one.treatment.variant)),
      `: ${sentence}`,
    ),
  );
  return element(
    'section',
    {},
    element('h2', {}, 'Sample size'),
    element('ul', {}, ...items),
    powerFigure(report),
  );
}

/** Each so many points of the curve stand in the table. */
const TOLD = 6;

/** How surely effects of the primary metric are found, where that is known. */
function powerFigure(report: Report): Markup | null {
  const curve = detectionCurve(report);
  if (curve === null) return null;
  const { comparison, smallest, mde, points } = curve;
  const { metric, control, treatment } = comparison;
  const unit = unitOf(comparison);
  const power = formatLevel(report.design.power);
  const lines = [
    { value: smallest, label: `${power} power` },
    ...(mde === null ? [] : [{ value: mde, label: 'MDE' }]),
  ];
  const told = {
    id: 'power',
    title: `Power of the test of ${metric} by the size of the effect`,
    description: `${power} at ${formatShort(unit.factor * smallest)}${unit.sign}.`,
  };
  const rows = points
    .filter((_, i) => i % TOLD === TOLD - 1)
    .map(([effect, chance]) => [
      `${formatShort(unit.factor * effect)}${unit.sign}`,
      formatPercent(chance, 1),
    ]);
  return figure(
    [
      `How surely ${formatCount(control.n)} and ${formatCount(treatment.n)} units find an effect on `,
      nameOf(metric),
      `, by its size in ${wordUnit(comparison)}`,
    ],
    [curves(told, [{ name: 'power', tone: 'good', points }], { lines, unit, rise: SHARES })],
    table(
      [
        { name: 'effect', isFigure: true },
        { name: 'power', isFigure: true },
      ],
      rows,
    ),
  );
}
