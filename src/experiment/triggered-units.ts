import { sum } from 'simple-statistics';
import {
  type Aggregates,
  emptyAggregate,
  type MetricAggregate,
  mergeMetricAggregates,
  type VariantAggregates,
} from './aggregates.js';
import { dilutionOf } from './compare/dilution.js';
import { segmentsOf } from './compare/segments.js';
import type { Comparison } from './comparison.js';
import type { Design } from './design.js';
import type { Dilution } from './dilution.js';

/** Who could see a difference, and what that makes of each comparison over all units. */
export interface TriggeredUnits {
  /** The column that says so. */
  column: string;
  /** Of each variant that units were assigned to: those who could, of all. */
  variants: { name: string; units: number; of: number }[];
  dilutions: ReadonlyMap<Comparison, Dilution>;
}

/**
 * The units that could see a difference, of the variants of these names that they were assigned to, with the dilution of each of these
 * comparisons; `null` where all could.
 */
export function triggeredUnits(
  aggregates: Aggregates,
  { assigned, names }: { assigned: Aggregates; names: readonly string[] },
  comparisons: readonly Comparison[],
  design: Design,
): TriggeredUnits | null {
  const { trigger } = assigned;
  if (trigger === undefined) return null;
  const variants = names.map((name) => {
    const units = unitsOf(assigned.variants.get(name));
    return { name, units, of: units + unitsOf(trigger.untriggered.variants.get(name)) };
  });
  const dilutions = comparisons.map((comparison): [Comparison, Dilution] => {
    const index = aggregates.metrics.indexOf(comparison.metric);
    const samples = samplesOf(aggregates, comparison, index, design);
    return [comparison, dilutionOf(comparison, samples, design.metrics[index]!, design)];
  });
  return { column: trigger.column, variants, dilutions: new Map(dilutions) };
}

/** The share of units that could see a difference; 0 without any units. */
export function triggeredShare({ variants }: Pick<TriggeredUnits, 'variants'>): number {
  const all = sum(variants.map(({ of }) => of));
  return all === 0 ? 0 : sum(variants.map(({ units }) => units)) / all;
}

/** The samples of a comparison, of those who could see a difference and of those who could not. */
function samplesOf(aggregates: Aggregates, comparison: Comparison, index: number, design: Design) {
  const { untriggered } = aggregates.trigger!;
  const none = emptyAggregate(aggregates.measures[index], aggregates.keeps[index]);
  const of = (all: Aggregates, { variant }: { variant: string }): MetricAggregate =>
    partsOf(aggregates, all, comparison, design)
      .map((variants) => variants.get(variant)?.samples[index] ?? none)
      .reduce(mergeMetricAggregates, none);
  const both = (all: Aggregates) => ({
    control: of(all, comparison.control),
    treatment: of(all, comparison.treatment),
  });
  return { triggered: both(aggregates), others: both(untriggered) };
}

/** Where the units of a comparison stand: in its segment, or the segments that it pools; else among all. */
function partsOf(
  { segments: found }: Aggregates,
  all: Aggregates,
  { segment }: Comparison,
  design: Design,
): ReadonlyMap<string, VariantAggregates>[] {
  if (segment === null) return [all.variants];
  const pooled = segmentsOf(all, found.get(segment.column)!, design);
  const { values } = pooled.find(({ value }) => value === segment.value)!;
  // Of a look on record they are not known, nor asked for.
  return values.flatMap((value) => all.segments.get(segment.column)?.get(value) ?? []);
}

function unitsOf(variant: VariantAggregates | undefined): number {
  return variant?.units ?? 0;
}
