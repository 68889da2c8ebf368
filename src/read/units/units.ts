import {
  type Cells,
  segmentCells,
  type VariantCells,
  variantCells,
} from '../../experiment/cells.js';
import type { Kept } from '../fold/caps.js';
import { addRow } from '../fold/fold-rows.js';
import type { MetricReading, Reading } from '../reading.js';
import type { Units } from './unit-store.js';
import { hasAmount, segmentOf, unitValues, variantOf } from './unit-values.js';

/** Adds the units to the cells, those of two variants left out and counted. */
export function addUnits(
  units: Units,
  cells: Cells,
  { metrics, segments }: Reading,
  kept: Kept | null,
): void {
  const rates = metrics.map((metric, i) => isRate(units, metric, i));
  const variants = units.variants.texts.map((name) => variantCells(cells, name));
  const parts = segments.map((column, i) => segmentParts(units, cells, column, i));
  for (let unit = 0; unit < units.ids.count; unit++) {
    const variant = variantOf(units, unit);
    if (variant === null) {
      cells.unitsInTwoVariants += 1;
      continue;
    }
    const row = rates.map((rate, i) => unitValues(units, unit, i, rate));
    addRow(variants[variant]!, row, kept);
    for (const partOf of parts) addRow(partOf(unit, variant), row, kept);
  }
  tellMeansApart(cells, rates);
}

/** Whether a metric is a proportion: said to be one, or of 0 and 1 in every row of every unit that counts. */
function isRate(units: Units, { kind }: MetricReading, metric: number): boolean {
  if (kind !== null) return kind === 'proportion';
  for (let unit = 0; unit < units.ids.count; unit++) {
    if (hasAmount(units, unit, metric) && variantOf(units, unit) !== null) return false;
  }
  return true;
}

/** The cells within a segment column that a unit of that variant belongs to. */
function segmentParts(
  units: Units,
  cells: Cells,
  column: string,
  at: number,
): (unit: number, variant: number) => VariantCells {
  const known: VariantCells[][] = units.segments[at]!.texts.map(() => []);
  return (unit, variant) => {
    const value = segmentOf(units, unit, at);
    const [part, name] = [units.segments[at]!.texts[value]!, units.variants.texts[variant]!];
    known[value]![variant] ??= segmentCells(cells, column, part, name);
    return known[value]![variant]!;
  };
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
