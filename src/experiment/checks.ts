import { independenceTest } from '../stats/independence.js';
import { sampleRatioTest } from '../stats/sample-ratio.js';
import type { Cells } from './cells.js';
import type { Comparison } from './comparison.js';
import { type Design, plannedWeight } from './design.js';
import type { SegmentedEffect } from './heterogeneity.js';
import { type RanksFinding, ranksOf } from './ranks.js';
import {
  type CappedFinding,
  cappedMetrics,
  type TwoVariantsFinding,
  unitsInTwoVariants,
} from './unit-checks.js';

export type Status = 'pass' | 'warn' | 'fail';

/** What a look at the data's health found; worded by the report. */
export type Finding =
  | {
      code: 'SAMPLE_RATIO_MISMATCH';
      status: Status;
      pValue: number;
      logPValue: number;
      /** Whether the planned split was given, or equal shares are assumed. */
      planned: boolean;
      shares: { variant: string; observed: number; expected: number }[];
    }
  | TwoVariantsFinding
  | CappedFinding
  | RanksFinding
  | { code: 'MISSING_VALUES'; status: 'warn'; metric: string; missing: number; units: number }
  | {
      code: 'SMALL_COUNTS';
      status: 'warn';
      metric: string;
      treatment: string;
      /** The smallest number of successes or failures that an arm would have under the null. */
      expected: number;
      /** Only of a guardrail, which has no exact test to turn to. */
      guardrail?: true;
    }
  | { code: 'NO_RELATIVE_EFFECT'; status: 'warn'; metric: string; treatment: string; zero: boolean }
  | { code: 'ALIKE_VARIANTS'; status: 'warn'; variants: [string, string] }
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
      status: 'warn';
      metric: string;
      treatment: string;
      column: string;
      pValue: number;
      logPValue: number;
    }
  | {
      code: 'SEGMENT_IMBALANCE';
      status: 'warn';
      column: string;
      pValue: number;
      logPValue: number;
    }
  | { code: 'SIMPSON'; status: 'warn'; effect: SegmentedEffect };

/** Below this p-value the split is no accident: the run is invalid (Fabijan et al. 2019, KDD, §5). */
const SAMPLE_RATIO_FAILS = 0.001;
/** Below this one it is worth a look before believing anything else. */
const SAMPLE_RATIO_WARNS = 0.01;
/** Below this p-value arms that should be alike, and are not, are worth a warning; several are looked at. */
const IMBALANCE_WARNS = 0.001;
/** Below this many expected in a cell the normal approximation is rough (Cochran 1954, Biometrics 10). */
const FEW_EXPECTED = 5;

/** All findings about the data behind these comparisons, the sample ratio first. */
export function checkData(
  cells: Cells,
  design: Design,
  comparisons: readonly Comparison[],
  effects: readonly SegmentedEffect[],
): Finding[] {
  return [
    ...sampleRatio(cells, design),
    ...unitsInTwoVariants(cells),
    ...cappedMetrics(cells),
    ...missingValues(cells),
    ...missingDiffers(cells),
    ...segmentImbalance(cells),
    ...comparisons.flatMap(covariateImbalance),
    ...effects.flatMap(simpson),
    ...alikeVariants(cells),
    ...comparisons.flatMap(smallCounts),
    ...comparisons.flatMap(noRelativeEffect),
    ...comparisons.flatMap((comparison) => ranksOf(cells, design, comparison)),
  ];
}

function sampleRatio(cells: Cells, design: Design): Finding[] {
  const variants = [design.control, ...design.treatments];
  const counts = variants.map((variant) => cells.variants.get(variant)!.units);
  const weights = variants.map((variant) => plannedWeight(design, variant));
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return [];
  const { pValue, logPValue } = sampleRatioTest(counts, weights);
  const allWeights = weights.reduce((sum, weight) => sum + weight, 0);
  const failsOrWarns = pValue < SAMPLE_RATIO_FAILS ? 'fail' : 'warn';
  return [
    {
      code: 'SAMPLE_RATIO_MISMATCH',
      status: pValue < SAMPLE_RATIO_WARNS ? failsOrWarns : 'pass',
      pValue,
      logPValue,
      planned: design.allocation !== null,
      shares: variants.map((variant, i) => ({
        variant,
        observed: counts[i]! / total,
        expected: weights[i]! / allWeights,
      })),
    },
  ];
}

function missingValues(cells: Cells): Finding[] {
  return cells.metrics.flatMap((metric, i) => {
    const samples = [...cells.variants.values()].map((variant) => variant.samples[i]!);
    const missing = samples.reduce((sum, sample) => sum + sample.missing, 0);
    const present = samples.reduce((sum, sample) => sum + sample.moments.n, 0);
    const units = missing + present;
    return missing === 0
      ? []
      : [{ code: 'MISSING_VALUES', status: 'warn', metric, missing, units }];
  });
}

/** Values that are missing in one variant more than in another: what is left is no longer comparable. */
function missingDiffers({ metrics, variants }: Cells): Finding[] {
  return metrics.flatMap((metric, i) => {
    const samples = [...variants]
      .map(([variant, cells]) => ({ variant, sample: cells.samples[i]! }))
      .filter(({ sample }) => sample.missing + sample.moments.n > 0);
    const table = samples.map(({ sample }) => [sample.missing, sample.moments.n]);
    const test = independenceTest(table);
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
function segmentImbalance({ variants, segments }: Cells): Finding[] {
  return [...segments].flatMap(([column, values]) => {
    const table = [...variants.keys()].map((variant) =>
      [...values.values()].map((parts) => parts.get(variant)?.units ?? 0),
    );
    const test = independenceTest(table);
    if (test === null || test.pValue >= IMBALANCE_WARNS) return [];
    const { pValue, logPValue } = test;
    return [{ code: 'SEGMENT_IMBALANCE', status: 'warn', column, pValue, logPValue }];
  });
}

function covariateImbalance({ metric, treatment, covariate }: Comparison): Finding[] {
  if (covariate === null || covariate.logPBalance === null) return [];
  const pValue = Math.max(Number.MIN_VALUE, Math.exp(covariate.logPBalance));
  if (pValue >= IMBALANCE_WARNS) return [];
  return [
    {
      code: 'COVARIATE_IMBALANCE',
      status: 'warn',
      metric,
      treatment: treatment.variant,
      column: covariate.column,
      pValue,
      logPValue: covariate.logPBalance,
    },
  ];
}

function simpson(effect: SegmentedEffect): Finding[] {
  return effect.pointsApart ? [{ code: 'SIMPSON', status: 'warn', effect }] : [];
}

/** Variants whose names differ only in case or space: probably one variant, misspelt. */
function alikeVariants(cells: Cells): Finding[] {
  const seen = new Map<string, string>();
  return [...cells.variants.keys()].flatMap((variant) => {
    const plain = variant.toLowerCase().replace(/\s+/g, ' ');
    const other = seen.get(plain);
    seen.set(plain, variant);
    return other === undefined
      ? []
      : [{ code: 'ALIKE_VARIANTS', status: 'warn', variants: [other, variant] }];
  });
}

function smallCounts(comparison: Comparison): Finding[] {
  const { kind, control, treatment, method, metric, reason, role } = comparison;
  if (kind !== 'proportion' || method === 'fisher' || reason !== null) return [];
  const successes = control.successes! + treatment.successes!;
  const units = control.n + treatment.n;
  const rarer = Math.min(successes, units - successes) / units;
  const expected = rarer * Math.min(control.n, treatment.n);
  if (expected >= FEW_EXPECTED) return [];
  const guardrail = role === 'guardrail' ? { guardrail: true as const } : {};
  const found = { metric, treatment: treatment.variant, expected, ...guardrail };
  return [{ code: 'SMALL_COUNTS', status: 'warn', ...found }];
}

function noRelativeEffect(comparison: Comparison): Finding[] {
  const { relativeEffect, method, reason, metric, control, treatment } = comparison;
  if (relativeEffect !== null || method === 'fisher' || reason !== null) return [];
  return [
    {
      code: 'NO_RELATIVE_EFFECT',
      status: 'warn',
      metric,
      treatment: treatment.variant,
      zero: control.mean === 0,
    },
  ];
}
