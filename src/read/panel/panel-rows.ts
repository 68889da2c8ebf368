import type { UnitValues } from '../../experiment/aggregates.js';
import type { DayZone } from '../../experiment/over-time/day-aggregates.js';
import type { Reading } from '../reading.js';
import type { UnitMetric } from '../units/unit-store.js';

/** What the rows of units say of their days: one entry for the rows of a unit on a day that follow one another. */
export interface PanelRows {
  /** By the addresses of units, their numbers from 0 in order of appearance. */
  numbers: Map<number, number>;
  /** By those numbers, the day of exposure; NEVER where there is none. */
  exposures: number[];
  /** How many entries there are; of each, the number of its unit, its day, and its values, NaN where missing. */
  count: number;
  units: Int32Array;
  days: Int32Array;
  values: Float64Array;
  /** How many values an entry has, and where those of each metric begin: its own, and its denominator. */
  width: number;
  starts: number[];
  /** Of all rows, also of those that are not counted. */
  first: number;
  last: number;
  /** Of the days of rows and of exposures, which are told by one another. */
  zones: Set<DayZone>;
  /** Rows of exposed units from before their exposure, and those after the horizon. */
  rowsBefore: number;
  rowsAfter: number;
}

/** Stands for the day of an exposure that never was. */
export const NEVER = Number.MAX_SAFE_INTEGER;

const FIRST_ENTRIES = 1024;

/** No rows yet; `null` where nobody asks for the days of units that return. */
export function noPanelRows({ days, unitIdColumn, metrics }: Reading): PanelRows | null {
  if (days === undefined || unitIdColumn === null) return null;
  let width = 0;
  const starts = metrics.map(({ denominator }) => {
    const at = width;
    width += denominator === null ? 1 : 2;
    return at;
  });
  return {
    numbers: new Map(),
    exposures: [],
    count: 0,
    units: new Int32Array(FIRST_ENTRIES),
    days: new Int32Array(FIRST_ENTRIES),
    values: new Float64Array(FIRST_ENTRIES * width),
    width,
    starts,
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    zones: new Set(),
    rowsBefore: 0,
    rowsAfter: 0,
  };
}

/** The number of a unit by its address, which is given one on first sight. */
export function numberOfUnit({ numbers, exposures }: PanelRows, unit: number, exposure: number) {
  const known = numbers.get(unit);
  if (known !== undefined) return known;
  numbers.set(unit, exposures.length);
  return exposures.push(exposure) - 1;
}

/** Adds what a row of a unit says on a day. */
export function addPanelRow(
  rows: PanelRows,
  unit: number,
  day: number,
  values: UnitValues,
  metrics: readonly UnitMetric[],
): void {
  const before = rows.count - 1;
  const isSame = before >= 0 && rows.units[before] === unit && rows.days[before] === day;
  const entry = isSame ? before : newEntry(rows, unit, day);
  values.forEach((row, i) => {
    const at = entry * rows.width + rows.starts[i]!;
    for (let k = 0; k < metrics[i]!.summed; k++) rows.values[at + k]! += row[k] ?? Number.NaN;
  });
}

function newEntry(rows: PanelRows, unit: number, day: number): number {
  const { count } = rows;
  if (count === rows.units.length) grow(rows);
  rows.units[count] = unit;
  rows.days[count] = day;
  rows.count += 1;
  return count;
}

function grow(rows: PanelRows): void {
  const { units, days, values } = rows;
  rows.units = new Int32Array(2 * units.length);
  rows.units.set(units);
  rows.days = new Int32Array(2 * days.length);
  rows.days.set(days);
  rows.values = new Float64Array(2 * values.length);
  rows.values.set(values);
}

/** The entries of each unit in the order of its rows: those of unit i from `from[i]` to `from[i + 1]`. */
export function entriesByUnit({ units, count, exposures }: PanelRows): {
  entries: Int32Array;
  from: Int32Array;
} {
  const from = new Int32Array(exposures.length + 1);
  for (let i = 0; i < count; i++) from[units[i]! + 1]! += 1;
  for (let unit = 0; unit < exposures.length; unit++) from[unit + 1]! += from[unit]!;
  const next = from.slice();
  const entries = new Int32Array(count);
  for (let i = 0; i < count; i++) entries[next[units[i]!]!++] = i;
  return { entries, from };
}
