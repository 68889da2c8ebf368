import type {
  Arm,
  Estimate,
  Margin,
  MetricKind,
  NetEffect,
  Outcome,
  PosteriorView,
  SampleSize,
} from '../experiment/comparison.js';
import type { MonitoringMethod } from '../experiment/monitoring/monitoring-plan.js';

/** A code for programs and a sentence for people. */
export interface Worded {
  code: string;
  message: string;
}

/** One metric of one treatment against the control, over all units or within a segment. */
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

/** Whether the effects of segments differ, and what they average to. */
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

/** How a metric changes with the strength of personalization. */
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
