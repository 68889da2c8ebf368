import type { MarginReport } from '../../../report/margin-report.js';
import type { PowerReport } from '../../../report/power-report.js';
import { formatCount, formatPercent } from '../../../report/wording/numbers.js';
import { powerText, unitName } from '../../../report/wording/power-wording.js';
import { unitOfUnits } from '../chart/axis.js';
import { curves } from '../chart/curve.js';
import { figure } from '../chart/figure.js';
import { SHARES } from '../chart/rise.js';
import type { Markup } from '../markup.js';
import { section } from '../parts.js';
import { table } from '../table.js';

/** Each so many points of the curve stand in the table. */
const TOLD = 10;

/** How surely it comes out with other numbers of units; nothing where no curve is known. */
export function curveSection(report: PowerReport | MarginReport): Markup | null {
  const { curve, sampleSize, power } = report;
  if (curve.length === 0) return null;
  const name = unitName(report);
  const answer = sampleSize.exactPerVariant;
  const shown = `${formatCount(sampleSize.treatment)} units: ${powerText(power)}`;
  const told = {
    id: 'power',
    title: `Power by units per ${name}`,
    description: `${powerText(power)} with ${formatCount(sampleSize.treatment)} units per ${name}.`,
  };
  const unit = unitOfUnits(2 * answer);
  const points = curve.map(({ units, power: chance }) => [units, chance] as const);
  const rows = curve
    .filter((_, i) => i % every(curve) === every(curve) - 1)
    .map(({ units, power: chance }) => [formatCount(units), formatPercent(chance, 1)]);
  return section(
    'How surely it is found',
    figure(
      `Power by ${unit.name} per ${name}; with ${formatCount(sampleSize.treatment)} units it is ${powerText(power)}`,
      [
        curves(told, [{ name: 'power', tone: 'good', points }], {
          lines: [{ value: answer, label: shown }],
          unit,
          rise: {
            ...SHARES,
            levels: [
              ...SHARES.levels,
              { value: power, label: `${powerText(power)} power`, isWanted: true },
            ],
          },
        }),
      ],
      table(
        [
          { name: `units per ${name}`, isFigure: true },
          { name: 'power', isFigure: true },
        ],
        rows,
      ),
    ),
  );
}

/** So that about a dozen points are told, the answer among them. */
function every({ length }: readonly unknown[]): number {
  return Math.max(1, Math.round(length / (TOLD + 2)));
}
