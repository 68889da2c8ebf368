import type { UnitMetric } from '../units/unit-store.js';
import type { PanelRows } from './panel-rows.js';

/** What one unit did day by day, dense: written over for each unit. */
export interface UnitDays {
  /** How many days there are. */
  days: number;
  /** Of each day, whether the unit has rows on it. */
  seen: Uint8Array;
  /** Of each metric and day, what its rows add up to: its own, and its denominator; NaN where a part is missing. */
  own: Float64Array[];
  denominators: (Float64Array | null)[];
}

/** Room for one unit's days. */
export function roomForDays(days: number, metrics: readonly UnitMetric[]): UnitDays {
  return {
    days,
    seen: new Uint8Array(days),
    own: metrics.map(() => new Float64Array(days)),
    denominators: metrics.map(({ summed }) => (summed === 2 ? new Float64Array(days) : null)),
  };
}

/** Writes what a unit's entries say, the first day being `from`; entries of other days are passed over. */
export function readUnitDays(
  into: UnitDays,
  rows: PanelRows,
  entries: Int32Array,
  from: number,
): void {
  into.seen.fill(0);
  for (const values of into.own) values.fill(0);
  for (const values of into.denominators) values?.fill(0);
  for (const entry of entries) {
    const day = rows.days[entry]! - from;
    if (day < 0 || day >= into.days) continue;
    into.seen[day] = 1;
    rows.starts.forEach((start, i) => {
      const at = entry * rows.width + start;
      into.own[i]![day]! += rows.values[at]!;
      const denominator = into.denominators[i];
      if (denominator != null) denominator[day]! += rows.values[at + 1]!;
    });
  }
}

/** How a metric of some days together is made of them. */
export interface HowAdded {
  isRate: boolean;
  limits: readonly [number, number] | null;
}

/** A metric's own value over days from one up to another, and its denominator if it has one; `null` where missing. */
export function valueOver(
  unit: UnitDays,
  metric: number,
  [from, to]: readonly [number, number],
  { isRate, limits }: HowAdded,
): (number | null)[] {
  let [own, below] = [0, 0];
  let isSuccess = false;
  const denominator = unit.denominators[metric] ?? null;
  for (let day = from; day < to; day++) {
    const value = unit.own[metric]![day]!;
    isSuccess ||= value > 0;
    own += value;
    below += denominator?.[day] ?? 0;
  }
  const value = isRate && isSuccess ? 1 : within(own, limits);
  const known = Number.isNaN(value) || Number.isNaN(below) ? null : value;
  return denominator === null ? [known] : [known, Number.isNaN(below) ? null : below];
}

function within(value: number, limits: HowAdded['limits']): number {
  return limits === null ? value : Math.min(limits[1], Math.max(limits[0], value));
}
