import { plannedMdeOf } from '../../../report/detected.js';
import type { PlanReport } from '../../../report/plan-report.js';
import { formatLevel, formatPercent, formatShort } from '../../../report/wording/numbers.js';
import { wordSigned } from '../../../report/wording/plan-looks-wording.js';
import { curves } from '../chart/curve.js';
import { figure } from '../chart/figure.js';
import { SHARES } from '../chart/rise.js';
import { unitOf, wordUnit } from '../figures.js';
import { element, type Markup, nameOf } from '../markup.js';
import { section } from '../parts.js';
import { table } from '../table.js';

/** Each so many points of the curve stand in the table. */
const TOLD = 5;

/** How surely the primary metric finds effects of each size; nothing where the plan cannot tell. */
export function detectionSection(report: PlanReport): Markup | null {
  const { detection, design, metrics } = report;
  if (detection === null) return null;
  const { treatment, detectable, curve } = detection;
  const primary = metrics[0]!;
  const metric = { kind: primary.kind ?? 'mean' };
  const power = formatLevel(design.power);
  const what = primary.value === null ? 'is found' : 'is shown to pay';
  const mde = plannedMdeOf(report);
  const told = {
    id: 'detection',
    title: `How surely an effect on ${primary.name} ${what}, by its size`,
    description:
      detectable === null
        ? `None ${what} with ${power} power.`
        : `${power} at ${wordSigned(detectable.absolute, primary.kind)}.`,
  };
  return section(
    'Which effects it finds',
    element('p', {}, smallest(report)),
    figure(
      [
        `How surely an effect of `,
        nameOf(treatment),
        ' on ',
        nameOf(primary.name),
        ` ${what} at the planned size, by its size in ${wordUnit(metric)}`,
      ],
      [
        curves(
          told,
          [
            {
              name: 'power',
              tone: 'good',
              points: curve.map(({ effect, power: y }) => [effect, y] as const),
            },
          ],
          {
            lines: mde === null ? [] : [{ value: mde, label: 'MDE' }],
            unit: unitOf(metric),
            start: 0,
            rise: {
              ...SHARES,
              levels: [
                ...SHARES.levels,
                { value: design.power, label: `${power} power`, isWanted: true },
              ],
            },
          },
        ),
      ],
      table(
        [
          { name: 'effect', isFigure: true },
          { name: 'power', isFigure: true },
        ],
        curve
          .filter((_, i) => i % TOLD === TOLD - 1)
          .map(({ effect, power: chance }) => [
            wordSigned(effect, primary.kind),
            formatPercent(chance, 1),
          ]),
      ),
    ),
  );
}

/** The smallest effect that is found as surely as the plan wants. */
function smallest({ detection, design, metrics }: PlanReport): string {
  const { detectable } = detection!;
  const { kind, value } = metrics[0]!;
  const what = value === null ? 'found' : 'shown to pay';
  const power = `${formatLevel(design.power)} power`;
  if (detectable === null) return `No effect is ${what} with ${power} at this size.`;
  const { absolute, relative } = detectable;
  const lift =
    relative === null ? '' : ` (${formatShort(Math.abs(100 * relative))} % of the control)`;
  return `The smallest effect that is ${what} with ${power} is ${wordSigned(absolute, kind)}${lift}.`;
}
