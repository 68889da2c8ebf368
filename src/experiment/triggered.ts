import {
  type Aggregates,
  addAggregates,
  emptyAggregates,
  segmentAggregates,
  type VariantAggregates,
  variantAggregates,
} from './aggregates.js';
import { crossedNames } from './summary-layout.js';

/** What segments of units are called that could see a difference, and of those that could not. */
export const TRIGGERED = '1';
export const UNTRIGGERED = '0';

/**
 * The aggregates of the units that could see a difference, with those of all others beside them, from aggregates whose
 * every part is crossed with that: the column that says so first, and behind it perhaps one of segments.
 *
 * @param column the column that says so
 */
export function triggeredOf(read: Aggregates, column: string): Aggregates {
  const crossed = [...read.segments].map(([name, values]) => ({
    names: crossedNames(name),
    values,
  }));
  const columns = crossed.flatMap(({ names }) => names.slice(1));
  const parts = {
    [TRIGGERED]: emptyLike(read, columns),
    [UNTRIGGERED]: emptyLike(read, columns),
  };
  crossed.forEach(({ names: [, segment] }, i) => {
    for (const [name, variants] of crossed[i]!.values) {
      const [trigger, value] = crossedNames(name);
      const into = parts[trigger as keyof typeof parts];
      for (const [variant, added] of variants) {
        // Every part has all units, so that one of them tells what they come to.
        if (i === 0) addUnits(variantAggregates(into, variant), added);
        if (segment === undefined) continue;
        addAggregates(segmentAggregates(into, segment, value!, variant), added);
      }
    }
  });
  const { unitsInTwoVariants, capped } = read;
  const trigger = { column, untriggered: parts[UNTRIGGERED] };
  return { ...parts[TRIGGERED], unitsInTwoVariants, capped, trigger };
}

/** Adds units, with what each says where that is kept. */
function addUnits(into: VariantAggregates, added: VariantAggregates): void {
  addAggregates(into, added);
  for (const values of added.unitValues ?? []) into.unitValues?.push(values);
}

/** Aggregates of the same variants and metrics, in the same order, without any units. */
function emptyLike(read: Aggregates, columns: string[]): Aggregates {
  const { metrics, measures, keeps, variants, keepsUnits } = read;
  const empty = emptyAggregates(metrics, measures, columns, keeps);
  if (keepsUnits !== undefined) empty.keepsUnits = keepsUnits;
  for (const [name, { samples }] of variants) {
    const own: VariantAggregates = variantAggregates(empty, name);
    // What is a mean over all units is one over none of them, too.
    own.samples.forEach((sample, i) => {
      if (samples[i]!.successes === null) sample.successes = null;
    });
  }
  return empty;
}
