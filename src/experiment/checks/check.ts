import type { Aggregates } from '../aggregates.js';
import type { SegmentedEffect } from '../compare/heterogeneity.js';
import type { Comparison } from '../comparison.js';
import type { Design } from '../design.js';
import type { OverTime } from '../over-time/effect-over-time.js';

/** What a check says: nothing to worry about, a doubt, or that the run is invalid. */
export const STATUSES = ['pass', 'warn', 'fail'] as const;

/** One of STATUSES. */
export type Status = (typeof STATUSES)[number];

/** What the checks look at: the data, and what was made of them. */
export interface CheckedData {
  aggregates: Aggregates;
  design: Design;
  comparisons: readonly Comparison[];
  effects: readonly SegmentedEffect[];
  /** How they go over time; left out or `null` where nobody asked for days. */
  overTime?: OverTime | null;
  /** The variants that units were assigned to, where treatments are pooled; left out: those are they. */
  asAssigned?: { aggregates: Aggregates; design: Design };
}
