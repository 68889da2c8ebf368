import {
  type Aggregates,
  addCounted,
  addMetricAggregate,
  segmentAggregates,
  type VariantAggregates,
  variantAggregates,
} from '../../experiment/aggregates.js';
import type { ReadState } from '../file-state.js';
import { segmentName } from '../segment-parts.js';
import { cellAt, figuresPerCell } from './cell-figures.js';
import type { ScannedChunk } from './chunk.js';
import { addCell, complete } from './kept-cells.js';
import type { ScanLayout } from './scan-layout.js';
import { takeUnitRows } from './unit-rows-in.js';

/** What a file's rows go into: all that is known, and the variant that the command line gives it. */
export interface Into {
  known: ReadState;
  variant: string | null;
}

/** Adds the cells of a piece to what is known, in place. */
export function addCells(into: Into, plan: ScanLayout, piece: ScannedChunk): void {
  const { known } = into;
  const size = figuresPerCell(plan);
  const add = known.reading.layout === 'counts' ? addCounted : addMetricAggregate;
  for (let i = 0; i < cellsIn(plan, piece); i++) {
    const added = cellAt(piece.figures, i * size, plan);
    const kept = { keeps: plan.keeps, samples: piece.kept[i] ?? [], deferred: known.kept };
    complete(added, kept);
    for (const own of aggregatesOf(into, plan, piece, i)) addCell(own, added, kept, add);
  }
}

/** How many cells a piece has. */
export function cellsIn(plan: ScanLayout, piece: ScannedChunk): number {
  return piece.cells.length / cellWidth(plan);
}

/** How many numbers tell a cell: its part, its variant and its segments. */
export function cellWidth(plan: ScanLayout): number {
  return 2 + plan.parts[0]!.length;
}

/** What the units of a piece's cell are added to: their variant's aggregates, and those of their segment. */
export function aggregatesOf(
  { known, variant: named }: Into,
  plan: ScanLayout,
  piece: ScannedChunk,
  cell: number,
): VariantAggregates[] {
  const { aggregates } = known;
  const width = cellWidth(plan);
  const [part, variant, ...codes] = piece.cells.subarray(width * cell, width * (cell + 1));
  const name = named ?? piece.variants[variant!]!;
  // All units are in each part, so that the first one's cells are all there are.
  const all = part === 0 ? [variantAggregates(aggregates, name)] : [];
  if (codes.length === 0) return all;
  const values = codes.map((code, k) => piece.segments[plan.parts[part!]![k]!]![code]!);
  const value = segmentName(values, plan.crossed);
  const column = [...aggregates.segments.keys()][part!]!;
  return [...all, segmentAggregates(aggregates, column, value, name)];
}

/** Whether all counts together are few enough for their sums to be exact in whatever order they are added. */
export function isExact({ variants }: Aggregates, { figures }: ScannedChunk): boolean {
  const known = [...variants.values()].flatMap(({ units, samples }) => [
    units,
    ...samples.map(({ moments, missing }) => moments.n + missing),
  ]);
  const sum = (counts: Iterable<number>) => [...counts].reduce((a, b) => a + b, 0);
  return sum(known) + sum(figures) <= Number.MAX_SAFE_INTEGER;
}

/** Has the rows of a piece added to their units, of which the new ones tell the segments. */
export function addUnitRows({ known, variant }: Into, plan: ScanLayout, piece: ScannedChunk): void {
  const met = takeUnitRows(known.units!, plan, piece, variant);
  met.forEach((values, i) => {
    for (const value of values) known.segmentValues[i]!.add(value);
  });
}
