import { mannWhitneyTest } from '../../stats/tests/mann-whitney.js';
import type { MetricAggregate } from '../aggregates.js';
import type { Design } from '../design.js';
import type { MetricKind } from '../metric-kind.js';

/** How likely a treatment's unit exceeds a control's: another question than which mean is larger. */
export interface Ranks {
  method: 'mann-whitney';
  /** P(treatment > control), ties counting half, 0–1. */
  superiority: number;
  /** Its interval; `null` where there is none. */
  lower: number | null;
  upper: number | null;
  /** Of the interval: 1 − alpha. */
  confidence: number;
  /** Of "both have the same distribution", by itself: it is in no correction, and in no verdict. */
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
  const test = mannWhitneyTest(before, after, alternative);
  if (typeof test === 'string') return null;
  const interval = test.superiorityInterval(alpha);
  return {
    method: 'mann-whitney',
    superiority: test.superiority,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    confidence: 1 - alpha,
    pValue: test.pValue,
    logPValue: test.logPValue,
  };
}
