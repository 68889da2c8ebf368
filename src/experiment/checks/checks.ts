import { sum } from 'simple-statistics';
import type { Cells } from '../cells.js';
import type { SegmentedEffect } from '../compare/heterogeneity.js';
import { type RanksFinding, ranksOf } from '../compare/ranks.js';
import type { Comparison } from '../comparison.js';
import type { Design } from '../design.js';
import {
  type BalanceFinding,
  covariateImbalance,
  missingDiffers,
  sampleRatio,
  segmentImbalance,
} from './balance-checks.js';
import { type LookFinding, lookFindings } from './look-checks.js';
import {
  type CappedFinding,
  cappedMetrics,
  type TwoVariantsFinding,
  unitsInTwoVariants,
} from './unit-checks.js';

/** What a look at the data's health found; worded by the report. */
export type Finding =
  | LookFinding
  | BalanceFinding
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
      /** Where there is no exact test to turn to: of a guardrail, and of a running test. */
      noExactTest?: true;
    }
  | { code: 'NO_RELATIVE_EFFECT'; status: 'warn'; metric: string; treatment: string; zero: boolean }
  | { code: 'ALIKE_VARIANTS'; status: 'warn'; variants: [string, string] }
  | { code: 'SIMPSON'; status: 'warn'; effect: SegmentedEffect };

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
    ...lookFindings(design, cells),
    ...sampleRatio(cells, design),
    ...unitsInTwoVariants(cells),
    ...cappedMetrics(cells),
    ...missingValues(cells),
    ...missingDiffers(cells),
    ...segmentImbalance(cells),
    ...comparisons.flatMap(covariateImbalance),
    ...effects.flatMap(simpson),
    ...alikeVariants(cells),
    ...comparisons.flatMap((comparison) => smallCounts(comparison, design)),
    ...comparisons.flatMap(noRelativeEffect),
    ...comparisons.flatMap((comparison) => ranksOf(cells, design, comparison)),
  ];
}

function missingValues(cells: Cells): Finding[] {
  return cells.metrics.flatMap((metric, i) => {
    const samples = [...cells.variants.values()].map((variant) => variant.samples[i]!);
    const missing = sum(samples.map((sample) => sample.missing));
    const present = sum(samples.map((sample) => sample.moments.n));
    const units = missing + present;
    return missing === 0
      ? []
      : [{ code: 'MISSING_VALUES', status: 'warn', metric, missing, units }];
  });
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

function smallCounts(comparison: Comparison, { monitoring }: Design): Finding[] {
  const { kind, control, treatment, method, metric, reason, role } = comparison;
  if (kind !== 'proportion' || method === 'fisher' || reason !== null) return [];
  const successes = control.successes! + treatment.successes!;
  const units = control.n + treatment.n;
  const rarer = Math.min(successes, units - successes) / units;
  const expected = rarer * Math.min(control.n, treatment.n);
  if (expected >= FEW_EXPECTED) return [];
  const inexact = role === 'guardrail' || monitoring !== null;
  const found = { metric, treatment: treatment.variant, expected };
  const finding = { ...found, ...(inexact ? { noExactTest: true as const } : {}) };
  return [{ code: 'SMALL_COUNTS', status: 'warn', ...finding }];
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
