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

/** How many units each arm has. */
export interface ArmSizes {
  control: number;
  treatment: number;
}

/** A hypothesis on a line, for arms of some sizes. */
export interface LineHypothesis {
  line: RateLine;
  /**
   * How far the table with so many successes lies from it: it rises with the treatment's. Of two numbers, since it is
   * asked for thousands of tables.
   */
  statistic(control: number, treatment: number): number;
}
