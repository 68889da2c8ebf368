import { type Cells, segmentCells, type VariantCells, variantCells } from '../experiment/cells.js';
import type { Kept } from './caps.js';
import { type Fold, type FoldContext, fieldReader, variantReader } from './fields.js';
import { addRow, type RowValues, rowValues } from './fold-rows.js';
import { segmentReader } from './fold-segments.js';
import { isMissing, type MetricReading, type Reading } from './reading.js';
import { badValue } from './values.js';

/** One metric of one unit, over all its rows. */
interface UnitMetric {
  /** Its own value and its denominator, added up; then the first row's covariate. */
  values: (number | null)[];
  /** Whether its own value or its denominator was missing in a row: the sum is not known then. */
  missing: boolean;
  /** Whether all its own values were 0 or 1. */
  binary: boolean;
}

/** What is known of one unit so far. */
interface Unit {
  /** `null` once it was seen in a second variant. */
  variant: string | null;
  /** Its first row's, one for each segment column. */
  segments: string[];
  metrics: UnitMetric[];
}

/** The units by their ids, as texts compared exactly, in order of appearance. */
export type Units = Map<string, Unit>;

/**
 * How a file's records go into units rather than into cells: the rows of a unit are added up, as it
 * may have any number of them, in any of the files.
 *
 * @throws {UserError} when the file lacks a column; the fold itself throws on rows that cannot be
 *   read, one without an id among them.
 */
export function foldIntoUnits(context: FoldContext, units: Units): Fold {
  const { reading, cells } = context;
  const variantOf = variantReader(context);
  const idOf = idReader(context);
  const read = rowValues(context);
  const segmentsOf = reading.segments.map((column) => segmentReader(context, column));
  return (fields, line) => {
    const variant = variantOf(fields, line);
    const id = idOf(fields, line);
    const row = read(fields, line);
    const unit = units.get(id);
    const segments = unit?.segments ?? segmentsOf.map((segmentOf) => segmentOf(fields, line));
    variantCells(cells, variant);
    if (unit !== undefined) {
      addToUnit(unit, variant, row, reading.metrics);
      return;
    }
    segments.forEach((value, i) => {
      segmentCells(cells, reading.segments[i]!, value, variant);
    });
    units.set(id, { variant, segments, metrics: row.map((values, i) => unitMetric(values, i)) });
  };

  function unitMetric(values: (number | null)[], i: number): UnitMetric {
    const metric: UnitMetric = { values, missing: false, binary: true };
    return noted(metric, values, reading.metrics[i]!);
  }
}

function idReader({ header, reading, options }: FoldContext) {
  const field = fieldReader(header, reading.unitIdColumn!, options);
  return (fields: string[], line: number): string => {
    const { text, place } = field(fields, line);
    if (!isMissing(text, options)) return text;
    const hint = 'fill it in, or pass --on-bad-row skip to leave such rows out';
    throw badValue(place, 'there is no unit id', hint);
  };
}

function addToUnit(unit: Unit, variant: string, row: RowValues, metrics: MetricReading[]): void {
  if (unit.variant !== variant) unit.variant = null;
  unit.metrics.forEach((metric, i) => {
    const values = row[i]!;
    noted(metric, values, metrics[i]!);
    for (let at = 0; at < summedOf(metrics[i]!); at++) {
      metric.values[at] = (metric.values[at] ?? 0) + (values[at] ?? 0);
    }
  });
}

/** The metric with what a row's values, before they are added, tell of its kind and completeness. */
function noted(metric: UnitMetric, values: (number | null)[], reading: MetricReading): UnitMetric {
  metric.missing ||= values.slice(0, summedOf(reading)).includes(null);
  metric.binary &&= values[0] === 0 || values[0] === 1 || values[0] === null;
  return metric;
}

/** How many of a metric's numbers are added up; a covariate, which stands last, is not. */
function summedOf({ denominator }: MetricReading): number {
  return denominator === null ? 1 : 2;
}

/** Adds the units to the cells, those of two variants left out and counted. */
export function addUnits(
  units: Units,
  cells: Cells,
  { metrics, segments }: Reading,
  kept: Kept | null,
): void {
  const all = [...units.values()];
  const whole = all.filter(({ variant }) => variant !== null);
  cells.unitsInTwoVariants = all.length - whole.length;
  const rates = metrics.map(
    ({ kind }, i) =>
      kind === 'proportion' || (kind === null && whole.every((unit) => unit.metrics[i]!.binary)),
  );
  for (const unit of whole) {
    const row = unit.metrics.map((metric, i) => totals(metric, rates[i]!));
    addRow(variantCells(cells, unit.variant!), row, kept);
    unit.segments.forEach((value, i) => {
      addRow(segmentCells(cells, segments[i]!, value, unit.variant!), row, kept);
    });
  }
  tellMeansApart(cells, rates);
}

/** A rate's unit is a success if any of its rows is; other metrics are the sum, which needs all of them. */
function totals({ values, missing }: UnitMetric, isRate: boolean): (number | null)[] {
  const [own = 0, ...others] = values;
  if (isRate && own! > 0) return [1, ...others];
  return missing ? [null, ...others] : values;
}

/** Leaves out segments without units; sums of amounts that happen to be 0 or 1 make no proportion. */
function tellMeansApart({ variants, segments }: Cells, rates: boolean[]): void {
  const parts: VariantCells[] = [...variants.values()];
  for (const values of segments.values()) {
    for (const [value, part] of values) {
      if ([...part.values()].every(({ units }) => units === 0)) values.delete(value);
      parts.push(...part.values());
    }
  }
  for (const { samples } of parts) {
    samples.forEach((sample, i) => {
      if (!rates[i]) sample.successes = null;
    });
  }
}
