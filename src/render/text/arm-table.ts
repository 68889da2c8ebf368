import type { ComparisonReport } from '../../report/comparison-report.js';
import { effectDecimals, wordMean } from '../../report/wording/effects.js';
import { formatCount, formatFixed, formatShort } from '../../report/wording/numbers.js';
import { printable } from '../printable.js';
import { columnsOf, left, right } from './layout.js';
import type { Style } from './style.js';

const NAME_COLUMNS = { least: 11, most: 28 };
/** A space and twelve for each of three figures. */
const FIGURE_COLUMNS = 3 * 13;

/** The arms of a metric as a table: units, and successes and rate or mean and standard deviation. */
export function armTable(compared: ComparisonReport[], { width }: Style): string[] {
  const first = compared[0]!;
  const arms = [first.control, ...compared.map(({ treatment }) => treatment)];
  const sharpest = compared.reduce((a, b) => (effectDecimals(b) > effectDecimals(a) ? b : a));
  const proportion = first.kind === 'proportion';
  const names = arms.map(({ variant }) => printable(variant));
  const widest = Math.max(NAME_COLUMNS.least, ...names.map(columnsOf));
  const room = Math.min(NAME_COLUMNS.most, width - 2 - FIGURE_COLUMNS);
  const nameColumns = Math.min(room, widest);
  const cells = (name: string, rest: string[]) =>
    `  ${left(name, nameColumns)}${rest.map((text) => ` ${right(text, 12)}`).join('')}`;
  return [
    cells('', [
      'units',
      proportion ? 'successes' : 'std. dev.',
      { proportion: 'rate', mean: 'mean', ratio: 'ratio', quantile: 'quantile' }[first.kind],
    ]),
    ...arms.map((arm, i) =>
      cells(names[i]!, [
        formatCount(arm.n),
        proportion ? formatCount(arm.successes!) : deviation(arm.variance, sharpest),
        fitting(wordMean(sharpest, arm), arm.mean),
      ]),
    ),
  ];
}

function deviation(variance: number | null, compared: ComparisonReport): string {
  if (variance === null) return '–';
  const deviation = Math.sqrt(variance);
  return fitting(formatFixed(deviation, effectDecimals(compared)), deviation);
}

/** A figure as it is, or in short where its column is too narrow: a number cut is a false number. */
function fitting(text: string, value: number): string {
  return columnsOf(text) <= FIGURE_COLUMNS / 3 - 1 ? text : formatShort(value);
}
