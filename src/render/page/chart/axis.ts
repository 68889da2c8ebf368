import { decimalsFor, formatFixed } from '../../../report/wording/numbers.js';
import { element, fragment, type Markup } from '../markup.js';
import { label } from './figure.js';
import type { ChartScale } from './scale.js';

/** Lines that run through a chart behind its marks. */
export interface Reference {
  value: number;
  label: string;
  /** Zero is drawn whole, what else there is to compare with in dashes. */
  isZero?: boolean;
}

/** Pixels that an axis takes below a chart. */
export const AXIS_HEIGHT = 22;

/** How values of a chart are written: 0.012 as 1.2 with a factor of 100. */
export interface Unit {
  factor: number;
  /** Behind the number, as " pp"; of an axis it stands in the caption. */
  sign: string;
}

/** In what units are counted along an axis, so that its numbers have room on a phone. */
export function unitOfUnits(most: number): Unit & { name: string } {
  const [factor, name] =
    most >= 1e7
      ? [1e-6, 'millions of units']
      : most >= 1e4
        ? [1e-3, 'thousands of units']
        : [1, 'units'];
  return { factor, sign: '', name };
}

/** How the values of an axis are written: to the place in which they differ. */
export function wordTicks({ ticks }: ChartScale, { factor }: Unit): string[] {
  const step = factor * ((ticks[1] ?? 1) - (ticks[0] ?? 0));
  return ticks.map((tick) => formatFixed(factor * tick, decimalsFor(step, 1)));
}

/** The numbers below a chart, with a thin line above each. */
export function axis(chart: ChartScale, top: number, unit: Unit): Markup {
  const { ticks, at } = chart;
  const words = wordTicks(chart, unit);
  return fragment(
    ...ticks.map((tick, i) =>
      fragment(
        element('line', {
          x1: at(tick),
          x2: at(tick),
          y1: 0,
          y2: top,
          stroke: 'currentColor',
          'stroke-opacity': 0.12,
        }),
        label(at(tick), top + 15, words[i]!, {
          anchor: 'middle',
          'font-size': 11,
          'fill-opacity': 0.75,
        }),
      ),
    ),
  );
}

/** Names of lines stand one below the other, since lines may be close. */
const NAME_HEIGHT = 15;
const FIRST_NAME = 12;

/** Pixels that the names of lines take above a chart: that of zero, and of one or two others. */
export const REFERENCES_HEIGHT = FIRST_NAME + NAME_HEIGHT + 8;

/** The same where there may be no lines. */
export function referencesHeight({ length }: readonly Reference[]): number {
  return length === 0 ? 0 : REFERENCES_HEIGHT;
}

/** Lines through the chart down to `bottom`, each named above it. */
export function references(scale: ChartScale, lines: readonly Reference[], bottom: number): Markup {
  const shown = lines.filter(({ value }) => !scale.isBeyond(value));
  return fragment(
    ...shown.map(({ value, label: text, isZero = false }) => {
      const y = FIRST_NAME + (isZero ? 0 : NAME_HEIGHT);
      const share = scale.share(value);
      const anchor = share < NEAR_END ? 'start' : share > 1 - NEAR_END ? 'end' : 'middle';
      return fragment(
        element('line', {
          x1: scale.at(value),
          x2: scale.at(value),
          y1: y + 4,
          y2: bottom,
          stroke: 'currentColor',
          'stroke-opacity': isZero ? 0.7 : 0.6,
          'stroke-dasharray': isZero ? null : '4 3',
        }),
        label(scale.at(value), y, text, { anchor, 'font-size': 11 }),
      );
    }),
  );
}

/** Closer to an end than this share a name would run over it. */
const NEAR_END = 0.15;
