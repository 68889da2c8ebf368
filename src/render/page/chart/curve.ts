import { line } from 'd3-shape';
import { element, fragment, type Markup } from '../markup.js';
import {
  AXIS_HEIGHT,
  axis,
  type Reference,
  references,
  REFERENCES_HEIGHT as TOP,
  type Unit,
} from './axis.js';
import { COLOURS, type Tone } from './colours.js';
import { drawing, label, type Told } from './figure.js';
import { legend, legendHeight } from './legend.js';
import type { Level, Rise } from './rise.js';
import { type ChartScale, chartScale, INSET } from './scale.js';

/** A curve through points, from left to right. */
export interface Curve {
  name: string;
  tone: Tone;
  /** Drawn in dashes, so that curves are told apart without their colours. */
  dashed?: boolean;
  /** A dot at each point, where nothing lies between them. */
  dotted?: boolean;
  points: readonly (readonly [x: number, y: number])[];
}

/** What a chart has beside its curves. */
export interface Setting {
  /** Lines from top to bottom. */
  lines: readonly Reference[];
  unit: Unit;
  /** From where to where it rises, and what stands there. */
  rise: Rise;
  /** Whether names of the curves stand above them, where they leave no room at the top. */
  isNamedAbove?: boolean;
  /** From which value on, though no curve begins there. */
  start?: number;
}

const HEIGHT = 170;
/** Paths know no percent: they are drawn in a frame of so many units each way, stretched over the chart. */
const FRAME = 1000;

/** Curves over a common axis. */
export function curves(
  told: Told,
  drawn: readonly Curve[],
  { lines, unit, rise, isNamedAbove = false, start }: Setting,
): Markup {
  const points = drawn.flatMap((curve) => curve.points);
  const scale = chartScale([...points.map(([x]) => x), ...(start === undefined ? [] : [start])]);
  const top = isNamedAbove ? legendHeight(drawn) : TOP;
  const bottom = top + HEIGHT;
  const fall = (y: number) => 1 - (y - rise.from) / (rise.to - rise.from);
  return drawing(
    told,
    { height: bottom + AXIS_HEIGHT },
    axis(scale, bottom, unit),
    rise.levels.map((level) => across(level, top + HEIGHT * fall(level.value))),
    references(scale, lines, bottom),
    element(
      'svg',
      {
        x: `${INSET}%`,
        y: top,
        width: `${100 - 2 * INSET}%`,
        height: HEIGHT,
        viewBox: `0 0 ${FRAME} ${FRAME}`,
        preserveAspectRatio: 'none',
        overflow: 'visible',
      },
      ...drawn.map((curve) => path(curve, scale, fall)),
    ),
    ...drawn
      .filter(({ dotted }) => dotted)
      .map((curve) => dots(curve, scale, (y) => top + HEIGHT * fall(y))),
    legend(drawn, isNamedAbove ? 0 : TOP),
  );
}

/** A number of the axis stands on its line at the left, what there is to compare with below its line at the right. */
function across({ value, label: text, isWanted = false }: Level, y: number): Markup {
  const at = (place: number) => Number(place.toFixed(1));
  return fragment(
    element('line', {
      x1: '0%',
      x2: '100%',
      y1: at(y),
      y2: at(y),
      stroke: 'currentColor',
      'stroke-opacity': isWanted ? 0.6 : value === 0 ? 0.4 : 0.12,
      'stroke-dasharray': isWanted ? '4 3' : null,
    }),
    isWanted
      ? label('100%', at(y + 13), text, { anchor: 'end', 'font-size': 11 })
      : label('0%', at(y - 3), text, { 'font-size': 11, 'fill-opacity': 0.75 }),
  );
}

function path(
  { points, tone, dashed = false }: Curve,
  { share }: ChartScale,
  fall: (y: number) => number,
): Markup {
  const place = line<readonly [number, number]>()
    .x(([x]) => Number((FRAME * share(x)).toFixed(1)))
    .y(([, y]) => Number((FRAME * fall(y)).toFixed(1)));
  return element('path', {
    d: place(points),
    fill: 'none',
    stroke: COLOURS[tone],
    'stroke-width': 2.5,
    'stroke-dasharray': dashed ? '7 4' : null,
    'vector-effect': 'non-scaling-stroke',
  });
}

function dots({ points, tone }: Curve, { at }: ChartScale, fall: (y: number) => number): Markup {
  return fragment(
    ...points.map(([x, y]) =>
      element('circle', {
        cx: at(x),
        cy: Number(fall(y).toFixed(2)),
        r: 4,
        fill: COLOURS[tone],
      }),
    ),
  );
}
