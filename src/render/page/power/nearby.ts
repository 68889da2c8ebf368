import type { PowerNeighbour } from '../../../report/power-report.js';
import { capital } from '../../../report/wording/capital.js';
import { formatCount } from '../../../report/wording/numbers.js';
import { unitOfUnits } from '../chart/axis.js';
import { bars } from '../chart/bars.js';
import { figure } from '../chart/figure.js';
import type { Markup } from '../markup.js';
import { section } from '../parts.js';
import { table } from '../table.js';

/** A size that is near the one asked about. */
export interface Nearby extends Pick<PowerNeighbour, 'sampleSize' | 'durationDays'> {
  /** The effect or the margin. */
  size: string;
  isAsked: boolean;
}

/** What other effects, or margins, take; nothing where no size is known. */
export function nearbySection(
  nearby: readonly Nearby[],
  { what, per, power }: { what: string; per: string; power: string },
): Markup | null {
  if (nearby.length === 0) return null;
  const withDays = nearby.some(({ durationDays }) => durationDays !== null);
  const rows = nearby.map(({ size, sampleSize, durationDays, isAsked }) => ({
    name: isAsked ? `${size}, as asked` : size,
    value: sampleSize.total,
    figures: `${formatCount(sampleSize.total)} units in all${wordDays(durationDays)}`,
    tone: isAsked ? ('good' as const) : ('open' as const),
  }));
  const unit = unitOfUnits(Math.max(...rows.map(({ value }) => value)));
  const told = {
    id: 'nearby',
    title: `Units in all by ${what}`,
    description: rows.map(({ name, figures }) => `${name}: ${figures}`).join('; '),
  };
  const columns = [
    { name: what, isFigure: true },
    { name: `units per ${per}`, isFigure: true },
    { name: 'in all', isFigure: true },
    ...(withDays ? [{ name: 'days', isFigure: true }] : []),
  ];
  return section(
    `Other ${what}s, other sizes`,
    figure(
      [`${capital(unit.name)} in all that each ${what} takes, at ${power} power`],
      [bars(told, rows, { lines: [], unit })],
      table(
        columns,
        nearby.map(({ size, sampleSize, durationDays }) => [
          size,
          formatCount(sampleSize.treatment),
          formatCount(sampleSize.total),
          ...(withDays ? [durationDays === null ? '–' : formatCount(durationDays)] : []),
        ]),
      ),
    ),
  );
}

function wordDays(days: number | null): string {
  if (days === null) return '';
  return days === 1 ? ', 1 day' : `, ${formatCount(days)} days`;
}
