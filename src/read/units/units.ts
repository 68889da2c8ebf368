import {
  type Aggregates,
  segmentAggregates,
  type VariantAggregates,
  variantAggregates,
} from '../../experiment/aggregates.js';
import type { DeferredValues } from '../fold/deferred-values.js';
import { addRow } from '../fold/fold-rows.js';
import type { MetricReading, Reading } from '../reading.js';
import type { Units } from './unit-store.js';
import { hasAmount, segmentOf, unitValues, variantOf } from './unit-values.js';

/** Adds the units to the aggregates, those of two variants left out and counted. */
export function addUnits(
  units: Units,
  aggregates: Aggregates,
  { metrics, segments }: Reading,
  kept: DeferredValues | null,
): void {
  const rates = metrics.map((metric, i) => isRate(units, metric, i));
  const variants = units.variants.texts.map((name) => variantAggregates(aggregates, name));
  const parts = segments.map((column, i) => segmentParts(units, aggregates, column, i));
  for (let unit = 0; unit < units.ids.count; unit++) {
    const variant = variantOf(units, unit);
    if (variant === null) {
      aggregates.unitsInTwoVariants += 1;
      continue;
    }
    const row = rates.map((rate, i) => unitValues(units, unit, i, rate));
    addRow(variants[variant]!, row, kept);
    for (const partOf of parts) addRow(partOf(unit, variant), row, kept);
  }
  tellMeansApart(aggregates, rates);
}

/** Whether a metric is a proportion: said to be one, or of 0 and 1 in every row of every unit that counts. */
function isRate(units: Units, { kind }: MetricReading, metric: number): boolean {
  if (kind !== null) return kind === 'proportion';
  for (let unit = 0; unit < units.ids.count; unit++) {
    if (hasAmount(units, unit, metric) && variantOf(units, unit) !== null) return false;
  }
  return true;
}

/** The aggregates within a segment column that a unit of that variant belongs to. */
function segmentParts(
  units: Units,
  aggregates: Aggregates,
  column: string,
  at: number,
): (unit: number, variant: number) => VariantAggregates {
  const known: VariantAggregates[][] = units.segments[at]!.texts.map(() => []);
  return (unit, variant) => {
    const value = segmentOf(units, unit, at);
    const [part, name] = [units.segments[at]!.texts[value]!, units.variants.texts[variant]!];
    known[value]![variant] ??= segmentAggregates(aggregates, column, part, name);
    return known[value]![variant]!;
  };
}

/** Leaves out segments without units; sums of amounts that happen to be 0 or 1 make no proportion. */
function tellMeansApart({ variants, segments }: Aggregates, rates: boolean[]): void {
  const parts: VariantAggregates[] = [...variants.values()];
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
