import { sum } from 'simple-statistics';
import {
  type Aggregates,
  addAggregates,
  emptyVariant,
  type SegmentAggregates,
  type VariantAggregates,
} from '../aggregates.js';
import type { Comparison } from '../comparison.js';
import type { Design } from '../design.js';
import { adjustedFamilies } from './compare.js';
import { testMetric } from './tested.js';

/** What segments that are too small by themselves are pooled as, unless a segment has that name. */
const OTHER = 'other';

/** One segment: a value of the column, or several that are pooled, with the aggregates of its units. */
export interface PooledSegment {
  value: string;
  /** The values that it has. */
  values: string[];
  variants: Map<string, VariantAggregates>;
}

/**
 * Every metric of every treatment against the control within each segment, the largest segment first.
 * The comparisons of one metric over one column make a family of their own.
 */
export function compareSegments(aggregates: Aggregates, design: Design): Comparison[] {
  return [...aggregates.segments].flatMap(([column, values]) => {
    const segments = segmentsOf(aggregates, values, design);
    return design.metrics.flatMap((_, i) => {
      const tested = segments.flatMap(({ value, variants }) =>
        testMetric(aggregates, variants, design, i, { column, value }),
      );
      return adjustedFamilies(tested, design);
    });
  });
}

/** The segments of a column by size, those too small in an arm pooled as "other" if that was asked for. */
export function segmentsOf(
  aggregates: Aggregates,
  values: SegmentAggregates,
  design: Design,
): PooledSegment[] {
  const { control, treatments, poolBelow } = design;
  const isSmall = ({ variants }: PooledSegment) =>
    [control, ...treatments].some((name) => (variants.get(name)?.units ?? 0) < poolBelow);
  const all = [...values].map(([value, variants]) => ({ value, values: [value], variants }));
  const [small, large] = [all.filter(isSmall), all.filter((segment) => !isSmall(segment))];
  const sorted = large.sort((a, b) => unitsOf(b) - unitsOf(a));
  if (small.length === 0) return sorted;
  const taken = new Set(large.map(({ value }) => value));
  return [...sorted, pooled(aggregates, small, freeName(OTHER, taken))];
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? freeName(`${name} (pooled)`, taken) : name;
}

function pooled(
  empty: Aggregates,
  segments: readonly PooledSegment[],
  value: string,
): PooledSegment {
  const variants = new Map<string, VariantAggregates>();
  for (const segment of segments) {
    for (const [name, aggregates] of segment.variants) {
      const into = variants.get(name) ?? emptyVariant(empty);
      addAggregates(into, aggregates);
      variants.set(name, into);
    }
  }
  return { value, values: segments.flatMap(({ values }) => values), variants };
}

function unitsOf({ variants }: PooledSegment): number {
  return sum([...variants.values()].map(({ units }) => units));
}
