import type { Estimate } from '../../../experiment/estimate.js';
import { forestScale } from '../../charted.js';
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
import type { ChartScale } from './scale.js';

/** An estimate with its interval, and what stands beside it. */
export interface ForestRow {
  name: string;
  /** `null` where there is none, which `figures` says why. */
  value: Estimate | null;
  figures: string;
  tone: Tone;
  /** Another estimate of the same, drawn below it in grey; left out: none. */
  beside?: Estimate;
  /** What it is compared with, where rows differ in that. */
  compared?: number | null;
}

const MARK = 5;
const ARROW = 7;
const TICK = 10;
/** Below an estimate the one beside it. */
const BESIDE = 8;

/** More rows than these are drawn in parts, each with an axis of its own, so that one fits on a printed page. */
const MOST_ROWS = 12;
/** The same where estimates stand beside, which makes rows taller. */
const MOST_WITH_BESIDE = 9;

/** A drawing with its height in pixels. */
export interface Forest {
  drawing: Markup;
  height: number;
}

/** Intervals one below the other on a common scale, in as many drawings as it takes. */
export function forest(
  told: Told,
  rows: readonly ForestRow[],
  compared: { lines: readonly Reference[]; unit: Unit },
): Forest[] {
  // What a row is compared with must be seen, however far off it is.
  const marks = rows.flatMap(({ compared: value = null }) =>
    value === null ? [] : [{ estimate: value, lower: null, upper: null }],
  );
  const values = rows.flatMap(({ value, beside = null }) => [value, beside]);
  const scale = forestScale([...values, ...marks], compared.lines);
  const isTall = rows.some(({ beside }) => beside !== undefined);
  const most = isTall ? MOST_WITH_BESIDE : MOST_ROWS;
  const parts = Array.from({ length: Math.ceil(rows.length / most) }, (_, i) =>
    rows.slice(i * most, (i + 1) * most),
  );
  return parts.map((part, i) => {
    const id = i === 0 ? told.id : `${told.id}-part-${i + 1}`;
    return forestPart({ ...told, id }, part, scale, compared);
  });
}

function forestPart(
  told: Told,
  rows: readonly ForestRow[],
  scale: ChartScale,
  { lines, unit }: { lines: readonly Reference[]; unit: Unit },
): Forest {
  const top = referencesHeight(lines);
  const bottom = top + rows.length * ROW.height;
  const height = bottom + AXIS_HEIGHT;
  const drawn = drawing(
    told,
    { height },
    axis(scale, bottom, unit),
    references(scale, lines, bottom),
    ...rows.map((row, i) => forestRow(row, scale, top + i * ROW.height)),
  );
  return { drawing: drawn, height };
}

function forestRow(
  { name, value, figures, tone, beside, compared = null }: ForestRow,
  scale: ChartScale,
  top: number,
): Markup {
  const texts = rowTexts({ name, figures }, top);
  if (value === null) return fragment(...texts);
  const y = top + ROW.line;
  return fragment(
    ...texts,
    compared === null ? null : tick(scale.at(compared), y),
    beside === undefined ? null : interval(beside, scale, y + BESIDE, COLOURS.open),
    interval(value, scale, y, COLOURS[tone]),
  );
}

/** A line from end to end, an arrow where one is open, and a dot at the estimate. */
function interval(
  { estimate, lower, upper }: Estimate,
  scale: ChartScale,
  y: number,
  fill: string,
) {
  const dot = element('circle', { cx: scale.at(estimate), cy: y, r: MARK, fill });
  if (lower === null && upper === null) return dot;
  const from = lower === null ? '0%' : scale.at(lower);
  const to = upper === null ? '100%' : scale.at(upper);
  return fragment(
    element('line', { x1: from, x2: to, y1: y, y2: y, stroke: fill, 'stroke-width': 3 }),
    lower === null ? openEnd('0%', y, 1, fill) : closedEnd(from, y, fill),
    upper === null ? openEnd('100%', y, -1, fill) : closedEnd(to, y, fill),
    dot,
  );
}

function tick(x: string, y: number): Markup {
  return element('line', {
    x1: x,
    x2: x,
    y1: y - TICK,
    y2: y + TICK,
    stroke: 'currentColor',
    'stroke-width': 2,
  });
}

function closedEnd(x: string, y: number, stroke: string): Markup {
  return element('line', { x1: x, x2: x, y1: y - MARK, y2: y + MARK, stroke, 'stroke-width': 2 });
}

/** An arrow at the edge, drawn in a frame of its own, since paths know no percent. */
function openEnd(x: string, y: number, inward: 1 | -1, fill: string): Markup {
  const points = `0,0 ${inward * ARROW},${-MARK} ${inward * ARROW},${MARK}`;
  return element('svg', { x, y, overflow: 'visible' }, element('polygon', { points, fill }));
}
