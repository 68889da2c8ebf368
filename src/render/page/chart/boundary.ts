import { printable } from '../../printable.js';
import type { Markup } from '../markup.js';
import { type Curve, curves } from './curve.js';
import type { Told } from './figure.js';
import type { Level } from './rise.js';
import { chartScale } from './scale.js';

/** What z must exceed, or may not fall short of, when so much of a test is there. */
export interface BoundPoint {
  informationFraction: number;
  /** `null` where there is none. */
  statistic: number | null;
}

/** The bounds of a test that is looked at while it runs. */
export interface Bounds {
  reject: readonly BoundPoint[];
  futility: readonly BoundPoint[];
  /** Whether a null is rejected on the other side too. */
  isTwoSided: boolean;
  /** Whether there is anything to be decided between two points. */
  isContinuous: boolean;
}

/** Beyond this z nothing is seen that is not decided anyway, and the rest would be pressed together. */
const MOST_Z = 8;

/** Bounds over how much of the test is there. */
export function boundaryChart(told: Told, bounds: Bounds): Markup {
  const { reject, futility, isTwoSided, isContinuous } = bounds;
  const dotted = !isContinuous;
  const upper = within(reject);
  const drawn: Curve[] = [
    { name: 'shown better above', tone: 'good', dotted, points: upper },
    ...(futility.length === 0
      ? []
      : [
          {
            name: 'given up below',
            tone: 'other',
            dashed: true,
            dotted,
            points: within(futility),
          } as const,
        ]),
    ...(isTwoSided
      ? [
          {
            name: 'shown worse below',
            tone: 'bad',
            dashed: true,
            dotted,
            points: mirrored(upper),
          } as const,
        ]
      : []),
  ];
  const scale = chartScale([0, ...drawn.flatMap(({ points }) => points.map(([, y]) => y))]);
  const [from, to] = scale.ends;
  const levels = scale.ticks.map(
    (value): Level => ({ value, label: printable(`z ${minus(value)}`) }),
  );
  return curves(told, drawn, {
    lines: [],
    isNamedAbove: true,
    start: 0,
    unit: { factor: 100, sign: ' %' },
    rise: { from, to, levels },
  });
}

function within(points: readonly BoundPoint[]): [number, number][] {
  return points.flatMap(({ informationFraction, statistic }): [number, number][] =>
    statistic === null || Math.abs(statistic) > MOST_Z ? [] : [[informationFraction, statistic]],
  );
}

function mirrored(points: readonly (readonly [number, number])[]): [number, number][] {
  return points.map(([x, y]) => [x, -y]);
}

function minus(value: number): string {
  return value < 0 ? `−${-value}` : `${value}`;
}
