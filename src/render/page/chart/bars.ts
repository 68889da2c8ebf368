import { element, fragment, type Markup } from '../markup.js';
import {
  AXIS_HEIGHT,
  axis,
  type Reference,
  references,
  referencesHeight,
  type Unit,
} from './axis.js';
import { COLOURS, type Tone } from './colours.js';
import { drawing, type Told } from './figure.js';
import { ROW, rowTexts } from './row.js';
import { type ChartScale, chartScale } from './scale.js';

/** An amount, 0 or more, and what stands beside it. */
export interface BarRow {
  name: string;
  /** `null` where there is none, which `figures` says why. */
  value: number | null;
  figures: string;
  tone: Tone;
}

const THICKNESS = 8;

/** Amounts one below the other, as bars from zero on a common scale. */
export function bars(
  told: Told,
  rows: readonly BarRow[],
  { lines, unit }: { lines: readonly Reference[]; unit: Unit },
): Markup {
  const values = rows.flatMap(({ value }) => value ?? []);
  const scale = chartScale([0, ...values, ...lines.map(({ value }) => value)]);
  const top = referencesHeight(lines);
  const bottom = top + rows.length * ROW.height;
  return drawing(
    told,
    { height: bottom + AXIS_HEIGHT },
    axis(scale, bottom, unit),
    references(scale, lines, bottom),
    ...rows.map((row, i) => bar(row, scale, top + i * ROW.height)),
  );
}

function bar({ name, value, figures, tone }: BarRow, { at }: ChartScale, top: number): Markup {
  const y = top + ROW.line;
  return fragment(
    ...rowTexts({ name, figures }, top),
    value === null
      ? null
      : element('line', {
          x1: at(0),
          x2: at(value),
          y1: y,
          y2: y,
          stroke: COLOURS[tone],
          'stroke-width': THICKNESS,
        }),
  );
}
