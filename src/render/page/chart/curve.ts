import { line } from 'd3-shape';
import { printable } from '../../printable.js';
import { fit } from '../../text/layout.js';
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
import { type ChartScale, chartScale, INSET } from './scale.js';

/** A curve through points, from left to right. */
export interface Curve {
  name: string;
  tone: Tone;
  /** Drawn in dashes, so that curves are told apart without their colours. */
  dashed?: boolean;
  points: readonly (readonly [x: number, y: number])[];
}

const HEIGHT = 170;
/** Paths know no percent: they are drawn in a frame of so many units each way, stretched over the chart. */
const FRAME = 1000;

/** Curves over a common axis, from 0 to the highest of them. */
export function curves(
  told: Told,
  drawn: readonly Curve[],
  { lines, unit, top }: { lines: readonly Reference[]; unit: Unit; top: number | null },
): Markup {
  const points = drawn.flatMap((curve) => curve.points);
  const scale = chartScale(points.map(([x]) => x));
  const highest = top ?? Math.max(...points.map(([, y]) => y));
  const bottom = TOP + HEIGHT;
  return drawing(
    told,
    { height: bottom + AXIS_HEIGHT },
    axis(scale, bottom, unit),
    references(scale, lines, bottom),
    element(
      'svg',
      {
        x: `${INSET}%`,
        y: TOP,
        width: `${100 - 2 * INSET}%`,
        height: HEIGHT,
        viewBox: `0 0 ${FRAME} ${FRAME}`,
        preserveAspectRatio: 'none',
        overflow: 'visible',
      },
      ...drawn.map((curve) => path(curve, scale, highest)),
    ),
    legend(drawn),
  );
}

function path({ points, tone, dashed = false }: Curve, { share }: ChartScale, highest: number) {
  const place = line<readonly [number, number]>()
    .x(([x]) => Number((FRAME * share(x)).toFixed(1)))
    .y(([, y]) => Number((FRAME * (1 - y / highest)).toFixed(1)));
  return element('path', {
    d: place(points),
    fill: 'none',
    stroke: COLOURS[tone],
    'stroke-width': 2.5,
    'stroke-dasharray': dashed ? '7 4' : null,
    'vector-effect': 'non-scaling-stroke',
  });
}

/** Of a name so many columns are drawn, which a phone shows. */
const MOST_COLUMNS = 30;
const LEGEND = { first: 14, step: 18, line: 24 };

/** Names of the curves at the right, where there are several. */
function legend(drawn: readonly Curve[]): Markup | null {
  if (drawn.length < 2) return null;
  return fragment(
    ...drawn.map(({ name, tone, dashed = false }, i) => {
      const y = TOP + LEGEND.first + i * LEGEND.step;
      return fragment(
        label('96%', y, fit(printable(name), MOST_COLUMNS), {
          anchor: 'end',
          'font-size': 12,
          dx: -LEGEND.line - 6,
        }),
        element(
          'svg',
          { x: '96%', y, overflow: 'visible' },
          element('line', {
            x1: -LEGEND.line,
            x2: 0,
            y1: -4,
            y2: -4,
            stroke: COLOURS[tone],
            'stroke-width': 2.5,
            'stroke-dasharray': dashed ? '7 4' : null,
          }),
        ),
      );
    }),
  );
}
