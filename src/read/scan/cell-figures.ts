import type { MetricAggregate, VariantAggregates } from '../../experiment/aggregates.js';
import { binaryMoments } from '../../stats/moments.js';
import { LAYOUT } from './layout.js';
import type { ScanLayout } from './scan-layout.js';

/* A cell in the scanner's memory, as src/scan/cells.ts and samples.ts lay it out. */
const FIRST_SAMPLE = 8;
const AMOUNTS = 20;
const MEANS = 24;

/** A piece's cells, as in `ScannedChunk`, where so many columns tell those of a part. */
export function cellsOf(view: DataView, count: number, columns: number): Int32Array {
  const cells = new Int32Array(count * (2 + columns));
  let at = 0;
  for (let i = 0; i < count; i++) {
    const entry = LAYOUT.cellList + 16 * i;
    cells[at++] = view.getUint16(entry + 4, true);
    cells[at++] = view.getUint16(entry + 6, true);
    for (let k = 0; k < columns; k++) cells[at++] = view.getUint8(entry + 8 + k);
  }
  return cells;
}

/** What of a plan tells which figures a cell has. */
type Figures = Pick<ScanLayout, 'metrics' | 'unitsColumn'>;

/** Of rows that count units: those of a cell, and of each metric units, missing ones and successes. */
const COUNTS = 3;

/** The figures of a piece's cells, as in `ScannedChunk`. */
export function figuresOf(view: DataView, count: number, plan: Figures): Float64Array {
  const { metrics, unitsColumn } = plan;
  const figures = new Float64Array(count * figuresPerCell(plan));
  let at = 0;
  const put = (from: number, size: number) => {
    for (let i = 0; i < size; i++) figures[at++] = view.getFloat64(from + 8 * i, true);
  };
  for (let i = 0; i < count; i++) {
    const cell = view.getUint32(LAYOUT.cellList + 16 * i, true);
    if (unitsColumn !== null) {
      put(cell, figuresPerCell(plan));
      continue;
    }
    let place = cell + FIRST_SAMPLE;
    for (const { length: k } of metrics) {
      const triangle = (k * (k + 1)) / 2;
      const tetrahedron = (triangle * (k + 2)) / 3;
      put(place, 2);
      figures[at++] = view.getInt32(place + AMOUNTS, true);
      put(place + MEANS, k);
      put(place + MEANS + 16 * k, k);
      const centred = place + MEANS + 24 * k + 8 * (triangle + tetrahedron);
      put(centred, triangle + tetrahedron);
      place = centred + 8 * (triangle + tetrahedron);
    }
  }
  return figures;
}

/** How many figures a cell has. */
export function figuresPerCell({ metrics, unitsColumn }: Figures): number {
  if (unitsColumn !== null) return 1 + COUNTS * metrics.length;
  return metrics.reduce(
    (sum, { length: k }) => sum + 3 + 2 * k + ((k * (k + 1)) / 2) * (1 + (k + 2) / 3),
    0,
  );
}

/** The cell whose figures stand from an index on. */
export function cellAt(figures: Float64Array, from: number, plan: Figures): VariantAggregates {
  if (plan.unitsColumn !== null) {
    const samples = plan.metrics.map((_, i) => countedAt(figures, from + 1 + COUNTS * i));
    return { units: figures[from]!, samples };
  }
  const samples: MetricAggregate[] = [];
  let at = from;
  for (const { length } of plan.metrics) {
    const { sample, next } = sampleAt(figures, at, length);
    samples.push(sample);
    at = next;
  }
  // Every unit has a value of a metric, or lacks it.
  const { moments, missing } = samples[0]!;
  return { units: moments.n + missing, samples };
}

function countedAt(figures: Float64Array, at: number): MetricAggregate {
  const [n, missing, successes] = [figures[at]!, figures[at + 1]!, figures[at + 2]!];
  return { moments: binaryMoments(successes, n), successes, missing };
}

/** The sample whose figures stand at `at`, and where the next begins. */
function sampleAt(
  figures: Float64Array,
  at: number,
  measures: number,
): { sample: MetricAggregate; next: number } {
  const [n, missing, amounts] = [figures[at]!, figures[at + 1]!, figures[at + 2]!];
  const means = at + 3;
  const residuals = means + measures;
  const comoments = residuals + measures;
  const thirds = comoments + (measures * (measures + 1)) / 2;
  const next = thirds + (measures * (measures + 1) * (measures + 2)) / 6;
  const mean = numbers(figures, means, residuals);
  const residual = numbers(figures, residuals, comoments);
  const comoment = numbers(figures, comoments, thirds);
  const moments = { n, mean, residual, comoment, third: numbers(figures, thirds, next) };
  // A mean of zeros and ones tells how many were 1: rounding is far below a half of one.
  const successes = amounts === 1 ? null : Math.round(n * (mean[0]! + residual[0]!));
  return { sample: { moments, successes, missing }, next };
}

/** Figures as a list of its own; one by one, since spreading what is typed takes ten times as long. */
function numbers(figures: Float64Array, from: number, to: number): number[] {
  const list: number[] = [];
  for (let at = from; at < to; at++) list.push(figures[at]!);
  return list;
}
