import { addCells, segmentCells, type VariantCells, variantCells } from '../../experiment/cells.js';
import { MAX_VARIANTS } from '../fold/fields.js';
import { OTHERS_REMEMBERED } from '../fold/fold-rows.js';
import { MAX_SEGMENTS } from '../fold/fold-segments.js';
import type { Seen } from '../fold/seen.js';
import type { Known } from '../one-file.js';
import { figuresPerCell, sampleAt } from './cell-figures.js';
import { SEEN } from './layout.js';
import type { Piece } from './piece.js';
import type { ScanPlan } from './plan.js';

/** What a file's rows go into: all that is known, and the variant that the command line gives it. */
export interface Into {
  known: Known;
  variant: string | null;
}

/** Whether the rows of a piece agree with all before, so that nothing in them is a mistake. */
export function isInOrder({ known }: Into, plan: ScanPlan, piece: Piece): boolean {
  const { cells, reading, seen } = known;
  const segments = [...cells.segments.values()];
  return (
    united(cells.variants, piece.variants) <= MAX_VARIANTS &&
    segments.every((values, i) => united(values, piece.segments[i]!) <= MAX_SEGMENTS) &&
    reading.metrics.every(({ kind }, i) => {
      const bits = piece.seen[plan.metrics[i]![0]!]!;
      const amounts = seen[i]!.amounts || (bits & SEEN.amounts) !== 0;
      const words = seen[i]!.words || (bits & SEEN.words) !== 0;
      return !(amounts && (words || kind === 'proportion'));
    })
  );
}

function united(known: Map<string, unknown>, added: string[]): number {
  return known.size + added.filter((name) => !known.has(name)).length;
}

/** Adds the rows of a piece to what is known, in place, as if they had been read one by one. */
export function addPiece(into: Into, plan: ScanPlan, piece: Piece): void {
  const { cells, reading, seen } = into.known;
  for (const name of piece.variants) variantCells(cells, name);
  const size = figuresPerCell(plan.metrics);
  for (let i = 0; i < piece.cells.length / 3; i++) {
    const [column, segment, variant] = piece.cells.subarray(3 * i, 3 * i + 3);
    const name = into.variant ?? piece.variants[variant!]!;
    const added = cellFrom(piece.figures, i * size, plan.metrics);
    // Each segment column parts all units, so that the first one's cells are all there are.
    if (column! <= 0) addCells(variantCells(cells, name), added);
    if (column === -1) continue;
    const value = piece.segments[column!]![segment!]!;
    addCells(segmentCells(cells, reading.segments[column!]!, value, name), added);
  }
  plan.metrics.forEach(([own], i) => {
    noteSeen(seen[i]!, piece.seen[own!]!);
    const { success } = plan.values[own!]!;
    if (success !== null) noteLabels(seen[i]!, piece.labels[own!]!, success);
  });
}

function cellFrom(figures: Float64Array, from: number, metrics: number[][]): VariantCells {
  const cell: VariantCells = { units: 0, samples: [] };
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

function noteSeen(seen: Seen, bits: number): void {
  seen.words ||= (bits & SEEN.words) !== 0;
  seen.amounts ||= (bits & SEEN.amounts) !== 0;
}

/** Labels are remembered until the success is met, in the order in which they stand. */
function noteLabels(seen: Seen, labels: string[], success: string): void {
  for (const text of labels) {
    seen.success ||= text === success;
    if (!seen.success && seen.others.size < OTHERS_REMEMBERED) seen.others.add(text);
  }
}
