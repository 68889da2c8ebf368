import { variantAggregates } from '../../experiment/aggregates.js';
import type { ReadState } from '../file-state.js';
import { MAX_VARIANTS } from '../fold/fields.js';
import { MAX_DAYS } from '../fold/fold-days.js';
import { OTHERS_REMEMBERED } from '../fold/fold-rows.js';
import { MAX_SEGMENTS } from '../fold/fold-segments.js';
import type { ValueProfile } from '../fold/value-profile.js';
import { addIfNew } from '../watch/id-sample.js';
import type { WatchedIds } from '../watch/watch.js';
import { aggregatesOf, cellsIn, cellWidth, type Into } from './add-chunk.js';
import type { ScannedChunk } from './chunk.js';
import { SEEN } from './layout.js';
import type { Met } from './records-aside.js';
import type { ScanLayout } from './scan-layout.js';

/** What was met in rows of a piece: names in order of appearance, what columns of values held, and cells. */
export type MetInRows = Pick<
  ScannedChunk,
  'variants' | 'segments' | 'labels' | 'units' | 'ids' | 'seen'
> & { firstCell: number; lastCell: number };

/** What was met in a piece between two of its records, or from its start on and to its end. */
export function metBetween(piece: ScannedChunk, from: Met | null, to: Met | null): MetInRows {
  const between = (what: 'segments' | 'labels' | 'units' | 'ids') =>
    piece[what].map((texts, i) => texts.slice(from?.[what][i] ?? 0, to?.[what][i]));
  return {
    variants: piece.variants.slice(from?.variants ?? 0, to?.variants),
    segments: between('segments'),
    labels: between('labels'),
    units: between('units'),
    ids: between('ids'),
    seen: to?.seen ?? piece.seen,
    firstCell: from?.cells ?? 0,
    lastCell: to?.cells ?? Number.POSITIVE_INFINITY,
  };
}

/** Whether rows agree with all before, so that nothing in them is a mistake. */
export function isInOrder(
  into: Into,
  plan: ScanLayout,
  piece: ScannedChunk,
  met: MetInRows,
): boolean {
  const { known } = into;
  const { aggregates, reading, seen, watch, segmentValues } = known;
  return (
    steadyTexts(into, plan, piece, met).every(
      ({ byVariant, variant, text }) => (byVariant.get(variant) ?? text) === text,
    ) &&
    united(aggregates.variants, met.variants) <= MAX_VARIANTS &&
    met.ids.every((ids, i) => areNew(ids, watch.ids[plan.ids[i]!.watched]!)) &&
    segmentValues.every((values, i) => united(values, met.segments[i]!) <= mostValues(plan, i)) &&
    reading.metrics.every(({ kind }, i) => {
      if (reading.layout !== 'rows') return true;
      const bits = met.seen[plan.metrics[i]![0]!]!;
      const amounts = seen[i]!.amounts || (bits & SEEN.amounts) !== 0;
      const words = seen[i]!.words || (bits & SEEN.words) !== 0;
      const isOneKind = !(amounts && (words || kind === 'proportion'));
      return isOneKind && unitsWith(known, plan, met, i).length < 2;
    })
  );
}

/** How many values a column of segments may have, or one of days. */
function mostValues({ days, variantColumn }: ScanLayout, segment: number): number {
  return days?.text === segment + (variantColumn ? 1 : 0) ? MAX_DAYS : MAX_SEGMENTS;
}

/** Whether no id is there twice, or has been met before. */
function areNew(ids: readonly string[], { sample }: WatchedIds): boolean {
  return new Set(ids).size === ids.length && !ids.some((id) => sample.ids.has(id));
}

function united(known: { size: number; has(name: string): boolean }, added: string[]): number {
  return known.size + added.filter((name) => !known.has(name)).length;
}

/** Notes what was met in rows, in place, as if they had been read one by one; their cells are yet to be added. */
export function noteMet(into: Into, plan: ScanLayout, piece: ScannedChunk, met: MetInRows): void {
  const { aggregates, reading, seen, watch, segmentValues } = into.known;
  for (const name of met.variants) variantAggregates(aggregates, name);
  // Of units the first rows tell the segments, once they are added.
  const segments = plan.unitId === null ? met.segments : [];
  segments.forEach((values, i) => {
    for (const value of values) segmentValues[i]!.add(value);
  });
  const last = Math.min(met.lastCell, cellsIn(plan, piece));
  for (let cell = met.firstCell; cell < last; cell += 1) aggregatesOf(into, plan, piece, cell);
  for (const { byVariant, variant, text } of steadyTexts(into, plan, piece, met)) {
    byVariant.set(variant, text);
  }
  met.ids.forEach((ids, i) => {
    const { sample } = watch.ids[plan.ids[i]!.watched]!;
    for (const id of ids) addIfNew(sample, id);
  });
  plan.metrics.forEach(([own], i) => {
    const cap = into.known.kept?.caps[i];
    if (cap && plan.unitId === null) cap.amounts ||= (met.seen[own!]! & SEEN.amounts) !== 0;
    const { success } = plan.values[own!]!;
    [seen[i]!.unit = null] = unitsWith(into.known, plan, met, i);
    if (reading.layout === 'rows') noteSeen(seen[i]!, met.seen[own!]!);
    if (success !== null) noteLabels(seen[i]!, met.labels[own!]!, success);
  });
}

/** Of each column in which a variant may have one text: the variants of such rows, with that text. */
function steadyTexts(
  { known, variant: named }: Into,
  plan: ScanLayout,
  piece: ScannedChunk,
  { firstCell, lastCell }: MetInRows,
) {
  if (plan.steady.length === 0) return [];
  const width = cellWidth(plan);
  const codes = piece.cells
    .subarray(width * firstCell, Math.min(width * lastCell, piece.cells.length))
    .filter((_, i) => i % width === 1);
  return plan.steady.flatMap((watched, i) =>
    [...new Set(codes)].map((code) => ({
      byVariant: known.watch.parts[watched]!.byVariant,
      variant: named ?? piece.variants[code]!,
      text: piece.steady[i]![code]!,
    })),
  );
}

/** The currencies of a metric's amounts with those of a piece, '' for none: of plain numbers, and of words too. */
function unitsWith(
  { reading: { layout, metrics }, seen }: ReadState,
  plan: ScanLayout,
  met: MetInRows,
  metric: number,
): string[] {
  const { unit } = seen[metric]!;
  const known = unit === null ? [] : [unit];
  if (layout !== 'rows' || metrics[metric]!.success !== null) return known;
  const own = plan.metrics[metric]![0]!;
  const plain = (met.seen[own]! & SEEN.plain) === 0 ? [] : [''];
  return [...new Set([...known, ...plain, ...met.units[own]!])];
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
