import { sum } from 'simple-statistics';
import { sequentialSampleRatioTest } from '../../stats/sequential/sequential-sample-ratio.js';
import { balanceTest } from '../../stats/tests/balance.js';
import { sampleRatioTest } from '../../stats/tests/sample-ratio.js';
import type { Aggregates } from '../aggregates.js';
import type { Comparison, UsedCovariate } from '../comparison.js';
import { type Design, plannedWeight } from '../design.js';
import { balanceLevel, SPLIT_FAILS } from './balance-level.js';
import type { CheckedData, Status } from './check.js';

/** Variants that chance should have made alike, and whether they are. */
export type BalanceCheck =
  | ({ code: 'SAMPLE_RATIO_MISMATCH' } & SplitFound)
  | {
      code: 'MISSING_DIFFERS';
      status: 'warn' | 'fail';
      metric: string;
      /** Whether it has units of its own, and some are not among them, rather than values that are missing. */
      byCounts: boolean;
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

/** How units are split between the variants. */
export interface SplitFound {
  status: Status;
  pValue: number;
  logPValue: number;
  /** Whether the planned split was given, or equal shares are assumed. */
  planned: boolean;
  /** Whether it holds however often it is looked at. */
  sequential: boolean;
  shares: { variant: string; observed: number; expected: number }[];
}

/** Below this p-value the split is worth a look before believing anything else. */
const SAMPLE_RATIO_WARNS = 0.01;
/** Below this p-value arms that should be alike, and are not, are worth a warning; several are looked at. */
const IMBALANCE_WARNS = 0.001;

/** Whether the units are split between the variants as planned. */
export function sampleRatio(
  data: Pick<CheckedData, 'aggregates' | 'design' | 'asAssigned'>,
): BalanceCheck[] {
  const { aggregates, design } = data.asAssigned ?? data;
  const variants = [design.control, ...design.treatments];
  const others = aggregates.trigger?.untriggered.variants;
  const counts = variants.map(
    (variant) => aggregates.variants.get(variant)!.units + (others?.get(variant)?.units ?? 0),
  );
  return splitCheck('SAMPLE_RATIO_MISMATCH', counts, design);
}

/** Whether units are split between the variants as planned, of which there are so many. */
export function splitCheck<C extends string>(
  code: C,
  counts: readonly number[],
  design: Design,
): ({ code: C } & SplitFound)[] {
  const variants = [design.control, ...design.treatments];
  const weights = variants.map((variant) => plannedWeight(design, variant));
  const total = sum(counts);
  if (total === 0) return [];
  const { pValue, logPValue } = ratioTestOf(counts, weights, design);
  const allWeights = sum(weights);
  const failsOrWarns: Status = pValue < SPLIT_FAILS ? 'fail' : 'warn';
  const status: Status = pValue < SAMPLE_RATIO_WARNS ? failsOrWarns : 'pass';
  return [
    {
      code,
      status,
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
  return sequentialSampleRatioTest(counts, weights);
}

/** Values that are missing in one variant more than in another: what is left is no longer comparable. */
export function missingDiffers(data: Assigned): BalanceCheck[] {
  const { metrics } = data.aggregates;
  const { variants } = (data.asAssigned ?? data).aggregates;
  const level = balanceLevel(data);
  return metrics.flatMap((metric, i) => {
    const { arms, byCounts } = lacking(variants, i);
    const test = balanceTest(arms.map(({ missing, n }) => [missing, n]));
    if (test === null || test.pValue >= IMBALANCE_WARNS) return [];
    const shares = arms.map(({ variant, missing, n }) => ({
      variant,
      missing: missing / (missing + n),
    }));
    const { pValue, logPValue } = test;
    // Of a step that many do not come to, as purchases of sign-ups, it is what was asked, where nothing hangs on it.
    const isAsked = byCounts && i > 0 && data.design.metrics[i]!.margin === null;
    const status = pValue < level && !isAsked ? 'fail' : 'warn';
    return [{ code: 'MISSING_DIFFERS', status, metric, byCounts, pValue, logPValue, shares }];
  });
}

type Assigned = Pick<CheckedData, 'aggregates' | 'design' | 'asAssigned'>;

/**
 * How many units of each variant a metric has, and how many it lacks: those without a value, or, by counts with
 * units of their own, as opens of what was delivered, those that are not among these.
 */
function lacking(variants: Aggregates['variants'], metric: number) {
  const all = [...variants].map(([variant, { units, samples }]) => {
    const { missing, moments } = samples[metric]!;
    return { variant, units, missing, n: moments.n };
  });
  const arePart = all.every(({ units, missing, n }) => units >= n + missing);
  const byCounts = arePart && all.some(({ units, missing, n }) => units > n + missing);
  const arms = all
    .map(({ variant, units, missing, n }) => ({
      variant,
      n,
      missing: byCounts ? units - n : missing,
    }))
    .filter(({ missing, n }) => missing + n > 0);
  return { arms, byCounts };
}

/** Segments that the variants fall into differently: perhaps an outcome of the treatment themselves. */
export function segmentImbalance(data: Assigned): BalanceCheck[] {
  const { variants, segments } = (data.asAssigned ?? data).aggregates;
  const level = balanceLevel(data);
  return [...segments].flatMap(([column, values]) => {
    const table = [...variants.keys()].map((variant) =>
      [...values.values()].map((parts) => parts.get(variant)?.units ?? 0),
    );
    const test = balanceTest(table);
    if (test === null || test.pValue >= IMBALANCE_WARNS) return [];
    const { pValue, logPValue } = test;
    // Compared within its segments, arms may differ in how many of each they have.
    const fails = pValue < level && column !== data.design.stratify;
    const status = fails ? 'fail' : 'warn';
    return [{ code: 'SEGMENT_IMBALANCE', status, column, pValue, logPValue }];
  });
}

/** A covariate that differs between two arms: moved by the treatment, or a fault of the assignment. */
export function covariateImbalance(
  data: Pick<CheckedData, 'aggregates' | 'design' | 'comparisons'>,
): BalanceCheck[] {
  const level = balanceLevel(data);
  return data.comparisons.flatMap((comparison) =>
    (comparison.covariate?.covariates ?? []).flatMap((covariate) => [
      ...meansApart(comparison, covariate, level),
      ...lacksApart(comparison, covariate, level),
    ]),
  );
}

function meansApart(
  { metric, treatment }: Comparison,
  { column, distance }: UsedCovariate,
  level: number,
): BalanceCheck[] {
  if (distance === null) return [];
  const { logPValue, bound, logPSkewed } = distance;
  const clear = logPSkewed !== null && logPSkewed < Math.log(level);
  const pValue = Math.max(Number.MIN_VALUE, Math.exp(logPValue));
  if (pValue >= IMBALANCE_WARNS) return [];
  return [
    {
      code: 'COVARIATE_IMBALANCE',
      // No distribution, be it ever so skewed, comes so far apart more often than the level says.
      // Where it is known to be skewed too little to matter, it is judged as segments are.
      status: clear || bound < level ? 'fail' : 'warn',
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
  level: number,
): BalanceCheck[] {
  const counts = (n: number, share: number) => [Math.round(n * share), n - Math.round(n * share)];
  const test = balanceTest([
    counts(control.n, known.control),
    counts(treatment.n, known.treatment),
  ]);
  if (test === null || test.pValue >= IMBALANCE_WARNS) return [];
  const { pValue, logPValue } = test;
  const status = pValue < level ? 'fail' : 'warn';
  const found = { metric, treatment: treatment.variant, column, known, pValue, logPValue };
  return [{ code: 'COVARIATE_IMBALANCE', status, ...found }];
}
