import { segmentCells, variantCells } from '../experiment/cells.js';
import { type Fold, type FoldContext, fieldReader, variantReader } from './fields.js';
import { type RowValues, rowValues } from './fold-rows.js';
import { segmentReader } from './fold-segments.js';
import { isMissing, type MetricReading } from './reading.js';
import type { Unit, UnitMetric, Units } from './units.js';
import { badValue } from './values.js';

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
  const one = copies();
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
    units.set(copy(id), {
      variant: one(variant),
      segments: segments.map(one),
      metrics: row.map(unitMetric),
    });
  };

  function unitMetric(values: (number | null)[], i: number): UnitMetric {
    const metric: UnitMetric = { values, missing: false, binary: true };
    return noted(metric, values, reading.metrics[i]!);
  }
}

/** The same text by itself: V8 keeps the whole chunk of a file alive for a longer piece of its text. */
function copy(text: string): string {
  return Buffer.from(text).toString();
}

/** The same text by itself, and for the same text always the same one. */
function copies(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text) ?? copy(text);
    known.set(found, found);
    return found;
  };
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
  for (let i = 0; i < row.length; i++) {
    const [metric, values] = [unit.metrics[i]!, row[i]!];
    noted(metric, values, metrics[i]!);
    for (let at = 0; at < summedOf(metrics[i]!); at++) {
      metric.values[at] = (metric.values[at] ?? 0) + (values[at] ?? 0);
    }
  }
}

/** The metric with what a row's values, before they are added, tell of its kind and completeness. */
function noted(metric: UnitMetric, values: (number | null)[], reading: MetricReading): UnitMetric {
  const own = values[0] ?? null;
  metric.missing ||= own === null || (reading.denominator !== null && values[1] === null);
  metric.binary &&= own === 0 || own === 1 || own === null;
  return metric;
}

/** How many of a metric's numbers are added up; a covariate, which stands last, is not. */
function summedOf({ denominator }: MetricReading): number {
  return denominator === null ? 1 : 2;
}
