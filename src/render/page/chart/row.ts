import { printable } from '../../printable.js';
import { fit } from '../../text/layout.js';
import type { Markup } from '../markup.js';
import { label } from './figure.js';

/** A row's name and figures stand above its mark, each on a line, so that a chart is as readable on a phone. */
export const ROW = { height: 58, name: 14, figures: 30, line: 46 };

/** Of a name and of figures so many columns are drawn, which a phone shows; tables have all. */
const MOST_COLUMNS = 40;
const MOST_FIGURES = 60;

/** What stands above the mark of a row that begins at that height. */
export function rowTexts(
  { name, figures }: { name: string; figures: string },
  top: number,
): Markup[] {
  return [
    label(0, top + ROW.name, fit(printable(name), MOST_COLUMNS), { 'font-weight': 600 }),
    label(0, top + ROW.figures, fit(printable(figures), MOST_FIGURES)),
  ];
}
