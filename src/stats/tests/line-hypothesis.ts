import type { Counts } from './score-statistics.js';

/** A pair of rates. */
export interface Rates {
  control: number;
  treatment: number;
}

/** Pairs of rates on a straight line: the treatment's is `slope` times the control's, plus `shift`. */
export interface RateLine {
  slope: number;
  shift: number;
}

/** A hypothesis on a line, and how far a table lies from it: the statistic rises with the treatment's count. */
export interface LineHypothesis {
  line: RateLine;
  statistic(control: Counts, treatment: Counts): number;
}
