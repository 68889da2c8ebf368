import { PAGE, PAGE_BITS } from './unit-ids.js';
import { AMOUNT, MISSING, TWO_VARIANTS, type Units } from './unit-store.js';

/** The variant of a unit by its number; `null` where it was seen in two. */
export function variantOf({ pages }: Units, unit: number): number | null {
  const variant = pages[unit >>> PAGE_BITS]!.variant[unit % PAGE]!;
  return variant === TWO_VARIANTS ? null : variant;
}

/** The segment of a unit in the column at this position, by its number. */
export function segmentOf({ pages, segments }: Units, unit: number, column: number): number {
  return pages[unit >>> PAGE_BITS]!.segments[(unit % PAGE) * segments.length + column]!;
}

/** Whether a metric of a unit had a value other than 0 and 1 in any row. */
export function hasAmount({ pages, metrics }: Units, unit: number, metric: number): boolean {
  const { flags } = pages[unit >>> PAGE_BITS]!;
  return (flags[(unit % PAGE) * metrics.length + metric]! & AMOUNT) !== 0;
}

/**
 * What a unit's rows come to for a metric: its own value, its denominator and its covariates. A rate's
 * unit is a success if any of its rows is; other metrics are the sum, which needs all of them.
 */
export function unitValues(
  { pages, metrics, numbers }: Units,
  unit: number,
  metric: number,
  isRate: boolean,
): (number | null)[] {
  const { flags, values } = pages[unit >>> PAGE_BITS]!;
  const { at, summed, measures } = metrics[metric]!;
  const flag = flags[(unit % PAGE) * metrics.length + metric]!;
  const first = (unit % PAGE) * numbers + at;
  const own = values[first]!;
  const known = (flag & MISSING) === 0;
  const result: (number | null)[] = [isRate && own > 0 ? 1 : known ? own : null];
  if (summed === 2) result.push(values[first + 1]!);
  for (let i = summed; i < measures; i++) result.push(values[first + i]!);
  return result;
}
