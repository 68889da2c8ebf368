import { sum } from 'simple-statistics';
import {
  addCells,
  type Cells,
  emptyVariant,
  type SegmentCells,
  type VariantCells,
} from '../cells.js';
import type { Comparison } from '../comparison.js';
import type { Design } from '../design.js';
import { judgedFamily } from './compare.js';
import { testMetric } from './tested.js';

/** What segments that are too small by themselves are pooled as, unless a segment has that name. */
const OTHER = 'other';

/** One segment: a value of the column with the cells of its units. */
interface Segment {
  value: string;
  variants: Map<string, VariantCells>;
}

/**
 * Every metric of every treatment against the control within each segment, the largest segment first.
 * The comparisons of one metric over one column make a family of their own.
 */
export function compareSegments(cells: Cells, design: Design): Comparison[] {
  return [...cells.segments].flatMap(([column, values]) => {
    const segments = segmentsOf(cells, values, design);
    return design.metrics.flatMap((_, i) => {
      const tested = segments.flatMap(({ value, variants }) =>
        testMetric(cells, variants, design, i, { column, value }),
      );
      return judgedFamily(tested, design);
    });
  });
}

/** The segments of a column by size, those too small in an arm pooled as "other" if that was asked for. */
export function segmentsOf(cells: Cells, values: SegmentCells, design: Design): Segment[] {
  const { control, treatments, poolBelow } = design;
  const isSmall = ({ variants }: Segment) =>
    [control, ...treatments].some((name) => (variants.get(name)?.units ?? 0) < poolBelow);
  const all = [...values].map(([value, variants]) => ({ value, variants }));
  const [small, large] = [all.filter(isSmall), all.filter((segment) => !isSmall(segment))];
  const sorted = large.sort((a, b) => unitsOf(b) - unitsOf(a));
  if (small.length === 0) return sorted;
  const taken = new Set(large.map(({ value }) => value));
  return [...sorted, pooled(cells, small, freeName(OTHER, taken))];
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? freeName(`${name} (pooled)`, taken) : name;
}

function pooled(empty: Cells, segments: readonly Segment[], value: string): Segment {
  const variants = new Map<string, VariantCells>();
  for (const segment of segments) {
    for (const [name, cells] of segment.variants) {
      const into = variants.get(name) ?? emptyVariant(empty);
      addCells(into, cells);
      variants.set(name, into);
    }
  }
  return { value, variants };
}

function unitsOf({ variants }: Segment): number {
  return sum([...variants.values()].map(({ units }) => units));
}
