import { areSingle, type Limits, merged, runOf } from '../../stats/value-counts.js';
import { LAYOUT, MOST } from './layout.js';
import { narrowed, type Spans } from './narrowed.js';
import { addNumber, type NumberList, noNumbers, numbersIn } from './number-list.js';
import type { ScanLayout } from './scan-layout.js';

/** What is kept of one metric's values in one cell of a piece. */
export interface KeptSample {
  /** How many values were beyond the metric's limits. */
  above: number;
  below: number;
  /** The different ones in rising order, between the limits; none where they are not wanted, narrowed where few are. */
  values: Float64Array;
  /** How often each is met; `null`: once. */
  counts: Uint32Array | null;
}

/** Keeps what rows say of the metrics of which more than moments is wanted. */
export interface RowKeeper {
  /** Takes so many rows at hand, whose cells are those of a part. */
  take: (count: number, part: number) => void;
  /** What was kept of each of these cells of a piece, by its name: of each metric that is kept. */
  keptIn: (cells: readonly string[]) => KeptSample[][];
  /** Begins a piece. */
  begin: () => void;
}

/** Keeps rows of the scanner that has this memory. */
export function rowKeeper({ keeps, values }: ScanLayout, memory: ArrayBuffer): RowKeeper {
  if (keeps.length === 0) return NOTHING_KEPT;
  const view = new DataView(memory);
  const cells = new Uint32Array(memory, LAYOUT.rowCells, MOST.rowsAtOnce);
  // Cells by where they stand in the arena, numbered from 1 in the order in which they are met.
  const numbers = new Uint16Array((LAYOUT.arenaEnd - LAYOUT.arena) >>> 3);
  const metrics = keeps.map(({ column, counts, spansOf }): KeptColumn => {
    const at = LAYOUT.values + 8 * MOST.rowsAtOnce * column;
    const own = new Float64Array(memory, at, MOST.rowsAtOnce);
    return { values: own, limits: values[column]!.limits, counts, spansOf, tallies: [] };
  });
  const met: number[] = [];
  const rows = new Uint16Array(MOST.rowsAtOnce);
  return {
    take: (count, part) => {
      for (let i = 0; i < count; i += 1) {
        const at = (cells[i]! - LAYOUT.arena) >>> 3;
        if (numbers[at] === 0) numbers[at] = met.push(at);
        rows[i] = numbers[at]! - 1;
      }
      for (const metric of metrics) {
        while (metric.tallies.length < met.length) metric.tallies.push(emptyTally());
        // Rows are brought between the limits once, however many parts they are in.
        if (part === 0) bringWithin(metric, rows, count);
        if (metric.counts) keepValues(metric, rows, count);
      }
    },
    keptIn: (names) =>
      names.map((name, cell) => {
        const at = (view.getUint32(LAYOUT.cellList + 16 * cell, true) - LAYOUT.arena) >>> 3;
        return metrics.map(({ tallies, spansOf }): KeptSample => {
          const tally = tallies[numbers[at]! - 1]!;
          return { above: tally.above, below: tally.below, ...runIn(tally, spansOf?.[name]) };
        });
      }),
    begin: () => {
      for (const at of met.splice(0)) numbers[at] = 0;
      for (const { tallies } of metrics) {
        for (const tally of tallies) tally.count = tally.zeros = tally.above = tally.below = 0;
      }
    },
  };
}

const NOTHING_KEPT: RowKeeper = { take: () => {}, keptIn: () => [], begin: () => {} };

/** A metric of which more than moments is wanted: its values of the rows at hand, and what was kept of each cell. */
interface KeptColumn {
  values: Float64Array;
  limits: Limits | null;
  counts: boolean;
  spansOf: Record<string, Spans> | null;
  tallies: Tally[];
}

/** A cell's values of one metric so far, beside zeros, and how many were beyond the limits. */
interface Tally extends NumberList {
  /** Of most units many a metric is 0: these need no sorting. */
  zeros: number;
  above: number;
  below: number;
}

function runIn(tally: Tally, spans: Spans | undefined): Pick<KeptSample, 'values' | 'counts'> {
  const [others, { zeros }] = [numbersIn(tally), tally];
  const counted = spans === undefined ? runOf(others) : narrowed(others, spans);
  const run =
    zeros === 0
      ? counted
      : merged(counted, { values: Float64Array.of(0), counts: Uint32Array.of(zeros) });
  // What all runs share is no thread's to give away.
  return { values: run.values, counts: areSingle(run) ? null : run.counts };
}

function emptyTally(): Tally {
  return { ...noNumbers(), zeros: 0, above: 0, below: 0 };
}

function bringWithin({ values, limits, tallies }: KeptColumn, rows: Uint16Array, count: number) {
  if (limits === null) return;
  const [least, most] = limits;
  for (let i = 0; i < count; i += 1) {
    const x = values[i]!;
    if (x > most) {
      tallies[rows[i]!]!.above += 1;
      values[i] = most;
    } else if (x < least) {
      tallies[rows[i]!]!.below += 1;
      values[i] = least;
    }
  }
}

function keepValues({ values, tallies }: KeptColumn, rows: Uint16Array, count: number) {
  for (let i = 0; i < count; i += 1) {
    const x = values[i]!;
    const tally = tallies[rows[i]!]!;
    if (x === 0) tally.zeros += 1;
    // Only what is missing is no number.
    else if (!Number.isNaN(x)) addNumber(tally, x);
  }
}
