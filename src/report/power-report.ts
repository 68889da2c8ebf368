import type { MonitoringPlan } from '../experiment/monitoring/monitoring-plan.js';
import type { PlannedSize } from '../experiment/size/power-plan.js';
import type { Alternative } from '../stats/alternative.js';
import type { Correction } from '../stats/multiplicity.js';
import type { Spending } from '../stats/sequential/spending.js';

/** The answer of `power`: what `--format json` prints. Effects are signed, shares 0–1. */
export interface PowerReport {
  schemaVersion: 1;
  solvedFor: 'sampleSize' | 'mde' | 'power';
  kind: 'proportion' | 'mean';
  /** The control's rate or mean; `null` where no mean was given. */
  baseline: number | null;
  /** Means only. */
  sd: number | null;
  /** Over all comparisons together. */
  alpha: number;
  /** For each of them, after the correction. */
  alphaPerComparison: number;
  correction: Correction;
  power: number;
  alternative: Alternative;
  variants: number;
  sampleSize: PlannedSize;
  mde: { absolute: number; relative: number | null };
  monitoring: PowerMonitoring;
  dailyUnits: number | null;
  /** Whole days until the total is reached; `null` without daily units. */
  durationDays: number | null;
  formula: string;
  /** Sizes for effects around the MDE, smallest effect first. */
  neighbours: PowerNeighbour[];
  /** Power at sizes from small to ample, for a curve. */
  curve: { units: number; power: number }[];
}

export interface PowerNeighbour {
  mde: PowerReport['mde'];
  sampleSize: PlannedSize;
  durationDays: number | null;
}

/** How the test may be looked at while it runs, and what that costs. */
export interface PowerMonitoring {
  method: MonitoringPlan['method'];
  /** Group-sequential only, like `looks` and `expectedShare`. */
  spending: Spending | null;
  looks: number | null;
  /** The sample size over that of one look, 1 or more. */
  inflation: number;
  /** The mean share of the sample size at which it ends, without an effect and with the one asked about. */
  expectedShare: { null: number; effect: number } | null;
}
