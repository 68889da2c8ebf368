import { sum } from 'simple-statistics';
import type { Alternative } from '../../stats/alternative.js';
import { normalQuantile, normalTails } from '../../stats/distributions/normal.js';
import { pValueOf, tailArea } from '../../stats/distributions/reference-distribution.js';
import type { PointEstimate } from '../../stats/tests/point-estimate.js';
import { effectHeterogeneity, pooledEffect } from '../../stats/tests/pooled-effect.js';
import {
  mantelHaenszelDifference,
  mantelHaenszelTest,
  type Stratum,
} from '../../stats/tests/strata.js';
import type { Arm } from '../arm.js';
import type { Comparison } from '../comparison.js';
import type { Design } from '../design.js';
import type { Estimate } from '../estimate.js';

/** How one treatment's effects on one metric differ over the segments of a column, and what they average to. */
export interface SegmentedEffect {
  metric: string;
  kind: Comparison['kind'];
  treatment: string;
  segmentColumn: string;
  /** Cochran's Q over the segments' differences; `null` where fewer than two have one. */
  statistic: number | null;
  df: number | null;
  pValue: number | null;
  logPValue: number | null;
  /** The effect within segments, averaged; `null` where no segment has one. */
  stratified:
    | (Estimate & { method: 'mantel-haenszel' | 'inverse-variance'; pValue: number })
    | null;
  /** Cochran–Mantel–Haenszel chi-square, df 1, without continuity correction; rates only. */
  mantelHaenszel: { statistic: number; pValue: number } | null;
  /** The effect over all units, segments ignored. */
  crude: number;
  /** Whether segments and whole point apart by more than the stratified effect's standard error. */
  pointsApart: boolean;
}

/** The segmented effect of each metric, column and treatment among these comparisons. */
export function segmentedEffects(
  overall: readonly Comparison[],
  segmented: readonly Comparison[],
  design: Design,
): SegmentedEffect[] {
  const columns = [...new Set(segmented.map(({ segment }) => segment!.column))];
  return columns.flatMap((column) =>
    overall.map((whole) => {
      const parts = segmented.filter(
        ({ segment, metric, treatment }) =>
          segment!.column === column &&
          metric === whole.metric &&
          treatment.variant === whole.treatment.variant,
      );
      return segmentedEffect(whole, parts, column, design);
    }),
  );
}

function segmentedEffect(
  whole: Comparison,
  parts: readonly Comparison[],
  segmentColumn: string,
  design: Design,
): SegmentedEffect {
  const effects = parts.map(effectOf).filter((effect) => effect.variance > 0);
  const q = effects.length < 2 ? null : effectHeterogeneity(effects);
  const test = q === null || typeof q === 'string' ? null : q;
  const average = stratifiedEffect(whole, parts, effects);
  const crude = whole.effect.estimate;
  return {
    metric: whole.metric,
    kind: whole.kind,
    treatment: whole.treatment.variant,
    segmentColumn,
    statistic: test?.statistic ?? null,
    df: test?.df ?? null,
    pValue: test?.pValue ?? null,
    logPValue: test?.logPValue ?? null,
    stratified: average === null ? null : withInterval(average, whole, design),
    mantelHaenszel: commonRateTest(whole, parts),
    crude,
    pointsApart: average !== null && pointsApart(crude, average, sizeWeighted(parts)),
  };
}

/**
 * Whether the average within segments has the other sign than the effect over all units, and so has the
 * one weighted by units: precision weights alone may turn an average with nobody mixed differently.
 */
function pointsApart(
  crude: number,
  { estimate, variance }: PointEstimate,
  bySize: number,
): boolean {
  const far = Math.abs(crude - estimate) > Math.sqrt(variance);
  return far && crude * estimate < 0 && crude * bySize < 0;
}

/** The effects averaged by Mantel–Haenszel's weights, which are those of the units alone. */
function sizeWeighted(parts: readonly Comparison[]): number {
  const both = parts.filter(({ control, treatment }) => control.n > 0 && treatment.n > 0);
  const weights = both.map(({ control: { n }, treatment: { n: m } }) => (n * m) / (n + m));
  const total = sum(weights);
  return sum(both.map(({ effect }, i) => (weights[i]! / total) * effect.estimate));
}

/** A segment's effect with its variance, unpooled as Cochran's Q needs it; 0 where it cannot be had. */
function effectOf({
  control,
  treatment,
  effect,
  kind,
  covariate,
  reason,
}: Comparison): PointEstimate {
  const errorVariance = ({ mean, variance, n }: Arm) =>
    kind === 'proportion' && covariate === null ? (mean * (1 - mean)) / n : (variance ?? 0) / n;
  const explained = covariate?.varianceReduction ?? 0;
  const variance = (1 - explained) * (errorVariance(control) + errorVariance(treatment));
  const usable = reason !== 'TOO_FEW_UNITS' && Number.isFinite(variance);
  return { estimate: effect.estimate, variance: usable ? variance : 0 };
}

function isCounted({ kind, covariate }: Comparison): boolean {
  return kind === 'proportion' && covariate === null;
}

function strataOf(parts: readonly Comparison[]): Stratum[] {
  return parts.map(({ control, treatment }) => ({
    control: { successes: control.successes!, n: control.n },
    treatment: { successes: treatment.successes!, n: treatment.n },
  }));
}

function stratifiedEffect(
  whole: Comparison,
  parts: readonly Comparison[],
  effects: readonly PointEstimate[],
): PointEstimate | null {
  const average = isCounted(whole)
    ? mantelHaenszelDifference(strataOf(parts))
    : effects.length === 0
      ? null
      : pooledEffect(effects);
  return average === null || typeof average === 'string' ? null : average;
}

function withInterval(
  { estimate, variance }: PointEstimate,
  whole: Comparison,
  { alpha, alternative }: Design,
): NonNullable<SegmentedEffect['stratified']> {
  const reach = normalQuantile(tailArea(alpha, alternative), 'upper') * Math.sqrt(variance);
  const counted = isCounted(whole);
  return {
    method: counted ? 'mantel-haenszel' : 'inverse-variance',
    estimate,
    lower: alternative === 'less' ? null : estimate - reach,
    upper: alternative === 'greater' ? null : estimate + reach,
    pValue: averageP(estimate, variance, alternative),
  };
}

/** The test of the average itself, so that it cannot contradict the average's interval. */
function averageP(estimate: number, variance: number, alternative: Alternative): number {
  if (variance === 0) return 1;
  return pValueOf(normalTails(estimate / Math.sqrt(variance)), alternative).pValue;
}

/** The classical test that within every segment both have the same rate; `null` for other metrics. */
function commonRateTest(whole: Comparison, parts: readonly Comparison[]) {
  const test = isCounted(whole) ? mantelHaenszelTest(strataOf(parts)) : 'TOO_FEW_UNITS';
  return typeof test === 'string' ? null : { statistic: test.statistic, pValue: test.pValue };
}
