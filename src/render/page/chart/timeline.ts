import { printable } from '../../printable.js';
import { fit } from '../../text/layout.js';
import { element, fragment, type Markup } from '../markup.js';
import { AXIS_HEIGHT } from './axis.js';
import { COLOURS, type Tone } from './colours.js';
import { drawing, label, type Told } from './figure.js';
import { INSET, percent } from './scale.js';

/** Something that ran from one time to another, in milliseconds of universal time. */
export interface TimelineRow {
  name: string;
  figures: string;
  from: number;
  to: number;
  tone: Tone;
  /** Whether it goes on. */
  isOpen: boolean;
}

/** A name and what is told of it stand above the bar, so that a chart is as readable on a phone. */
const ROW = { height: 34, name: 13, line: 23 };
const THICKNESS = 6;
/** So wide, in percent, is a bar at least: what ran a day is seen too. */
const LEAST_WIDTH = 0.6;
const MOST_COLUMNS = 64;
/** More rows than these are drawn in parts, each with an axis of its own, so that one fits on a printed page. */
const MOST_ROWS = 20;

/** Bars one below the other on a common scale of time, in as many drawings as it takes. */
export function timeline(told: Told, rows: readonly TimelineRow[]): Markup[] {
  const scale = timeScale(rows);
  const parts = Array.from({ length: Math.ceil(rows.length / MOST_ROWS) }, (_, i) =>
    rows.slice(i * MOST_ROWS, (i + 1) * MOST_ROWS),
  );
  return parts.map((part, i) => {
    const id = i === 0 ? told.id : `${told.id}-part-${i + 1}`;
    const bottom = part.length * ROW.height;
    return drawing(
      { ...told, id },
      { height: bottom + AXIS_HEIGHT },
      ...scale.ticks.map((tick) => tickMark(scale.at(tick), bottom, wordMonth(tick))),
      ...part.map((row, at) => bar(row, scale, at * ROW.height)),
    );
  });
}

interface TimeScale {
  /** In percent of the width. */
  at: (time: number) => number;
  ticks: number[];
}

/** Months between two ticks, of which the first that makes no more than MOST_TICKS is taken. */
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const MOST_TICKS = 6;

function timeScale(rows: readonly TimelineRow[]): TimeScale {
  const least = rows.reduce((min, { from }) => Math.min(min, from), Number.POSITIVE_INFINITY);
  const most = rows.reduce((max, { to }) => Math.max(max, to), Number.NEGATIVE_INFINITY);
  const [first, last] = [monthOf(least), monthOf(most) + 1];
  const step = STEPS.find((months) => (last - first) / months <= MOST_TICKS) ?? STEPS.at(-1)!;
  const start = step * Math.floor(first / step);
  const end = step * Math.ceil(last / step);
  const months = Array.from({ length: (end - start) / step + 1 }, (_, i) => start + i * step);
  const [from, to] = [timeOf(start), timeOf(end)];
  return {
    at: (time) => INSET + ((100 - 2 * INSET) * (time - from)) / (to - from),
    ticks: months.map(timeOf),
  };
}

/** Months since the year 0. */
function monthOf(time: number): number {
  const date = new Date(time);
  return 12 * date.getUTCFullYear() + date.getUTCMonth();
}

function timeOf(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12);
}

function wordMonth(time: number): string {
  return new Date(time).toISOString().slice(0, 7);
}

function tickMark(at: number, bottom: number, words: string): Markup {
  const x = percent(at);
  return fragment(
    element('line', {
      x1: x,
      x2: x,
      y1: 0,
      y2: bottom,
      stroke: 'currentColor',
      'stroke-opacity': 0.12,
    }),
    label(x, bottom + 15, words, { anchor: 'middle', 'font-size': 11, 'fill-opacity': 0.75 }),
  );
}

function bar(
  { name, figures, from, to, tone, isOpen }: TimelineRow,
  scale: TimeScale,
  top: number,
) {
  const [start, end] = [scale.at(from), scale.at(to)];
  const width = Math.max(LEAST_WIDTH, end - start);
  return fragment(
    label(0, top + ROW.name, [
      element('tspan', { 'font-weight': 600 }, fit(printable(name), MOST_COLUMNS / 2)),
      ` ${fit(printable(figures), MOST_COLUMNS / 2)}`,
    ]),
    element('line', {
      x1: percent(start),
      x2: percent(start + width),
      y1: top + ROW.line,
      y2: top + ROW.line,
      stroke: COLOURS[tone],
      'stroke-width': THICKNESS,
      'stroke-dasharray': isOpen ? '4 2' : null,
    }),
  );
}
