import { type Cells, segmentCells, type VariantCells, variantCells } from '../experiment/cells.js';
import type { Kept } from './caps.js';
import { addRow } from './fold-rows.js';
import type { Reading } from './reading.js';

/** One metric of one unit, over all its rows. */
export interface UnitMetric {
  /** Its own value and its denominator, added up; then the first row's covariate. */
  values: (number | null)[];
  /** Whether its own value or its denominator was missing in a row: the sum is not known then. */
  missing: boolean;
  /** Whether all its own values were 0 or 1. */
  binary: boolean;
}

/** What is known of one unit so far. */
export interface Unit {
  /** `null` once it was seen in a second variant. */
  variant: string | null;
  /** Its first row's, one for each segment column. */
  segments: string[];
  metrics: UnitMetric[];
}

/** The units by their ids, as texts compared exactly, in order of appearance. */
export type Units = Map<string, Unit>;

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
