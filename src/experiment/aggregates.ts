import {
  addCountedValues,
  countValue,
  mergedValues,
  noValues,
  valueCounts,
} from '../stats/counted-values.js';
import {
  addMoments,
  addUnit,
  binaryMoments,
  emptyMoments,
  mergeMoments,
} from '../stats/moments.js';
import type { ValueCounts } from '../stats/value-counts.js';
import type { DayAggregates } from './over-time/day-aggregates.js';
import type { MetricAggregate, UnitValues, VariantAggregates } from './variant-aggregates.js';

export type { MetricAggregate, UnitValues, VariantAggregates };

/** The aggregates of one column's values, each a segment: value → variant → aggregates. */
export type SegmentAggregates = Map<string, Map<string, VariantAggregates>>;

/**
 * Everything that an analysis needs of the data: metric × segment × variant → mergeable statistics.
 * It grows with variants, metrics and segments, not with rows. Variants and segments stand in order of
 * appearance.
 */
export interface Aggregates {
  metrics: string[];
  /** How many numbers each metric measures a unit by: 1, or more for a denominator or covariates. */
  measures: number[];
  /** Which metrics need every value kept, for a quantile or ranks; they alone grow, with their different values. */
  keeps: boolean[];
  variants: Map<string, VariantAggregates>;
  /** By segment column; each column parts all units once more. */
  segments: Map<string, SegmentAggregates>;
  /** The same units by the days that they were seen on; left out where nobody asked for days. */
  days?: DayAggregates;
  /** Units that were seen in two variants or more, and so are in none of the aggregates. */
  unitsInTwoVariants: number;
  /** The metrics whose largest values were brought down to a cap. */
  capped: Capped[];
  /** Whether what each unit says is kept; left out: it is not. */
  keepsUnits?: boolean;
  /** The units by several columns of segments at once, each cell called by their crossed values; left out: not asked for. */
  crossed?: { columns: string[]; cells: SegmentAggregates };
  /** The column that says who could see a difference, and the units that could not; left out: all are above. */
  trigger?: { column: string; untriggered: Aggregates };
}

/** What one side of a cap did to a metric. */
export interface CappedSide {
  /** Which quantile of all variants' values the cap is, 0–1; `null` for a value that was given. */
  share: number | null;
  /** The cap, in the metric's unit. */
  limit: number;
  /** How many values of each variant were beyond it, of how many. */
  touched: { variant: string; units: number; of: number }[];
}

/** What a cap did to one metric: above, and below where it has a lower side. */
export interface Capped extends CappedSide {
  metric: string;
  lower?: CappedSide;
}

/**
 * Aggregates for these metrics and segment columns, without any variants yet.
 *
 * @param measures of each metric, how many numbers a unit has for it: a ratio has 2, a covariate adds to them.
 * @param keeps of each metric, whether every value is kept, as ranks and quantiles need.
 * @example
 * // Of revenue, by country too.
 * const aggregates = emptyAggregates(['revenue'], [1], ['country']);
 * [...aggregates.segments.keys()]; // => [ 'country' ]
 * aggregates.variants.size; // => 0
 */
export function emptyAggregates(
  metrics: string[],
  measures: number[] = metrics.map(() => 1),
  segmentColumns: readonly string[] = [],
  keeps: boolean[] = metrics.map(() => false),
): Aggregates {
  const segments = new Map(segmentColumns.map((column) => [column, new Map()]));
  const left = { unitsInTwoVariants: 0, capped: [] };
  return { metrics, measures, keeps, variants: new Map(), segments, ...left };
}

/**
 * The aggregates of a variant, made on first sight.
 * @example
 * const aggregates = emptyAggregates(['revenue']);
 * const arm = variantAggregates(aggregates, 'personalized');
 * arm.units += 1;
 * addValue(arm.samples[0]!, 12.5);
 * aggregates.variants.get('personalized')?.units; // => 1
 */
export function variantAggregates(aggregates: Aggregates, variant: string): VariantAggregates {
  return cellsAt(aggregates, aggregates.variants, variant);
}

/**
 * The aggregates of a variant within a segment of a column, made on first sight.
 *
 * @throws {RangeError} when the aggregates have no such column.
 * @example
 * const aggregates = emptyAggregates(['revenue'], [1], ['country']);
 * // A unit counts in its variant, and once more in its segment.
 * for (const arm of [
 *   variantAggregates(aggregates, 'personalized'),
 *   segmentAggregates(aggregates, 'country', 'FR', 'personalized'),
 * ]) {
 *   arm.units += 1;
 *   addValue(arm.samples[0]!, 12.5);
 * }
 * aggregates.segments.get('country')?.get('FR')?.get('personalized')?.units; // => 1
 */
export function segmentAggregates(
  aggregates: Aggregates,
  column: string,
  value: string,
  variant: string,
): VariantAggregates {
  const values = aggregates.segments.get(column);
  if (values === undefined) throw new RangeError(`column must be a segment, not ${column}`);
  let variants = values.get(value);
  if (variants === undefined) {
    variants = new Map();
    values.set(value, variants);
  }
  return cellsAt(aggregates, variants, variant);
}

function cellsAt(
  aggregates: Aggregates,
  variants: Map<string, VariantAggregates>,
  variant: string,
): VariantAggregates {
  let found = variants.get(variant);
  if (found === undefined) {
    found = emptyVariant(aggregates);
    variants.set(variant, found);
  }
  return found;
}

/** A variant without units. */
export function emptyVariant({
  measures,
  keeps,
  keepsUnits,
}: Pick<Aggregates, 'measures' | 'keeps' | 'keepsUnits'>): VariantAggregates {
  const aggregates = {
    units: 0,
    samples: measures.map((count, i) => emptyAggregate(count, keeps[i])),
  };
  return keepsUnits === true ? { ...aggregates, unitValues: [] } : aggregates;
}

/**
 * A sample of nothing, with so many numbers a unit; whether it is to keep every value.
 * @example
 * const sample = emptyAggregate();
 * [sample.moments.n, sample.successes]; // => [ 0, 0 ]
 */
export function emptyAggregate(measures = 1, keepsValues = false): MetricAggregate {
  const sample = { moments: emptyMoments(measures), successes: 0, missing: 0 };
  return keepsValues ? { ...sample, values: noValues() } : sample;
}

/**
 * Adds one unit's value to a sample, in place.
 * @example
 * const sample = emptyAggregate();
 * for (const bought of [1, 0, 1]) addValue(sample, bought);
 * // Of 0s and 1s alone it knows how many are 1.
 * sample.successes; // => 2
 * addValue(sample, 12.5);
 * sample.successes; // => null
 * sample.moments.mean; // => [ 3.625 ]
 */
export function addValue(sample: MetricAggregate, value: number): void {
  addValues(sample, [value]);
}

/** Adds one unit's values to a sample, in place; the first is the metric's own. */
export function addValues(sample: MetricAggregate, values: readonly number[]): void {
  const value = values[0]!;
  if (value !== 0 && value !== 1) sample.successes = null;
  if (sample.successes !== null) sample.successes += value;
  if (sample.values !== undefined) countValue(sample.values, value);
  addUnit(sample.moments, values);
}

/** Adds the units of a sample to another, in place. */
export function addMetricAggregate(into: MetricAggregate, added: MetricAggregate): void {
  addMoments(into.moments, added.moments);
  into.successes = successesOf(into, added);
  into.missing += added.missing;
  if (into.values && added.values) addCountedValues(into.values, added.values);
}

/**
 * Adds the units of a sample of 0s and 1s that were counted to another such, in place. What follows from sums of whole
 * numbers is the same in whatever order they are added.
 */
export function addCounted(into: MetricAggregate, added: MetricAggregate): void {
  const successes = into.successes! + added.successes!;
  into.moments = binaryMoments(successes, into.moments.n + added.moments.n);
  into.successes = successes;
  into.missing += added.missing;
}

/**
 * The sample of two sets of units taken together.
 * @example
 * const [monday, tuesday] = [emptyAggregate(), emptyAggregate()];
 * for (const revenue of [10, 14]) addValue(monday, revenue);
 * addValue(tuesday, 6);
 * const { moments } = mergeMetricAggregates(monday, tuesday);
 * [moments.n, moments.mean[0]]; // => [ 3, 10 ]
 */
export function mergeMetricAggregates(a: MetricAggregate, b: MetricAggregate): MetricAggregate {
  return {
    moments: mergeMoments(a.moments, b.moments),
    successes: successesOf(a, b),
    missing: a.missing + b.missing,
    ...(a.values && b.values ? { values: mergedValues(a.values, b.values) } : {}),
  };
}

function successesOf(a: MetricAggregate, b: MetricAggregate): number | null {
  return a.successes === null || b.successes === null ? null : a.successes + b.successes;
}

/**
 * The aggregates of two sets of rows taken together, as if they had been read as one.
 *
 * @throws {RangeError} when only one of them says who could see a difference or is told by days, or units may return.
 * @example
 * const monday = emptyAggregates(['revenue']);
 * addValue(variantAggregates(monday, 'generic').samples[0]!, 12);
 * const tuesday = emptyAggregates(['revenue']);
 * addValue(variantAggregates(tuesday, 'generic').samples[0]!, 8);
 * const both = variantAggregates(mergeAggregates(monday, tuesday), 'generic');
 * both.samples[0]?.moments.mean; // => [ 10 ]
 */
export function mergeAggregates(a: Aggregates, b: Aggregates): Aggregates {
  if ((a.trigger === undefined) !== (b.trigger === undefined)) {
    throw new RangeError('only one of two aggregates says who could see a difference');
  }
  const merged = emptyAggregates(a.metrics, a.measures, [...a.segments.keys()], a.keeps);
  merged.unitsInTwoVariants = a.unitsInTwoVariants + b.unitsInTwoVariants;
  merged.capped = [...a.capped, ...b.capped];
  if (a.trigger !== undefined && b.trigger !== undefined) {
    const untriggered = mergeAggregates(a.trigger.untriggered, b.trigger.untriggered);
    merged.trigger = { column: a.trigger.column, untriggered };
  }
  for (const { variants, segments } of [a, b]) {
    addAll(variants, (name) => variantAggregates(merged, name));
    for (const [column, values] of segments) {
      values.forEach((parts, value) => {
        addAll(parts, (name) => segmentAggregates(merged, column, value, name));
      });
    }
  }
  return a.days === undefined && b.days === undefined
    ? merged
    : { ...merged, days: mergedDays(a.days, b.days, merged) };
}

function mergedDays(
  a: DayAggregates | undefined,
  b: DayAggregates | undefined,
  empty: Aggregates,
): DayAggregates {
  if (a === undefined || b === undefined || a.panel !== null || b.panel !== null) {
    throw new RangeError('only days of which each has units of its own can be merged');
  }
  const alone: DayAggregates['alone'] = new Map();
  for (const [day, variants] of [...a.alone, ...b.alone]) {
    const known = alone.get(day) ?? new Map<string, VariantAggregates>();
    alone.set(day, known);
    addAll(variants, (name) => cellsAt(empty, known, name));
  }
  const [first, last] = [Math.min(a.first, b.first), Math.max(a.last, b.last)];
  return { ...a, first, last, alone };
}

function addAll(
  added: Map<string, VariantAggregates>,
  into: (variant: string) => VariantAggregates,
): void {
  for (const [name, aggregates] of added) addAggregates(into(name), aggregates);
}

/** How many units the data have, those of two variants included, and those that could see no difference. */
export function unitsRead({ variants, unitsInTwoVariants, trigger }: Aggregates): number {
  const others = trigger?.untriggered.variants.values() ?? [];
  return [...variants.values(), ...others].reduce(
    (sum, { units }) => sum + units,
    unitsInTwoVariants,
  );
}

/** Adds the units of one variant's aggregates to others, in place, each sample as is said. */
export function addAggregates(
  into: VariantAggregates,
  added: VariantAggregates,
  add: typeof addMetricAggregate = addMetricAggregate,
): void {
  into.units += added.units;
  into.samples.forEach((sample, i) => {
    add(sample, added.samples[i]!);
  });
}

/** The values of a sample that keeps them. */
export function valuesOf({ values }: MetricAggregate): ValueCounts {
  return valueCounts(values ?? noValues());
}
