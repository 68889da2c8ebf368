import { printable } from '../../printable.js';
import { fit } from '../../text/layout.js';
import { element, fragment, type Markup } from '../markup.js';
import { AXIS_HEIGHT, axis } from './axis.js';
import { COLOURS } from './colours.js';
import { drawing, label, type Told } from './figure.js';
import { chartScale } from './scale.js';

/** What runs from the beginning of one week to the end of another, counted from 1. */
export interface Span {
  name: string;
  from: number;
  to: number;
}

/** A name stands above its bar, so that the drawing is as readable on a phone. */
const ROW = { height: 38, name: 13, bar: 18, thick: 12 };

/** Of a name so many columns are drawn, which a phone shows. */
const MOST_COLUMNS = 40;

/** Bars over weeks, one below the other (Gantt 1910): a week begins at the number of those before it. */
export function weekBars(told: Told, spans: readonly Span[], weeks: number): Markup {
  const scale = chartScale([0, Math.max(weeks, ...spans.map(({ to }) => to))]);
  const bottom = spans.length * ROW.height + 4;
  const bars = spans.map(({ name, from, to }, i) => {
    const top = i * ROW.height;
    const [start, end] = [from - 1, to].map((week) => scale.at(week)) as [string, string];
    const y = top + ROW.bar + ROW.thick / 2;
    return fragment(
      label('4%', top + ROW.name, fit(printable(name), MOST_COLUMNS), { 'font-weight': 600 }),
      element('line', {
        x1: start,
        x2: end,
        y1: y,
        y2: y,
        stroke: COLOURS.good,
        'stroke-width': ROW.thick,
      }),
    );
  });
  return drawing(
    told,
    { height: bottom + AXIS_HEIGHT },
    axis(scale, bottom, { factor: 1, sign: '' }),
    ...bars,
  );
}
