import type { Alternative } from '../stats/alternative.js';
import { type SequenceTime, sequenceTest } from '../stats/confidence-sequence.js';
import type { EstimatedArms } from '../stats/estimated-mean.js';
import { testAtLook } from '../stats/look.js';
import type { TwoSampleTest, Untestable } from '../stats/two-sample-test.js';
import type { Design } from './design.js';
import { type PairMonitoring, pairMonitoring } from './monitoring.js';

/**
 * By what a comparison is judged: its own test, once; a sequence that holds at every look; or its own
 * test at the level that is due at this look.
 */
export type Judging =
  | { method: 'fixed' }
  | { method: 'always-valid'; time: SequenceTime }
  | Extract<PairMonitoring, { method: 'group-sequential' }>;

/** How comparisons of a treatment, with so many units in both arms, are judged under this design. */
export function judgingOf(design: Design, treatment: string, units: number): Judging {
  const monitoring = pairMonitoring(design, treatment);
  if (monitoring.method !== 'always-valid') return monitoring;
  const { method, plannedUnits } = monitoring;
  return { method, time: { units, plannedUnits, alpha: design.alpha } };
}

/** Both forms of a test: as it is by itself, and the two estimates that a sequence is made of. */
export interface TestForms {
  plain: (alternative: Alternative) => TwoSampleTest | Untestable;
  arms: () => EstimatedArms | Untestable;
}

/** The test between two samples as it is judged at this look. */
export function judgedTest(
  { plain, arms }: TestForms,
  judging: Judging,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  switch (judging.method) {
    case 'fixed':
      return plain(alternative);
    case 'always-valid': {
      const estimated = judging.time.units > 0 ? arms() : 'TOO_FEW_UNITS';
      if (typeof estimated === 'string') return estimated;
      return sequenceTest(estimated, judging.time, alternative);
    }
    case 'group-sequential': {
      const test = plain(alternative);
      if (typeof test === 'string') return test;
      const looks = { ...judging.looks, alternative };
      return testAtLook(test, looks, judging.scaleOf(looks));
    }
  }
}
