import { scaleLinear } from 'd3-scale';

/** Where values stand across a chart, in percent of its width, so that it fits any width. */
export interface ChartScale {
  /** The position of a value, brought within the chart. */
  at: (value: number) => string;
  /** The same as a share of what lies between the ends of the axis. */
  share: (value: number) => number;
  /** Whether a value lies beyond either end. */
  isBeyond: (value: number) => boolean;
  /** The least and the largest value of the axis. */
  ends: [number, number];
  /** Round values for an axis. */
  ticks: number[];
}

/** Kept free at either side for marks and the first and last label, in percent of the width. */
export const INSET = 4;

/** A chart that is all of one value is made so much wider, relatively. */
const LEAST_REACH = 0.1;

/** A scale that shows all of these values and round numbers at its ends. */
export function chartScale(values: readonly number[], most = 5): ChartScale {
  const [least, largest] = reach(values.filter(Number.isFinite));
  const scale = scaleLinear()
    .domain([least, largest])
    .nice(most)
    .range([INSET, 100 - INSET])
    .clamp(true);
  const [from, to] = scale.domain() as [number, number];
  return {
    at: (value) => percent(scale(value)),
    share: (value) => (scale(value) - INSET) / (100 - 2 * INSET),
    ends: [from, to],
    isBeyond: (value) => value < from || value > to,
    ticks: scale.ticks(most),
  };
}

function reach(values: readonly number[]): [number, number] {
  const least = Math.min(...values);
  const most = Math.max(...values);
  if (values.length === 0) return [-1, 1];
  if (least < most) return [least, most];
  const half = LEAST_REACH * (Math.abs(least) || 1);
  return [least - half, most + half];
}

/** Of a width, to a thousandth: finer than any screen. */
export function percent(share: number): string {
  return `${Number(share.toFixed(3))}%`;
}
