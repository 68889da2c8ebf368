import type { Estimate } from '../../../experiment/estimate.js';
import { element, fragment, type Markup } from '../markup.js';
import { AXIS_HEIGHT, axis, type Unit, wordTicks } from './axis.js';
import { COLOURS } from './colours.js';
import { drawing, label, type Told } from './figure.js';
import { type ChartScale, chartScale, INSET, percent } from './scale.js';

/** An effect at a place along the axis; `null` where there is none. */
export interface BandPoint {
  x: number;
  effect: Estimate | null;
}

const HEIGHT = 190;
const TOP = 10;
/** Paths know no percent: they are drawn in a frame of so many units each way, stretched over the chart. */
const FRAME = 1000;

/**
 * Effects along an axis with the band that holds them all at once. Early ends may lie beyond the chart, beside which late
 * ones would be a line; an open end is drawn to its edge.
 */
export function band(told: Told, points: readonly BandPoint[], unit: Unit): Markup | null {
  const drawn = points.filter(({ effect }) => effect !== null);
  if (drawn.length === 0) return null;
  const across = chartScale(points.map(({ x }) => x));
  const up = scaleOfLate(drawn);
  const bottom = TOP + HEIGHT;
  const height = (value: number) => TOP + HEIGHT * (1 - within(up.share(value)));
  return drawing(
    told,
    { height: bottom + AXIS_HEIGHT },
    axis(across, bottom, { factor: 1, sign: '' }),
    levels(up, height, unit),
    element(
      'svg',
      {
        x: `${INSET}%`,
        y: TOP,
        width: `${100 - 2 * INSET}%`,
        height: HEIGHT,
        viewBox: `0 0 ${FRAME} ${FRAME}`,
        preserveAspectRatio: 'none',
      },
      element('path', {
        d: outline(drawn, across, up),
        fill: COLOURS.good,
        'fill-opacity': 0.22,
        stroke: COLOURS.good,
        'stroke-opacity': 0.6,
        'vector-effect': 'non-scaling-stroke',
      }),
      element('path', {
        d: `M${drawn.map(({ x, effect }) => placeOf(x, effect!.estimate, across, up)).join('L')}`,
        fill: 'none',
        stroke: COLOURS.good,
        'stroke-width': 2.5,
        'vector-effect': 'non-scaling-stroke',
      }),
    ),
    ...drawn.map(({ x, effect }) =>
      element('circle', {
        cx: across.at(x),
        cy: Number(height(effect!.estimate).toFixed(1)),
        r: 2.5,
        fill: COLOURS.good,
      }),
    ),
  );
}

/** Whether something lies beyond the chart of these points, so that it is drawn at its edge. */
export function reachesBeyond(points: readonly BandPoint[]): boolean {
  const drawn = points.filter(({ effect }) => effect !== null);
  const [least, most] = scaleOfLate(drawn).ends;
  return drawn.some(({ effect }) => {
    const { estimate, lower, upper } = effect!;
    return [estimate, lower, upper].some((end) => end === null || end < least || end > most);
  });
}

/** A scale that holds no effect, and all but the first quarter of the points. */
function scaleOfLate(drawn: readonly BandPoint[]): ChartScale {
  const late = drawn.slice(Math.floor(drawn.length / 4)).flatMap(({ effect }) => {
    return [effect!.estimate, effect!.lower, effect!.upper].filter((end) => end !== null);
  });
  return chartScale([0, ...late]);
}

/** Along the upper ends, and back along the lower ones. */
function outline(drawn: readonly BandPoint[], across: ChartScale, up: ChartScale): string {
  const [least, most] = up.ends;
  const upper = drawn.map(({ x, effect }) => placeOf(x, effect!.upper ?? most, across, up));
  const lower = drawn.map(({ x, effect }) => placeOf(x, effect!.lower ?? least, across, up));
  return `M${[...upper, ...lower.reverse()].join('L')}Z`;
}

function placeOf(x: number, y: number, across: ChartScale, up: ChartScale): string {
  const place = (share: number) => Number((FRAME * share).toFixed(1));
  return `${place(across.share(x))},${place(1 - within(up.share(y)))}`;
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** A line at each round effect, no effect the strongest, with its number at the left. */
function levels(up: ChartScale, height: (value: number) => number, unit: Unit): Markup {
  const words = wordTicks(up, unit);
  return fragment(
    ...up.ticks.map((tick, i) => {
      const y = Number(height(tick).toFixed(1));
      return fragment(
        element('line', {
          x1: percent(INSET),
          x2: percent(100 - INSET),
          y1: y,
          y2: y,
          stroke: 'currentColor',
          'stroke-opacity': tick + 0 === 0 ? 0.7 : 0.12,
        }),
        label(0, y - 3, words[i]!, { 'font-size': 11, 'fill-opacity': 0.75 }),
      );
    }),
  );
}
