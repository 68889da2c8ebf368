import { brunnerMunzelTest } from '../../stats/tests/brunner-munzel.js';
import type { MetricAggregate } from '../aggregates.js';
import type { Design } from '../design.js';
import type { MetricKind } from '../metric-kind.js';

/** How likely a treatment's unit exceeds a control's: another question than which mean is larger. */
export interface Ranks {
  method: 'brunner-munzel';
  /** P(treatment > control), ties counting half, 0–1. */
  superiority: number;
  /** Its interval; `null` where there is none. */
  lower: number | null;
  upper: number | null;
  /** Of the interval: 1 − alpha. */
  confidence: number;
  /** (superiority − ½) ÷ its standard error; `null` where the samples do not overlap. */
  statistic: number | null;
  /** Of Student's t; `null` where all permutations were gone through. */
  df: number | null;
  /** Of "neither exceeds the other more often", by itself: it is in no correction, and in no verdict. */
  pValue: number;
  logPValue: number;
}

/** The ranks of a mean's values, where they were asked for: they are kept for nothing else. */
export function ranksOf(
  control: MetricAggregate,
  treatment: MetricAggregate,
  kind: MetricKind,
  { alpha, alternative }: Pick<Design, 'alpha' | 'alternative'>,
): Ranks | null {
  const [before, after] = [control.values, treatment.values];
  if (kind !== 'mean' || before === undefined || after === undefined) return null;
  const test = brunnerMunzelTest(before, after, alternative);
  if (typeof test === 'string') return null;
  const interval = test.superiorityInterval(alpha);
  return {
    method: 'brunner-munzel',
    superiority: test.superiority,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    confidence: 1 - alpha,
    statistic: test.statistic,
    df: test.df,
    pValue: test.pValue,
    logPValue: test.logPValue,
  };
}
