import { sum } from 'simple-statistics';
import type { Cells } from './cells.js';
import { checkData, type Finding } from './checks/checks.js';
import { compareAll } from './compare/compare.js';
import { type SegmentedEffect, segmentedEffects } from './compare/heterogeneity.js';
import { compareSegments } from './compare/segments.js';
import { type Trend, trendsOf } from './compare/trend.js';
import type { Comparison } from './comparison.js';
import { type Verdict, verdictOf } from './decision/verdict.js';
import type { Design } from './design.js';

/** All that an analysis of one experiment found, as data. */
export interface Analysis {
  design: Design;
  variants: { name: string; units: number; share: number }[];
  /** Over all units, then by segment. */
  comparisons: Comparison[];
  segmentedEffects: SegmentedEffect[];
  trends: Trend[];
  findings: Finding[];
  verdict: Verdict;
}

/** The analysis of an experiment's cells under its design; pure, and the same for everyone. */
export function analyzeCells(cells: Cells, design: Design): Analysis {
  const overall = compareAll(cells, design);
  const segmented = compareSegments(cells, design);
  const effects = segmentedEffects(overall, segmented, design);
  const findings = checkData({ cells, design, comparisons: overall, effects });
  return {
    design,
    variants: variantShares(cells, design),
    comparisons: [...overall, ...segmented],
    segmentedEffects: effects,
    trends: trendsOf(cells, design),
    findings,
    verdict: verdictOf(findings, overall, design),
  };
}

function variantShares(cells: Cells, { control, treatments }: Design): Analysis['variants'] {
  const names = [control, ...treatments];
  const units = names.map((name) => cells.variants.get(name)!.units);
  const total = sum(units);
  return names.map((name, i) => ({
    name,
    units: units[i]!,
    share: total === 0 ? 0 : units[i]! / total,
  }));
}
