import type { Margin } from '../experiment/comparison.js';
import type { PlannedSize } from '../experiment/size/power-plan.js';
import type { PowerReport } from './power-report.js';

/** The answer of `power --margin`: what `--format json` prints. Shares are 0–1. */
export interface MarginReport
  extends Pick<
    PowerReport,
    'schemaVersion' | 'kind' | 'baseline' | 'sd' | 'alpha' | 'power' | 'variants' | 'monitoring'
  > {
  solvedFor: 'sampleSize';
  /** One-sided, in the direction in which the treatment may not be beyond the margin; equivalence both. */
  alternative: 'greater' | 'less' | 'both';
  sampleSize: PlannedSize;
  /** On both scales, positive; relative to the control, `null` where that has no mean or is 0. */
  margin: Margin & { absolute: number };
  /** There is no effect to detect: treatment and control are taken to be alike. */
  mde: null;
  dailyUnits: number | null;
  durationDays: number | null;
  formula: string;
}
