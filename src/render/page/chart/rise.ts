import { wordTicks } from './axis.js';
import { chartScale } from './scale.js';

/** What stands across a chart at a height: a number of its axis, or what there is to compare with. */
export interface Level {
  value: number;
  label: string;
  isWanted?: boolean;
}

/** From where to where a chart rises, and what stands there. */
export interface Rise {
  from: number;
  to: number;
  levels: readonly Level[];
}

/** From none to all. */
export const SHARES: Rise = {
  from: 0,
  to: 1,
  levels: [
    { value: 0, label: '0 %' },
    { value: 0.5, label: '50 %' },
    { value: 1, label: '100 %' },
  ],
};

/** From nothing to the largest of these amounts, with round numbers. */
export function amounts(values: readonly number[]): Rise {
  const scale = chartScale([0, ...values]);
  const [from, to] = scale.ends;
  const words = wordTicks(scale, { factor: 1, sign: '' });
  return { from, to, levels: scale.ticks.map((value, i) => ({ value, label: words[i]! })) };
}
