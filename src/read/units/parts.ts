import {
  type Aggregates,
  segmentAggregates,
  type VariantAggregates,
} from '../../experiment/aggregates.js';
import { crossedName } from '../../experiment/summary-layout.js';
import type { Reading, ReadOptions } from '../reading.js';
import { textsOf } from './names.js';
import type { Units } from './unit-store.js';
import { segmentOf } from './unit-values.js';

/** The aggregates within a part of all units that one of that variant belongs to, made on first sight. */
export type Part = (unit: number, variant: number) => VariantAggregates;

/** Aggregates by the segments of a unit, one after the other, and then by its variant. */
type Known = (Known | VariantAggregates | undefined)[];

/** The parts that units are in: by each column of segments, or by all of them at once where they are crossed. */
export function partsOf(
  units: Units,
  aggregates: Aggregates,
  { segments }: Reading,
  { forSummary }: Pick<ReadOptions, 'forSummary'>,
): Part[] {
  const columns = units.segments.map((_, i) => i);
  if (forSummary === true && columns.length > 0) {
    return [partBy(units, aggregates, segments[0]!, columns, crossedName)];
  }
  return columns.map((i) => partBy(units, aggregates, segments[i]!, [i], ([value]) => value!));
}

function partBy(
  units: Units,
  aggregates: Aggregates,
  name: string,
  columns: readonly number[],
  nameOf: (values: string[]) => string,
): Part {
  const texts = units.segments.map(textsOf);
  const variants = textsOf(units.variants);
  const all: Known = [];
  return (unit, variant) => {
    let known = all;
    for (const column of columns) {
      const segment = segmentOf(units, unit, column);
      known[segment] ??= [];
      known = known[segment] as Known;
    }
    if (known[variant] === undefined) {
      const value = nameOf(columns.map((i) => texts[i]![segmentOf(units, unit, i)]!));
      known[variant] = segmentAggregates(aggregates, name, value, variants[variant]!);
    }
    return known[variant] as VariantAggregates;
  };
}
