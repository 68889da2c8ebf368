import type { CountedValues } from '../stats/counted-values.js';
import type { Moments } from '../stats/moments.js';

/** What is remembered of one metric in one variant. */
export interface MetricAggregate {
  moments: Moments;
  /** How many values were 1; `null` once a value other than 0 or 1 has been seen. */
  successes: number | null;
  /** Units whose value was missing; they are not in `moments`. */
  missing: number;
  /** Every value, where a quantile or ranks are asked for: what moments cannot tell. */
  values?: CountedValues;
}

/**
 * What one unit says of each metric: its own value, its denominator, `null` where missing, and the columns of its
 * covariates; see covariateColumns.
 */
export type UnitValues = readonly (readonly (number | null)[])[];

/** One variant: how many units it has, and a sample for each metric, in the metrics' order. */
export interface VariantAggregates {
  units: number;
  samples: MetricAggregate[];
  /** What each unit says, where that is to be drawn from. */
  unitValues?: UnitValues[];
}
