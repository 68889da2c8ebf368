import {
  type Aggregates,
  addAggregates,
  emptyAggregates,
  type SegmentAggregates,
  segmentAggregates,
  type VariantAggregates,
  variantAggregates,
} from './aggregates.js';
import { crossedName, crossedNames } from './summary-layout.js';

/** What segments of units are called that could see a difference, and of those that could not. */
export const TRIGGERED = '1';
export const UNTRIGGERED = '0';

/** By what units are parted beside their segments. */
export interface Parting {
  /** The column that says who could see a difference, the first of each part; `null` where none does. */
  trigger: string | null;
  /** Whether there is one part, of all segment columns at once, which is wanted as such. */
  isCrossed: boolean;
}

/**
 * The aggregates by each column of segments, from such as are parted by several columns at once; those of units that
 * could see no difference beside the others, where a column says so.
 */
export function partedBy(read: Aggregates, { trigger, isCrossed }: Parting): Aggregates {
  const parts = [...read.segments].map(([name, values]) => ({
    columns: crossedNames(name).slice(trigger === null ? 0 : 1),
    values,
  }));
  const columns = parts.flatMap((part) => part.columns);
  const seen = emptyLike(read, columns, isCrossed);
  const others = emptyLike(read, columns, isCrossed);
  parts.forEach((part, i) => {
    for (const [name, variants] of part.values) {
      const all = crossedNames(name);
      const [said, values] = trigger === null ? [TRIGGERED, all] : [all[0], all.slice(1)];
      const into = said === TRIGGERED ? seen : others;
      for (const [variant, added] of variants) {
        // Every part has all units, so that one of them tells what they come to.
        if (i === 0) addUnits(variantAggregates(into, variant), added);
        addToSegments(into, part.columns, values, { variant, added });
      }
    }
  });
  const { unitsInTwoVariants, capped } = read;
  return {
    ...seen,
    unitsInTwoVariants,
    capped,
    ...(trigger === null ? {} : { trigger: { column: trigger, untriggered: others } }),
  };
}

function addToSegments(
  into: Aggregates,
  columns: readonly string[],
  values: readonly string[],
  { variant, added }: { variant: string; added: VariantAggregates },
): void {
  columns.forEach((column, i) => {
    addAggregates(segmentAggregates(into, column, values[i]!, variant), added);
  });
  if (into.crossed === undefined) return;
  const { cells } = into.crossed;
  const name = crossedName(values);
  if (!cells.has(name)) cells.set(name, new Map());
  cells.get(name)!.set(variant, added);
}

/** Adds units, with what each says where that is kept. */
function addUnits(into: VariantAggregates, added: VariantAggregates): void {
  addAggregates(into, added);
  for (const values of added.unitValues ?? []) into.unitValues?.push(values);
}

/** Aggregates of the same variants and metrics, in the same order, without any units. */
function emptyLike(read: Aggregates, columns: string[], isCrossed: boolean): Aggregates {
  const { metrics, measures, keeps, variants, keepsUnits } = read;
  const empty = emptyAggregates(metrics, measures, columns, keeps);
  if (keepsUnits !== undefined) empty.keepsUnits = keepsUnits;
  const cells: SegmentAggregates = new Map();
  if (isCrossed) empty.crossed = { columns, cells };
  for (const [name, { samples }] of variants) {
    const own: VariantAggregates = variantAggregates(empty, name);
    // What is a mean over all units is one over none of them, too.
    own.samples.forEach((sample, i) => {
      if (samples[i]!.successes === null) sample.successes = null;
    });
  }
  return empty;
}
