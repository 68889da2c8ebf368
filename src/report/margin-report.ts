import { expectedLevel } from '../experiment/size/baseline.js';
import type { GuardrailAnswer, GuardrailQuestion } from '../experiment/size/guardrail-answer.js';
import { powerMonitoring } from './power-monitoring.js';
import { durationDays, type PowerReport } from './power-report.js';

/** The answer of `power --margin`: what `--format json` prints. Shares are 0–1. */
export interface MarginReport
  extends Pick<
    PowerReport,
    'schemaVersion' | 'kind' | 'baseline' | 'sd' | 'alpha' | 'power' | 'variants' | 'monitoring'
  > {
  solvedFor: 'sampleSize';
  /** One-sided, in the direction in which the treatment may not be beyond the margin; equivalence both. */
  alternative: 'greater' | 'less' | 'both';
  sampleSize: GuardrailAnswer['sampleSize'];
  /** On both scales, positive; relative to the control, `null` where that has no mean or is 0. */
  margin: GuardrailAnswer['margin'];
  /** There is no effect to detect: treatment and control are taken to be alike. */
  mde: null;
  dailyUnits: number | null;
  durationDays: number | null;
  formula: string;
}

const FORMULAS = {
  'non-inferiority': {
    proportion:
      'normal approximation, variance under the null at the rates that differ by the margin (Farrington & Manning 1990, eq. 4)',
    mean: 'noncentral t distribution, common variance, the effect seen from the margin',
  },
  equivalence: {
    proportion:
      'normal approximation, variance under each null at the rates that differ by the margin (Farrington & Manning 1990; two one-sided tests, Schuirmann 1987)',
    mean: 'exact power of two one-sided t-tests (Phillips 1990)',
  },
};

/**
 * The report of the units that show a treatment within a margin.
 *
 * @param dailyUnits over all variants; `null` where nobody knows how many a day brings
 */
export function marginReport(
  { test, lowerIsBetter, power }: GuardrailQuestion,
  { margin, sampleSize }: GuardrailAnswer,
  dailyUnits: number | null = null,
): MarginReport {
  const { baseline } = test;
  return {
    schemaVersion: 1,
    solvedFor: 'sampleSize',
    kind: baseline.kind,
    baseline: expectedLevel(baseline),
    sd: baseline.kind === 'mean' ? baseline.sd : null,
    alpha: test.alpha,
    power,
    variants: test.variants,
    alternative: margin.kind === 'equivalence' ? 'both' : lowerIsBetter ? 'less' : 'greater',
    monitoring: powerMonitoring({ ...test, correction: 'none', alternative: 'greater' }, power),
    sampleSize,
    margin,
    mde: null,
    dailyUnits,
    durationDays: durationDays(sampleSize, dailyUnits),
    formula: FORMULAS[margin.kind][baseline.kind],
  };
}
