import {
  type Aggregates,
  addCounted,
  addMetricAggregate,
  segmentAggregates,
  variantAggregates,
} from '../../experiment/aggregates.js';
import { crossedName } from '../../experiment/summary-layout.js';
import type { ReadState } from '../file-state.js';
import { MAX_VARIANTS } from '../fold/fields.js';
import { OTHERS_REMEMBERED } from '../fold/fold-rows.js';
import { MAX_SEGMENTS } from '../fold/fold-segments.js';
import type { ValueProfile } from '../fold/value-profile.js';
import type { Reading } from '../reading.js';
import { addIfNew } from '../watch/id-sample.js';
import type { WatchedIds } from '../watch/watch.js';
import { cellAt, figuresPerCell } from './cell-figures.js';
import type { ScannedChunk } from './chunk.js';
import { addCell, complete } from './kept-cells.js';
import { SEEN } from './layout.js';
import type { ScanLayout } from './scan-layout.js';
import { takeUnitRows } from './unit-rows-in.js';

/** What a file's rows go into: all that is known, and the variant that the command line gives it. */
export interface Into {
  known: ReadState;
  variant: string | null;
}

/** Whether the rows of a piece agree with all before, so that nothing in them is a mistake. */
export function isInOrder({ known }: Into, plan: ScanLayout, piece: ScannedChunk): boolean {
  const { aggregates, reading, seen, watch, segmentValues } = known;
  return (
    united(aggregates.variants, piece.variants) <= MAX_VARIANTS &&
    piece.ids.every((ids, i) => areNew(ids, watch.ids[plan.ids[i]!.watched]!)) &&
    segmentValues.every((values, i) => united(values, piece.segments[i]!) <= MAX_SEGMENTS) &&
    (plan.unitsColumn === null || isExact(aggregates, piece)) &&
    reading.metrics.every(({ kind }, i) => {
      if (reading.layout !== 'rows') return true;
      const bits = piece.seen[plan.metrics[i]![0]!]!;
      const amounts = seen[i]!.amounts || (bits & SEEN.amounts) !== 0;
      const words = seen[i]!.words || (bits & SEEN.words) !== 0;
      return !(amounts && (words || kind === 'proportion'));
    })
  );
}

/** Whether all counts together are few enough for their sums to be exact in whatever order they are added. */
function isExact({ variants }: Aggregates, { figures }: ScannedChunk): boolean {
  const known = [...variants.values()].flatMap(({ units, samples }) => [
    units,
    ...samples.map(({ moments, missing }) => moments.n + missing),
  ]);
  const sum = (counts: Iterable<number>) => [...counts].reduce((a, b) => a + b, 0);
  return sum(known) + sum(figures) <= Number.MAX_SAFE_INTEGER;
}

/** Whether no id is there twice, or has been met before. */
function areNew(ids: readonly string[], { sample }: WatchedIds): boolean {
  return new Set(ids).size === ids.length && !ids.some((id) => sample.ids.has(id));
}

function united(known: { size: number; has(name: string): boolean }, added: string[]): number {
  return known.size + added.filter((name) => !known.has(name)).length;
}

/** Adds the rows of a piece to what is known, in place, as if they had been read one by one. */
export function addChunk(into: Into, plan: ScanLayout, piece: ScannedChunk): void {
  const { aggregates, reading, seen, watch, segmentValues } = into.known;
  for (const name of piece.variants) variantAggregates(aggregates, name);
  if (plan.unitId === null) {
    piece.segments.forEach((values, i) => {
      for (const value of values) segmentValues[i]!.add(value);
    });
    addCells(into, plan, piece);
  } else {
    addUnitRows(into, plan, piece);
  }
  piece.ids.forEach((ids, i) => {
    const { sample } = watch.ids[plan.ids[i]!.watched]!;
    for (const id of ids) addIfNew(sample, id);
  });
  plan.metrics.forEach(([own], i) => {
    const cap = into.known.kept?.caps[i];
    if (cap && plan.unitId === null) cap.amounts ||= (piece.seen[own!]! & SEEN.amounts) !== 0;
    const { success } = plan.values[own!]!;
    if (reading.layout === 'rows') noteSeen(seen[i]!, piece.seen[own!]!);
    if (success !== null) noteLabels(seen[i]!, piece.labels[own!]!, success);
  });
}

/** Has the rows added to their units, of which the new ones tell the segments. */
function addUnitRows({ known, variant }: Into, plan: ScanLayout, piece: ScannedChunk): void {
  const met = takeUnitRows(known.units!, plan, piece, variant);
  met.forEach((values, i) => {
    for (const value of values) known.segmentValues[i]!.add(value);
  });
}

function addCells({ known, variant: named }: Into, plan: ScanLayout, piece: ScannedChunk): void {
  const { aggregates, reading, seen } = known;
  const size = figuresPerCell(plan);
  const width = 2 + plan.parts[0]!.length;
  const add = reading.layout === 'counts' ? addCounted : addMetricAggregate;
  for (let i = 0; i < piece.cells.length / width; i++) {
    const [part, variant, ...codes] = piece.cells.subarray(width * i, width * (i + 1));
    const name = named ?? piece.variants[variant!]!;
    const added = cellAt(piece.figures, i * size, plan);
    added.samples.forEach(({ moments }, k) => {
      if (moments.n > 0 && isMeasured(reading, k)) seen[k]!.unit ??= '';
    });
    const kept = { keeps: plan.keeps, samples: piece.kept[i] ?? [], deferred: known.kept };
    complete(added, kept);
    // All units are in each part, so that the first one's cells are all there are.
    if (part === 0) addCell(variantAggregates(aggregates, name), added, kept, add);
    if (codes.length === 0) continue;
    const values = codes.map((code, k) => piece.segments[plan.parts[part!]![k]!]![code]!);
    const value = plan.crossed ? crossedName(values) : values[0]!;
    const into = segmentAggregates(aggregates, reading.segments[part!]!, value, name);
    addCell(into, added, kept, add);
  }
}

/** Whether a metric's values are amounts or words, rather than labels or counts. */
function isMeasured({ layout, metrics }: Reading, metric: number): boolean {
  return layout === 'rows' && metrics[metric]!.success === null;
}

function noteSeen(seen: ValueProfile, bits: number): void {
  seen.words ||= (bits & SEEN.words) !== 0;
  seen.amounts ||= (bits & SEEN.amounts) !== 0;
}

/** Labels are remembered until the success is met, in the order in which they stand. */
function noteLabels(seen: ValueProfile, labels: string[], success: string): void {
  for (const text of labels) {
    seen.success ||= text === success;
    if (!seen.success && seen.others.size < OTHERS_REMEMBERED) seen.others.add(text);
  }
}
