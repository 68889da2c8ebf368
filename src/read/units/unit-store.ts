import type { UnitValues } from '../../experiment/aggregates.js';
import { TRIGGERED, UNTRIGGERED } from '../../experiment/parted.js';
import { measuresOf, type Reading, type ReadOptions, segmentColumns } from '../reading.js';
import type { UnitTable } from '../scan/unit-table.js';
import { AMOUNT, MISSING, TWO_VARIANTS, UNITS } from './layout.js';
import { type Names, numberOf } from './names.js';
import { renewViews, setWord, type UnitMemory, unitMemory } from './unit-memory.js';
import { type ByteSpan, beginTable, findUnit, newUnit } from './unit-table.js';

/**
 * The units whose rows are added up. All that is known of them stands in one memory, where src/scan/units adds many rows
 * at once and this adds one: its numbers, its variant, a byte for each metric and segment, and its id.
 */
export interface Units {
  memory: UnitMemory;
  metrics: UnitMetric[];
  /** Numbers a unit has, over all metrics. */
  numbers: number;
  variants: Names;
  /** Of each segment column, those that are crossed too. */
  segments: Names[];
  /** Takes many rows at once; `null` until there are so many, or where this machine cannot. */
  table: UnitTable | null;
}

/** How a metric of a unit is kept. */
export interface UnitMetric {
  /** Where its numbers begin among a unit's: its own, its denominator, its covariates' columns. */
  at: number;
  /** How many of them are added up; covariates, which stand last, are the first row's. */
  summed: number;
  /** How many there are. */
  measures: number;
}

/** What a row says of its unit. */
export interface UnitRow {
  variant: string;
  /** In each segment column, where the unit is new; else in that which says who could see a difference, if there is one. */
  segments: readonly string[];
  values: UnitValues;
}

/**
 * No units yet.
 *
 * @throws {UserError} when they may take less memory than none of them do.
 */
export function noUnits(
  reading: Reading,
  options: Pick<ReadOptions, 'forSummary'>,
  mostBytes?: number,
): Units {
  const memory = unitMemory(reading.unitIdColumn!, mostBytes);
  let numbers = 0;
  const metrics = reading.metrics.map((metric) => {
    const at = numbers;
    const measures = measuresOf(metric);
    numbers += measures;
    return { at, summed: metric.denominator === null ? 1 : 2, measures };
  });
  const segments = segmentColumns(reading, options).map((): Names => new Map());
  setWord(memory, UNITS.numbers, numbers);
  setWord(memory, UNITS.metrics, metrics.length);
  setWord(memory, UNITS.segments, segments.length);
  if (reading.trigger !== undefined) {
    setWord(memory, UNITS.trigger, 1);
    // By these numbers a unit is triggered if any row is: the larger holds.
    for (const said of [UNTRIGGERED, TRIGGERED]) numberOf(segments[0]!, said);
  }
  beginTable(memory);
  return { memory, metrics, numbers, variants: new Map(), segments, table: null };
}

/** How many units there are. */
export function unitCount({ memory }: Units): number {
  return memory.words[UNITS.count >>> 2]!;
}

/** The unit with that id, 0 where it is new. */
export function unitWith({ memory }: Units, id: ByteSpan): number {
  return findUnit(memory, id);
}

/**
 * Adds a new unit by its first row.
 *
 * @throws {UserError} when units take more memory than they may.
 */
export function addUnit(units: Units, id: ByteSpan, { variant, segments, values }: UnitRow): void {
  const { memory, numbers, metrics } = units;
  const unit = newUnit(memory, id);
  const at = unit + 8 * numbers;
  memory.halves[at >>> 1] = numberOf(units.variants, variant);
  memory.bytes.fill(0, at + 2, at + 2 + metrics.length);
  segments.forEach((value, i) => {
    memory.bytes[at + 2 + metrics.length + i] = numberOf(units.segments[i]!, value);
  });
  values.forEach((row, i) => {
    note(units, unit, i, row);
    const first = (unit >>> 3) + metrics[i]!.at;
    for (let k = 0; k < row.length; k++) memory.doubles[first + k] = row[k] ?? 0;
  });
}

/** Adds one more row to a unit. */
export function addToUnit(units: Units, unit: number, row: UnitRow): void {
  const { variant, values, segments } = row;
  const { memory, numbers, metrics } = units;
  const at = (unit + 8 * numbers) >>> 1;
  const known = memory.halves[at]!;
  const isOther = (known & ~TWO_VARIANTS) !== numberOf(units.variants, variant);
  if (isOther) memory.halves[at] = known | TWO_VARIANTS;
  segments.forEach((value, i) => {
    memory.bytes[2 * at + 2 + metrics.length + i]! |= numberOf(units.segments[i]!, value);
  });
  values.forEach((row, i) => {
    note(units, unit, i, row);
    const { at: own, summed } = metrics[i]!;
    const first = (unit >>> 3) + own;
    for (let k = 0; k < summed; k++) memory.doubles[first + k]! += row[k] ?? 0;
  });
}

/** Notes what a row's values tell of a metric's kind and completeness. */
function note(
  { memory, metrics, numbers }: Units,
  unit: number,
  metric: number,
  values: readonly (number | null)[],
): void {
  const own = values[0]!;
  const missing = own === null || (metrics[metric]!.summed === 2 && values[1] === null);
  const amount = own !== null && own !== 0 && own !== 1;
  memory.bytes[unit + 8 * numbers + 2 + metric]! |= (missing ? MISSING : 0) | (amount ? AMOUNT : 0);
}

/** Says that the memory may have grown. */
export function afterGrowth({ memory }: Units): void {
  if (memory.bytes.length === 0) renewViews(memory);
}
