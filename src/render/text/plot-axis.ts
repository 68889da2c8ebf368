import { type Unit, wordTicks } from '../page/chart/axis.js';
import type { ChartScale } from '../page/chart/scale.js';
import { columnOf, type Scale } from './interval-bar.js';

/** Where zero is, and what else there is to compare with: on a row's bar they may be covered. */
export function ruler([zero, ...marks]: readonly number[], scale: Scale): string {
  const cells = new Array<string>(scale.columns).fill(' ');
  for (const mark of marks) cells[columnOf(mark, scale)] = '╎';
  cells[columnOf(zero!, scale)] = '┊';
  return cells.join('').trimEnd();
}

/** Round numbers under the places where they are: all, or every second from zero, or third, as have room. */
export function axis(chart: ChartScale, scale: Scale, unit: Unit): string {
  const zero = chart.ticks.findIndex((tick) => tick + 0 === 0);
  for (let every = 1; ; every += 1) {
    const line = numbered(chart, (i) => (i - zero) % every === 0, scale, unit);
    if (line !== null) return line;
  }
}

/** The numbers that are wanted; `null` where two would run into one another. */
function numbered(
  chart: ChartScale,
  isWanted: (index: number) => boolean,
  scale: Scale,
  unit: Unit,
): string | null {
  let line = '';
  for (const [i, text] of wordTicks(chart, unit).entries()) {
    if (!isWanted(i)) continue;
    const centred = columnOf(chart.ticks[i]!, scale) - Math.floor(text.length / 2);
    const at = Math.max(0, Math.min(centred, scale.columns - text.length));
    if (line !== '' && at < line.length + 2) return null;
    line = line.padEnd(at) + text;
  }
  return line;
}
