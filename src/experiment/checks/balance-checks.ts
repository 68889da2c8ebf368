import { sum } from 'simple-statistics';
import { sequentialSampleRatioTest } from '../../stats/sequential/sequential-sample-ratio.js';
import { balanceTest } from '../../stats/tests/balance.js';
import { sampleRatioTest } from '../../stats/tests/sample-ratio.js';
import type { Comparison, UsedCovariate } from '../comparison.js';
import { type Design, plannedWeight } from '../design.js';
import type { CheckedData, Status } from './check.js';

/** Variants that chance should have made alike, and whether they are. */
export type BalanceCheck =
  | {
      code: 'SAMPLE_RATIO_MISMATCH';
      status: Status;
      pValue: number;
      logPValue: number;
      /** Whether the planned split was given, or equal shares are assumed. */
      planned: boolean;
      /** Whether it holds however often it is looked at. */
      sequential: boolean;
      shares: { variant: string; observed: number; expected: number }[];
    }
  | {
      code: 'MISSING_DIFFERS';
      status: 'warn';
      metric: string;
      pValue: number;
      logPValue: number;
      shares: { variant: string; missing: number }[];
    }
  | {
      code: 'COVARIATE_IMBALANCE';
      status: 'warn' | 'fail';
      metric: string;
      treatment: string;
      column: string;
      /** The share of each arm's units that have it, where that differs; `null` where its mean does. */
      known: { control: number; treatment: number } | null;
      pValue: number;
      logPValue: number;
    }
  | {
      code: 'SEGMENT_IMBALANCE';
      status: 'warn' | 'fail';
      column: string;
      pValue: number;
      logPValue: number;
    };

/** Below this p-value the split is no accident: the run is invalid (Fabijan et al. 2019, KDD, §5). */
const SAMPLE_RATIO_FAILS = 0.001;
/** Below this one it is worth a look before believing anything else. */
const SAMPLE_RATIO_WARNS = 0.01;
/** Below this p-value arms that should be alike, and are not, are worth a warning; several are looked at. */
const IMBALANCE_WARNS = 0.001;
/**
 * Below this p-value the variants differ in what came before the test, and the run is invalid: the level of
 * the sample ratio over a thousand columns that may be looked at.
 */
const SEGMENTS_FAIL = SAMPLE_RATIO_FAILS / 1000;

/** Whether the units are split between the variants as planned. */
export function sampleRatio({
  aggregates,
  design,
}: Pick<CheckedData, 'aggregates' | 'design'>): BalanceCheck[] {
  const variants = [design.control, ...design.treatments];
  const counts = variants.map((variant) => aggregates.variants.get(variant)!.units);
  const weights = variants.map((variant) => plannedWeight(design, variant));
  const total = sum(counts);
  if (total === 0) return [];
  const { pValue, logPValue } = ratioTestOf(counts, weights, design);
  const allWeights = sum(weights);
  const failsOrWarns = pValue < SAMPLE_RATIO_FAILS ? 'fail' : 'warn';
  return [
    {
      code: 'SAMPLE_RATIO_MISMATCH',
      status: pValue < SAMPLE_RATIO_WARNS ? failsOrWarns : 'pass',
      pValue,
      logPValue,
      planned: design.allocation !== null,
      sequential: design.monitoring !== null,
      shares: variants.map((variant, i) => ({
        variant,
        observed: counts[i]! / total,
        expected: weights[i]! / allWeights,
      })),
    },
  ];
}

/** Pearson's test for one look, a sequential one where a plan means to look again. */
function ratioTestOf(
  counts: readonly number[],
  weights: readonly number[],
  { monitoring }: Design,
): { pValue: number; logPValue: number } {
  if (monitoring === null) return sampleRatioTest(counts, weights);
  const planned = sum([...monitoring.plannedUnits.values()]);
  return sequentialSampleRatioTest(counts, weights, planned, SAMPLE_RATIO_FAILS);
}

/** Values that are missing in one variant more than in another: what is left is no longer comparable. */
export function missingDiffers({ aggregates }: Pick<CheckedData, 'aggregates'>): BalanceCheck[] {
  const { metrics, variants } = aggregates;
  return metrics.flatMap((metric, i) => {
    const samples = [...variants]
      .map(([variant, aggregates]) => ({ variant, sample: aggregates.samples[i]! }))
      .filter(({ sample }) => sample.missing + sample.moments.n > 0);
    const table = samples.map(({ sample }) => [sample.missing, sample.moments.n]);
    const test = balanceTest(table);
    if (test === null || test.pValue >= IMBALANCE_WARNS) return [];
    const shares = samples.map(({ variant, sample }) => ({
      variant,
      missing: sample.missing / (sample.missing + sample.moments.n),
    }));
    const { pValue, logPValue } = test;
    return [{ code: 'MISSING_DIFFERS', status: 'warn', metric, pValue, logPValue, shares }];
  });
}

/** Segments that the variants fall into differently: perhaps an outcome of the treatment themselves. */
export function segmentImbalance({
  aggregates,
  design,
}: Pick<CheckedData, 'aggregates' | 'design'>): BalanceCheck[] {
  const { variants, segments } = aggregates;
  return [...segments].flatMap(([column, values]) => {
    const table = [...variants.keys()].map((variant) =>
      [...values.values()].map((parts) => parts.get(variant)?.units ?? 0),
    );
    const test = balanceTest(table);
    if (test === null || test.pValue >= IMBALANCE_WARNS) return [];
    const { pValue, logPValue } = test;
    // Compared within its segments, arms may differ in how many of each they have.
    const fails = pValue < SEGMENTS_FAIL && column !== design.stratify;
    const status = fails ? 'fail' : 'warn';
    return [{ code: 'SEGMENT_IMBALANCE', status, column, pValue, logPValue }];
  });
}

/** A covariate that differs between two arms: moved by the treatment, or a fault of the assignment. */
export function covariateImbalance({
  comparisons,
}: Pick<CheckedData, 'comparisons'>): BalanceCheck[] {
  return comparisons.flatMap(imbalanceOf);
}

function imbalanceOf(comparison: Comparison): BalanceCheck[] {
  const covariates = comparison.covariate?.covariates ?? [];
  return covariates.flatMap((covariate) => [
    ...meansApart(comparison, covariate),
    ...lacksApart(comparison, covariate),
  ]);
}

function meansApart(
  { metric, treatment }: Comparison,
  { column, distance }: UsedCovariate,
): BalanceCheck[] {
  if (distance === null) return [];
  const { logPValue, bound } = distance;
  const pValue = Math.max(Number.MIN_VALUE, Math.exp(logPValue));
  if (pValue >= IMBALANCE_WARNS) return [];
  return [
    {
      code: 'COVARIATE_IMBALANCE',
      // No distribution, be it ever so skewed, comes so far apart as often as a sample ratio may fail.
      status: bound < SAMPLE_RATIO_FAILS ? 'fail' : 'warn',
      metric,
      treatment: treatment.variant,
      column,
      known: null,
      pValue,
      logPValue,
    },
  ];
}

/** Whether units have it is a trait from before the test, as a segment is. */
function lacksApart(
  { metric, control, treatment }: Comparison,
  { column, known }: UsedCovariate,
): BalanceCheck[] {
  const counts = (n: number, share: number) => [Math.round(n * share), n - Math.round(n * share)];
  const test = balanceTest([
    counts(control.n, known.control),
    counts(treatment.n, known.treatment),
  ]);
  if (test === null || test.pValue >= IMBALANCE_WARNS) return [];
  const { pValue, logPValue } = test;
  const status = pValue < SEGMENTS_FAIL ? 'fail' : 'warn';
  const found = { metric, treatment: treatment.variant, column, known, pValue, logPValue };
  return [{ code: 'COVARIATE_IMBALANCE', status, ...found }];
}
