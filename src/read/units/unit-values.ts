import { AMOUNT, MISSING, TWO_VARIANTS } from './layout.js';
import type { Units } from './unit-store.js';

/** The first variant of a unit by its number. */
export function variantOf({ memory, numbers }: Units, unit: number): number {
  return memory.halves[(unit + 8 * numbers) >>> 1]! & ~TWO_VARIANTS;
}

/** Whether a unit was seen in two variants, and so counts in none. */
export function isInTwo({ memory, numbers }: Units, unit: number): boolean {
  return (memory.halves[(unit + 8 * numbers) >>> 1]! & TWO_VARIANTS) !== 0;
}

/** The segment of a unit in the column at this position, by its number. */
export function segmentOf({ memory, numbers, metrics }: Units, unit: number, column: number) {
  return memory.bytes[unit + 8 * numbers + 2 + metrics.length + column]!;
}

/** Whether a metric of a unit had a value other than 0 and 1 in any row. */
export function hasAmount({ memory, numbers }: Units, unit: number, metric: number): boolean {
  return (memory.bytes[unit + 8 * numbers + 2 + metric]! & AMOUNT) !== 0;
}

/**
 * What a unit's rows come to for a metric: its own value, its denominator and its covariates. A rate's
 * unit is a success if any of its rows is; other metrics are the sum, which needs all of them.
 */
export function unitValues(
  { memory, metrics, numbers }: Units,
  unit: number,
  metric: number,
  isRate: boolean,
): (number | null)[] {
  const { at, measures } = metrics[metric]!;
  const first = (unit >>> 3) + at;
  const values: (number | null)[] = [...memory.doubles.subarray(first, first + measures)];
  const known = (memory.bytes[unit + 8 * numbers + 2 + metric]! & MISSING) === 0;
  const own = values[0]!;
  values[0] = isRate && own > 0 ? 1 : known ? own : null;
  return values;
}
