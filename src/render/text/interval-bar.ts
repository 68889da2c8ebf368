import type { Estimate } from '../../experiment/estimate.js';

/** A stretch of numbers drawn over so many columns. */
export interface Scale {
  from: number;
  to: number;
  columns: number;
}

/** A scale on which 0 and all of these estimates with their intervals have room. */
export function commonScale(estimates: readonly Estimate[], columns: number): Scale {
  const points = estimates.flatMap(({ estimate, lower, upper }) => [
    estimate,
    lower ?? estimate,
    upper ?? estimate,
  ]);
  const [from, to] = [Math.min(0, ...points), Math.max(0, ...points)];
  const margin = (to - from || 1) / 20;
  return { from: from - margin, to: to + margin, columns };
}

/**
 * An interval as a bar with a mark at 0 and a dot at the estimate; an arrow where it has no end:
 * `┊   ├──●──┤`. Where two fall on one column the dot wins over the ends, and either shows the zero under it.
 *
 * @param marks other values to compare with, shown where nothing else is: `╎`.
 */
export function intervalBar(
  { estimate, lower, upper }: Estimate,
  scale: Scale,
  marks: readonly number[] = [],
): string {
  const cells = new Array<string>(scale.columns).fill(' ');
  for (const mark of marks) cells[columnOf(mark, scale)] = '╎';
  const start = lower === null ? 0 : columnOf(lower, scale);
  const end = upper === null ? scale.columns - 1 : columnOf(upper, scale);
  cells.fill('─', start, end + 1);
  const zero = columnOf(0, scale);
  cells[zero] = cells[zero] === '─' ? '┼' : '┊';
  cells[start] = lower === null ? '◄' : start === zero ? '╟' : '├';
  cells[end] = upper === null ? '►' : end === zero ? '╢' : '┤';
  const point = columnOf(estimate, scale);
  cells[point] = point === zero ? '⊕' : '●';
  return cells.join('');
}

/** The column, from 0, that a value falls on. */
export function columnOf(value: number, { from, to, columns }: Scale): number {
  const share = (value - from) / (to - from);
  return Math.min(columns - 1, Math.max(0, Math.round(share * (columns - 1))));
}
