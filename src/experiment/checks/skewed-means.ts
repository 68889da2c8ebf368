import { type SkewedError, skewedError } from '../../stats/tests/skew-reach.js';
import { splitFactor } from '../../stats/tests/skewed-difference.js';
import type { SegmentedEffect } from '../compare/heterogeneity.js';
import type { Comparison } from '../comparison.js';
import type { Skewness } from '../skewness.js';
import type { CheckedData } from './check.js';

/** Means whose values are too skewed for arms as uneven as theirs, or may be. */
type SkewCheck =
  | {
      code: 'SKEWED_MEAN';
      status: 'warn';
      metric: string;
      treatment: string;
      skewness: Skewness;
      error: SkewedError;
      adjustedPValue: number | null;
      /** Whether a cap would help, or a lower one; only a mean has one. */
      cap: 'none' | 'first' | 'lower';
      arms: Arms;
    }
  | { code: 'SKEWNESS_UNKNOWN'; status: 'warn'; metric: string; treatment: string; arms: Arms }
  | {
      code: 'SKEWED_AVERAGE';
      status: 'warn';
      metric: string;
      treatment: string;
      segmentColumn: string;
      error: SkewedError;
    };

/** The units of two arms with their names. */
type Arms = Record<'control' | 'treatment', { variant: string; n: number }>;

/** The skewness of revenue a user at Bing: Kohavi, Deng, Longbotham & Xu (2014), KDD, rule 7. */
const AS_REVENUE = 17.9;

/** Arms that were to be equal are further apart in 0.3 % of tests: so many standard errors of a fair split. */
const BY_CHANCE = 3;

/** The comparisons whose test errs more than a tenth too often on one side, since values are skewed. */
export function skewedMeans({
  aggregates,
  comparisons,
  effects,
}: Pick<CheckedData, 'aggregates' | 'comparisons' | 'effects'>): SkewCheck[] {
  const capped = new Set(aggregates.capped.map(({ metric }) => metric));
  const means = comparisons.flatMap((comparison) =>
    skewOf(comparison, capped.has(comparison.metric)),
  );
  return [...means, ...effects.flatMap(averageOf)];
}

function skewOf(comparison: Comparison, isCapped: boolean): SkewCheck[] {
  const { skewness, metric, treatment, control, adjustedPValue } = comparison;
  const arms = { control, treatment };
  const about = { metric, treatment: treatment.variant, arms };
  if (skewness === null) {
    return mayBeSkewed(comparison) ? [{ code: 'SKEWNESS_UNKNOWN', status: 'warn', ...about }] : [];
  }
  const { error } = skewness;
  if (error === null) return [];
  const cap = comparison.kind !== 'mean' ? 'none' : isCapped ? 'lower' : 'first';
  return [{ code: 'SKEWED_MEAN', status: 'warn', ...about, skewness, error, adjustedPValue, cap }];
}

/** Whether revenue in such arms would be too skewed, of a mean of which nobody said how skewed it is. */
function mayBeSkewed(comparison: Comparison): boolean {
  const { kind, covariate, control, treatment, criticalValue, df, reason } = comparison;
  const isMean = kind === 'mean' || kind === 'ratio' || covariate !== null;
  if (!isMean || reason !== null || criticalValue === null) return false;
  const [n, m] = [control.n, treatment.n];
  if (Math.abs(n - m) <= BY_CHANCE * Math.sqrt(n + m)) return false;
  const difference = AS_REVENUE * splitFactor(n, m);
  return skewedError({ difference }, criticalValue, df) !== null;
}

function averageOf({
  metric,
  treatment,
  segmentColumn,
  averageError,
}: SegmentedEffect): SkewCheck[] {
  if (averageError === null) return [];
  const about = { metric, treatment, segmentColumn, error: averageError };
  return [{ code: 'SKEWED_AVERAGE', status: 'warn', ...about }];
}
