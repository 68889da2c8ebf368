import {
  type Aggregates,
  segmentAggregates,
  type VariantAggregates,
} from '../../experiment/aggregates.js';
import type { Reading } from '../reading.js';
import {
  areCrossed,
  type PartOptions,
  type SegmentPart,
  segmentName,
  segmentParts,
} from '../segment-parts.js';
import { textsOf } from './names.js';
import type { Units } from './unit-store.js';
import { segmentOf } from './unit-values.js';

/** The aggregates within a part of all units that one of that variant belongs to, made on first sight. */
export type Part = (unit: number, variant: number) => VariantAggregates;

/** Aggregates by the segments of a unit, one after the other, and then by its variant. */
type Known = (Known | VariantAggregates | undefined)[];

/** The parts that units are in, as segmentParts has them. */
export function partsOf(
  units: Units,
  aggregates: Aggregates,
  reading: Reading,
  options: PartOptions,
): Part[] {
  const isCrossed = areCrossed(reading, options);
  return segmentParts(reading, options).map((part) => partBy(units, aggregates, part, isCrossed));
}

function partBy(
  units: Units,
  aggregates: Aggregates,
  { name, columns }: SegmentPart,
  isCrossed: boolean,
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
      const values = columns.map((i) => texts[i]![segmentOf(units, unit, i)]!);
      const value = segmentName(values, isCrossed);
      known[variant] = segmentAggregates(aggregates, name, value, variants[variant]!);
    }
    return known[variant] as VariantAggregates;
  };
}
