import type { Alternative } from '../../stats/alternative.js';
import type { SequenceTime } from '../../stats/sequential/confidence-sequence.js';
import { testAtLook } from '../../stats/sequential/look.js';
import type { TwoSampleTest, Untestable } from '../../stats/tests/two-sample-test.js';
import { isWithoutUnits, type MonitoringRule } from '../monitoring/pair-monitoring.js';

/** Both forms of a test: as it is by itself, and as a sequence that holds at every look. */
export interface TestForms {
  plain: (alternative: Alternative) => TwoSampleTest | Untestable;
  sequence: (time: SequenceTime, alternative: Alternative) => TwoSampleTest | Untestable;
}

/** The test between two samples as it is judged at this look. */
export function monitoredTest(
  { plain, sequence }: TestForms,
  judging: MonitoringRule,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  if (isWithoutUnits(judging)) return 'TOO_FEW_UNITS';
  switch (judging.method) {
    case 'fixed':
      return plain(alternative);
    case 'always-valid':
      return sequence(judging.time, alternative);
    case 'group-sequential': {
      const test = plain(alternative);
      if (typeof test === 'string') return test;
      const looks = { ...judging.looks, alternative };
      return testAtLook(test, looks, judging.scaleOf(looks));
    }
  }
}
