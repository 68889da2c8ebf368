import type { UnitValues } from '../../experiment/aggregates.js';
import { measuresOf, type Reading } from '../reading.js';
import { addId, type ByteSpan, findId, noIds, PAGE, PAGE_BITS, type UnitIds } from './unit-ids.js';
import { allocated, MOST_UNIT_BYTES, type UnitMemory } from './unit-memory.js';

/**
 * The units whose rows are added up, numbered in order of appearance. What is known of them stands in
 * typed arrays, in pages so that growing copies nothing: with one metric and no segment 11 bytes a unit,
 * beside its id.
 */
export interface Units {
  ids: UnitIds;
  memory: UnitMemory;
  metrics: UnitMetric[];
  /** Numbers a unit has, over all metrics. */
  numbers: number;
  variants: Names;
  /** Of each segment column. */
  segments: Names[];
  pages: UnitPage[];
}

/** How a metric of a unit is kept. */
interface UnitMetric {
  /** Where its numbers begin among a unit's: its own, its denominator, its covariates' columns. */
  at: number;
  /** How many of them are added up; covariates, which stand last, are the first row's. */
  summed: number;
  /** How many there are. */
  measures: number;
}

/** Some texts by small numbers, from 0. */
interface Names {
  texts: string[];
  numbers: Map<string, number>;
}

/** What is known of as many units as a page has; several numbers of one unit stand side by side. */
interface UnitPage {
  variant: Uint16Array;
  /** Its first row's. */
  segments: Uint8Array;
  /** One for each metric. */
  flags: Uint8Array;
  values: Float64Array;
}

/** In place of a variant's number: the unit was seen in a second one. Variants go up to a thousand. */
export const TWO_VARIANTS = 0xffff;

/** The metric's own value or its denominator was missing in a row: the sum is not known then. */
export const MISSING = 1;
/** One of the metric's own values was neither 0 nor 1. */
export const AMOUNT = 2;

/** No units yet. */
export function noUnits(reading: Reading, mostBytes = MOST_UNIT_BYTES): Units {
  const memory = { bytes: 0, most: mostBytes, column: reading.unitIdColumn! };
  let numbers = 0;
  const metrics = reading.metrics.map((metric) => {
    const at = numbers;
    const measures = measuresOf(metric);
    numbers += measures;
    return { at, summed: metric.denominator === null ? 1 : 2, measures };
  });
  const names = (): Names => ({ texts: [], numbers: new Map() });
  const segments = reading.segments.map(names);
  return { ids: noIds(memory), memory, metrics, numbers, variants: names(), segments, pages: [] };
}

/** The number of the unit with that id; −1 where it is new. */
export function findUnit({ ids }: Units, id: ByteSpan): number {
  return findId(ids, id);
}

/**
 * Adds a new unit by its first row.
 *
 * @throws {UserError} when units take more memory than they may.
 */
export function addUnit(
  units: Units,
  id: ByteSpan,
  { variant, segments, row }: { variant: string; segments: readonly string[]; row: UnitValues },
): void {
  const unit = units.ids.count;
  const at = unit % PAGE;
  if (at === 0) units.pages.push(emptyPage(units));
  addId(units.ids, id);
  const page = units.pages[unit >>> PAGE_BITS]!;
  page.variant[at] = numberOf(units.variants, variant);
  segments.forEach((value, i) => {
    page.segments[at * segments.length + i] = numberOf(units.segments[i]!, value);
  });
  for (let i = 0; i < row.length; i++) {
    const { at: first } = units.metrics[i]!;
    const values = row[i]!;
    note(units, page, at, i, values);
    for (let k = 0; k < values.length; k++) {
      page.values[at * units.numbers + first + k] = values[k] ?? 0;
    }
  }
}

/** Adds one more row to a unit. */
export function addToUnit(units: Units, unit: number, variant: string, row: UnitValues): void {
  const page = units.pages[unit >>> PAGE_BITS]!;
  const at = unit % PAGE;
  if (page.variant[at] !== numberOf(units.variants, variant)) page.variant[at] = TWO_VARIANTS;
  for (let i = 0; i < row.length; i++) {
    const { at: first, summed } = units.metrics[i]!;
    const values = row[i]!;
    note(units, page, at, i, values);
    for (let k = 0; k < summed; k++) {
      page.values[at * units.numbers + first + k]! += values[k] ?? 0;
    }
  }
}

/** Notes what a row's values tell of a metric's kind and completeness. */
function note(
  { metrics }: Units,
  { flags }: UnitPage,
  at: number,
  metric: number,
  values: readonly (number | null)[],
): void {
  const own = values[0]!;
  const missing = own === null || (metrics[metric]!.summed === 2 && values[1] === null);
  const amount = own !== null && own !== 0 && own !== 1;
  flags[at * metrics.length + metric]! |= (missing ? MISSING : 0) | (amount ? AMOUNT : 0);
}

function emptyPage({ memory, metrics, numbers, segments }: Units): UnitPage {
  const bytes = PAGE * (2 + segments.length + metrics.length + 8 * numbers);
  return allocated(memory, bytes, () => ({
    variant: new Uint16Array(PAGE),
    segments: new Uint8Array(PAGE * segments.length),
    flags: new Uint8Array(PAGE * metrics.length),
    values: new Float64Array(PAGE * numbers),
  }));
}

function numberOf({ texts, numbers }: Names, text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  // A text by itself: V8 keeps the whole chunk of a file alive for a longer piece of its text.
  const copy = Buffer.from(text).toString();
  numbers.set(copy, texts.length);
  return texts.push(copy) - 1;
}
