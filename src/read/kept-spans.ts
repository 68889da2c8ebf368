import type { Spans } from './scan/narrowed.js';

/** Where those of a metric's values lie that are wanted, which alone are told apart. */
export interface MetricSpans {
  /** By the names of cells, as they are scanned; all values of other cells are told apart. */
  cells: Record<string, Spans>;
  /** Of a variant's units together. */
  variants: Record<string, Spans>;
  /** Of all units together, where no single variant's values are asked for. */
  pooled: Spans | null;
}

/** For each metric, where the wanted ones of its values lie; `null` where all are wanted. */
export type KeptSpans = readonly (MetricSpans | null)[];

/** Thrown where wanted values do not lie where they were thought to, so that a reading has come to nothing. */
export const READ_IN_VAIN = new Error('the values that are wanted lie elsewhere');
