import type { Status } from '../experiment/balance-checks.js';
import type { Capped } from '../experiment/cells.js';
import type {
  Arm,
  Estimate,
  Margin,
  MetricKind,
  Outcome,
  PosteriorView,
  SampleSize,
} from '../experiment/comparison.js';
import type { NetEffect } from '../experiment/money.js';
import type { MonitoringPlan } from '../experiment/plan.js';
import type { Decision } from '../experiment/verdict.js';
import type { Alternative } from '../stats/alternative.js';
import type { Correction } from '../stats/multiplicity.js';

/**
 * The report of an analysis: what `--format json` prints, and all that a renderer sees. Numbers are
 * at full precision, proportions 0–1; `null` stands for what is absent or cannot be had.
 */
export interface Report {
  schemaVersion: 1;
  tool: { name: 'perso-test'; version: string };
  input: InputReport;
  design: DesignReport;
  /** The hypotheses as sentences, a set for each metric, the primary one first. */
  hypotheses: { metric: string; alternative: string; null: string; threshold: string }[];
  /** The control first. `share` is of all units, 0–1. */
  variants: { name: string; units: number; share: number }[];
  checks: CheckReport[];
  comparisons: ComparisonReport[];
  /** Whether effects differ between segments; empty without segments. */
  heterogeneity: HeterogeneityReport[];
  /** Whether effects grow with the strength of personalization; empty without intensities. */
  trends: TrendReport[];
  /** What was promised before the data; `null` without a plan. */
  plan: PlanReport | null;
  /** Which look at a running test this is; `null` outside of `gate`. */
  look: LookReport | null;
  verdict: VerdictReport;
}

export type MonitoringMethod = MonitoringPlan['method'];

export interface PlanReport {
  path: string;
  /** Of what the plan says, whatever its layout and comments. */
  sha256: string;
  experiment: string;
  hypothesis: string | null;
  /** Units that each variant is to have in the end. */
  plannedUnits: Record<string, number>;
  dailyUnits: number | null;
}

export interface LookReport {
  /** From 1; a repeated look keeps its number. `null` where no journal counts them. */
  number: number | null;
  /** Whether the data are those of the look before, so that nothing more is spent. */
  repeated: boolean;
  /** Units over planned units, 0–1, of the treatment that is furthest behind. */
  informationFraction: number;
  /** Where it is on record; `null` where no journal is kept. */
  journal: string | null;
  /** The look before. */
  previous: { number: number; time: string; decision: Decision } | null;
}

export interface InputReport {
  files: FileReport[];
  layout: 'rows' | 'counts' | 'summary';
  /** `null` where each file is a variant of its own. */
  variantColumn: string | null;
  /** `null` where each row is a unit. */
  unitsColumn: string | null;
  /** The column by whose ids rows were added up; `null` where that was not asked for. */
  unitIdColumn: string | null;
  /** Rows used, over all files. */
  rows: number;
  /** Units in them, those left out for being in two variants included. */
  units: number;
  /** What caps did, metric by metric; empty without any. */
  caps: Capped[];
}

export interface FileReport {
  path: string;
  /** Of the file's bytes, in hexadecimal; `null` where no format shows it, which JSON does. */
  sha256: string | null;
  rows: number;
  blankRows: number;
  skippedRows: number;
}

export interface DesignReport {
  control: string;
  treatments: string[];
  alpha: number;
  power: number;
  alternative: Alternative;
  correction: Correction;
  monitoring: MonitoringMethod;
  /** The smallest effect worth detecting in the primary metric; `null` where none was given. */
  mde: { absolute: number | null; relative: number | null } | null;
}

export interface CheckReport {
  code: string;
  status: Status;
  pValue?: number;
  message: string;
}

/** A code for programs and a sentence for people. */
export interface Worded {
  code: string;
  message: string;
}

export interface ComparisonReport {
  metric: string;
  role: 'primary' | 'secondary' | 'guardrail';
  kind: MetricKind;
  segment: Record<string, string> | null;
  control: Arm;
  treatment: Arm;
  method: string;
  statistic: number | null;
  df: number | null;
  pValue: number | null;
  logPValue: number | null;
  adjustedPValue: number | null;
  /** Of both intervals, 0–1: 1 − the level at which the adjusted p-value was judged. */
  confidence: number | null;
  effect: Estimate;
  relativeEffect: Estimate | null;
  covariate: { column: string; theta: number; varianceReduction: number } | null;
  /** Per unit, after cost; only of the primary metric and where prices were given. */
  netEffect: NetEffect | null;
  /** Beside the test, never instead of it; `null` unless asked for. */
  posterior: PosteriorView | null;
  monitoring: {
    method: MonitoringMethod;
    look: number | null;
    informationFraction: number | null;
    criticalValue: number | null;
    alphaSpent: number;
  };
  /** What a guardrail must be shown to stay within, on the scale that it was given in; else `null`. */
  margin: Margin | null;
  outcome: Outcome;
  /** Why there is no test; only with the outcome "untestable". */
  reason?: Worded;
  sampleSize: SampleSize;
}

export interface HeterogeneityReport {
  metric: string;
  kind: ComparisonReport['kind'];
  treatment: string;
  segmentColumn: string;
  /** What the effects are compared on: their differences, not their ratios or odds. */
  scale: 'difference';
  /** Cochran's Q over the segments; `null` where fewer than two have an effect. */
  statistic: number | null;
  df: number | null;
  pValue: number | null;
  /** The effect within segments, averaged; `null` where no segment has one. */
  stratified:
    | (Estimate & { method: 'mantel-haenszel' | 'inverse-variance'; pValue: number })
    | null;
  /** Cochran–Mantel–Haenszel chi-square, df 1, two-sided; `null` for other metrics than rates. */
  mantelHaenszel: { statistic: number; pValue: number } | null;
  /** The effect over all units. */
  crude: number;
}

export interface TrendReport {
  metric: string;
  kind: ComparisonReport['kind'];
  /** Change of the metric per unit of intensity; this and the test `null` where there is none. */
  slope: number | null;
  /** Cochran–Armitage's chi-square (rates), or t of a linear contrast (means). */
  statistic: number | null;
  df: number | null;
  pValue: number | null;
  reason?: Worded;
  /** What each strength adds to the one below it. */
  steps: {
    from: string;
    to: string;
    effect: Estimate;
    pValue: number | null;
    adjustedPValue: number | null;
  }[];
}

export interface VerdictReport {
  decision: Decision;
  variant: string | null;
  reasons: Worded[];
}
