import { studentReference } from '../../stats/distributions/reference-distribution.js';
import type { Homogeneity } from '../../stats/tests/homogeneity.js';
import { type SkewedError, skewedError } from '../../stats/tests/skew-reach.js';
import type { StratifiedEffect } from '../../stats/tests/stratified-effect.js';
import type { Untestable } from '../../stats/tests/two-sample-test.js';
import type { Comparison } from '../comparison.js';
import type { Design } from '../design.js';
import type { Estimate } from '../estimate.js';
import { averageOf, averageSkewness, commonRateTest, homogeneityOf, isCounted } from './strata.js';

/** How the effects of segments are averaged. */
export const STRATIFIED_METHODS = ['mantel-haenszel', 'post-stratified'] as const;

/** How one treatment's effects on one metric differ over the segments of a column, and what they average to. */
export interface SegmentedEffect {
  metric: string;
  kind: Comparison['kind'];
  treatment: string;
  segmentColumn: string;
  /** The test that the effects are all the same; `null` without one. */
  method: Homogeneity['method'] | null;
  /** F of 'brown-forsythe', else chi-square. */
  statistic: number | null;
  df: number | null;
  /** Of F's denominator; else `null`. */
  denominatorDf: number | null;
  pValue: number | null;
  logPValue: number | null;
  /** Why there is no test that the effects are the same. */
  reason: Untestable | null;
  /** The effect within segments, averaged by n m/(n + m) of their units; `null` where no segment has one. */
  stratified:
    | (Estimate & {
        method: (typeof STRATIFIED_METHODS)[number];
        /** Of its interval, which no other one of the segments is corrected for. */
        confidence: number;
        /** Of the t that means are judged by; `null` for rates. */
        df: number | null;
        pValue: number;
      })
    | null;
  /** The side of that average that errs too often, since values are skewed; `null` where none does. */
  averageError: SkewedError | null;
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
  const counted = isCounted(whole);
  const average = averageOf(parts, counted, design.alternative);
  // Compared within strata, the whole has their average for its effect.
  const { control, treatment, effect } = whole;
  const crude = whole.strata === null ? effect.estimate : treatment.mean - control.mean;
  return {
    metric: whole.metric,
    kind: whole.kind,
    treatment: whole.treatment.variant,
    segmentColumn,
    ...heterogeneityOf(parts, counted),
    stratified: typeof average === 'string' ? null : withInterval(average, counted, design.alpha),
    averageError:
      typeof average === 'string'
        ? null
        : errorOf(average, averageSkewness(parts, counted), design),
    mantelHaenszel: counted ? commonRateTest(parts) : null,
    crude,
    pointsApart: typeof average !== 'string' && pointsApart(crude, average),
  };
}

function errorOf(
  { df }: StratifiedEffect,
  difference: number | null,
  { alpha, alternative }: Design,
): SkewedError | null {
  if (difference === null) return null;
  return skewedError({ difference }, studentReference(df).criticalValue(alpha, alternative), df);
}

const NO_TEST = {
  method: null,
  statistic: null,
  df: null,
  denominatorDf: null,
  pValue: null,
  logPValue: null,
};

function heterogeneityOf(parts: readonly Comparison[], counted: boolean) {
  const test = homogeneityOf(parts, counted);
  return typeof test === 'string' ? { ...NO_TEST, reason: test } : { ...test, reason: null };
}

/** Whether the average within segments has the other sign than the effect over all units. */
function pointsApart(crude: number, { estimate, variance }: StratifiedEffect): boolean {
  return Math.abs(crude - estimate) > Math.sqrt(variance) && crude * estimate < 0;
}

function withInterval(
  { estimate, df, pValue, interval }: StratifiedEffect,
  counted: boolean,
  alpha: number,
): NonNullable<SegmentedEffect['stratified']> {
  const method = counted ? 'mantel-haenszel' : 'post-stratified';
  return { method, estimate, ...interval(alpha), confidence: 1 - alpha, df, pValue };
}
