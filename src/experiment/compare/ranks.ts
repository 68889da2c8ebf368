import { mannWhitneyTest } from '../../stats/tests/mann-whitney.js';
import type { Cells } from '../cells.js';
import type { Comparison } from '../comparison.js';
import type { Design } from '../design.js';

/** How likely a treatment's unit exceeds a control's: another question than which mean is larger. */
export interface RanksFinding {
  code: 'RANKS';
  status: 'pass';
  metric: string;
  treatment: string;
  control: string;
  /** P(treatment > control), ties counting half, 0–1. */
  superiority: number;
  /** 1 − alpha. */
  confidence: number;
  /** Its interval; `null` where there is none. */
  interval: { lower: number; upper: number } | null;
  /** Of "both have the same distribution", by itself: it is in no correction, and in no verdict. */
  pValue: number;
  logPValue: number;
}

/**
 * The Mann–Whitney test of a mean's comparison over all units, where it was asked for: the values of a
 * mean are kept for nothing else.
 */
export function ranksOf(cells: Cells, design: Design, comparison: Comparison): RanksFinding[] {
  const { metric, kind, control, treatment } = comparison;
  const valuesIn = (variant: string) =>
    cells.variants.get(variant)!.samples[cells.metrics.indexOf(metric)]!.values;
  const [before, after] = [valuesIn(control.variant), valuesIn(treatment.variant)];
  if (kind !== 'mean' || before === undefined || after === undefined) return [];
  const test = mannWhitneyTest(before, after, design.alternative);
  if (typeof test === 'string') return [];
  const { superiority, pValue, logPValue } = test;
  const interval = test.superiorityInterval(design.alpha);
  const names = { metric, treatment: treatment.variant, control: control.variant };
  const figures = { superiority, confidence: 1 - design.alpha, interval, pValue, logPValue };
  return [{ code: 'RANKS', status: 'pass', ...names, ...figures }];
}
