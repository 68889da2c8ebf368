import type { Cells } from './cells.js';
import { checkData, type Finding } from './checks.js';
import { compareAll } from './compare.js';
import type { Comparison } from './comparison.js';
import type { Design } from './design.js';
import { type Verdict, verdictOf } from './verdict.js';

/** All that an analysis of one experiment found, as data. */
export interface Analysis {
  design: Design;
  variants: { name: string; units: number; share: number }[];
  comparisons: Comparison[];
  findings: Finding[];
  verdict: Verdict;
}

/** The analysis of an experiment's cells under its design; pure, and the same for everyone. */
export function analyzeCells(cells: Cells, design: Design): Analysis {
  const comparisons = compareAll(cells, design);
  const findings = checkData(cells, design, comparisons);
  const verdict = verdictOf(findings, comparisons, design);
  return { design, variants: variantShares(cells, design), comparisons, findings, verdict };
}

function variantShares(cells: Cells, { control, treatments }: Design): Analysis['variants'] {
  const names = [control, ...treatments];
  const units = names.map((name) => cells.variants.get(name)!.units);
  const total = units.reduce((sum, count) => sum + count, 0);
  return names.map((name, i) => ({
    name,
    units: units[i]!,
    share: total === 0 ? 0 : units[i]! / total,
  }));
}
