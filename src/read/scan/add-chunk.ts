import {
  segmentAggregates,
  type VariantAggregates,
  variantAggregates,
} from '../../experiment/aggregates.js';
import type { ReadState } from '../file-state.js';
import { MAX_VARIANTS } from '../fold/fields.js';
import { OTHERS_REMEMBERED } from '../fold/fold-rows.js';
import { MAX_SEGMENTS } from '../fold/fold-segments.js';
import type { ValueProfile } from '../fold/value-profile.js';
import { addIfNew } from '../watch/id-sample.js';
import type { WatchedIds } from '../watch/watch.js';
import { figuresPerCell, sampleAt } from './cell-figures.js';
import type { ScannedChunk } from './chunk.js';
import { addCell, complete } from './kept-cells.js';
import { SEEN } from './layout.js';
import type { ScanLayout } from './scan-layout.js';

/** What a file's rows go into: all that is known, and the variant that the command line gives it. */
export interface Into {
  known: ReadState;
  variant: string | null;
}

/** Whether the rows of a piece agree with all before, so that nothing in them is a mistake. */
export function isInOrder({ known }: Into, plan: ScanLayout, piece: ScannedChunk): boolean {
  const { aggregates, reading, seen, watch } = known;
  const segments = [...aggregates.segments.values()];
  return (
    united(aggregates.variants, piece.variants) <= MAX_VARIANTS &&
    piece.ids.every((ids, i) => areNew(ids, watch.ids[plan.ids[i]!.watched]!)) &&
    segments.every((values, i) => united(values, piece.segments[i]!) <= MAX_SEGMENTS) &&
    reading.metrics.every(({ kind }, i) => {
      const bits = piece.seen[plan.metrics[i]![0]!]!;
      const amounts = seen[i]!.amounts || (bits & SEEN.amounts) !== 0;
      const words = seen[i]!.words || (bits & SEEN.words) !== 0;
      return !(amounts && (words || kind === 'proportion'));
    })
  );
}

/** Whether no id is there twice, or has been met before. */
function areNew(ids: readonly string[], { sample }: WatchedIds): boolean {
  return new Set(ids).size === ids.length && !ids.some((id) => sample.ids.has(id));
}

function united(known: Map<string, unknown>, added: string[]): number {
  return known.size + added.filter((name) => !known.has(name)).length;
}

/** Adds the rows of a piece to what is known, in place, as if they had been read one by one. */
export function addChunk(into: Into, plan: ScanLayout, piece: ScannedChunk): void {
  const { aggregates, reading, seen, watch } = into.known;
  for (const name of piece.variants) variantAggregates(aggregates, name);
  const size = figuresPerCell(plan.metrics);
  for (let i = 0; i < piece.cells.length / 3; i++) {
    const [column, segment, variant] = piece.cells.subarray(3 * i, 3 * i + 3);
    const name = into.variant ?? piece.variants[variant!]!;
    const added = cellFrom(piece.figures, i * size, plan.metrics);
    // Each segment column parts all units, so that the first one's cells are all there are.
    added.samples.forEach(({ moments }, k) => {
      if (moments.n > 0 && reading.metrics[k]!.success === null) seen[k]!.unit ??= '';
    });
    const kept = { keeps: plan.keeps, samples: piece.kept[i] ?? [], deferred: into.known.kept };
    complete(added, kept);
    if (column! <= 0) addCell(variantAggregates(aggregates, name), added, kept);
    if (column === -1) continue;
    const value = piece.segments[column!]![segment!]!;
    const part = segmentAggregates(aggregates, reading.segments[column!]!, value, name);
    addCell(part, added, kept);
  }
  piece.ids.forEach((ids, i) => {
    const { sample } = watch.ids[plan.ids[i]!.watched]!;
    for (const id of ids) addIfNew(sample, id);
  });
  plan.metrics.forEach(([own], i) => {
    noteSeen(seen[i]!, piece.seen[own!]!);
    const cap = into.known.kept?.caps[i];
    if (cap) cap.amounts ||= (piece.seen[own!]! & SEEN.amounts) !== 0;
    const { success } = plan.values[own!]!;
    if (success !== null) noteLabels(seen[i]!, piece.labels[own!]!, success);
  });
}

function cellFrom(figures: Float64Array, from: number, metrics: number[][]): VariantAggregates {
  const cell: VariantAggregates = { units: 0, samples: [] };
  let at = from;
  for (const { length } of metrics) {
    const { sample, next } = sampleAt(figures, at, length);
    cell.samples.push(sample);
    at = next;
  }
  // Every unit has a value of a metric, or lacks it.
  const { moments, missing } = cell.samples[0]!;
  cell.units = moments.n + missing;
  return cell;
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
