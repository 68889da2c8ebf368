import type { Alternative } from '../../stats/alternative.js';
import { sequenceTest } from '../../stats/sequential/confidence-sequence.js';
import { testAtLook } from '../../stats/sequential/look.js';
import type { EstimatedArms } from '../../stats/tests/point-estimate.js';
import type { TwoSampleTest, Untestable } from '../../stats/tests/two-sample-test.js';
import type { MonitoringRule } from '../monitoring/pair-monitoring.js';

/** Both forms of a test: as it is by itself, and the two estimates that a sequence is made of. */
export interface TestForms {
  plain: (alternative: Alternative) => TwoSampleTest | Untestable;
  arms: () => EstimatedArms | Untestable;
  /** Whether they are rates, which differ by no more than 1. */
  rates: boolean;
}

/** The test between two samples as it is judged at this look. */
export function monitoredTest(
  { plain, arms, rates }: TestForms,
  judging: MonitoringRule,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  switch (judging.method) {
    case 'fixed':
      return plain(alternative);
    case 'always-valid': {
      const estimated = judging.time.units > 0 ? arms() : 'TOO_FEW_UNITS';
      if (typeof estimated === 'string') return estimated;
      const test = sequenceTest(estimated, judging.time, alternative);
      return rates && typeof test !== 'string' ? withinRates(test) : test;
    }
    case 'group-sequential': {
      const test = plain(alternative);
      if (typeof test === 'string') return test;
      const looks = { ...judging.looks, alternative };
      return testAtLook(test, looks, judging.scaleOf(looks));
    }
  }
}

/** A test of rates with intervals of what can be: early sequences reach beyond. */
function withinRates(test: TwoSampleTest): TwoSampleTest {
  return {
    ...test,
    effectInterval: (level) => {
      const { lower, upper } = test.effectInterval(level);
      return {
        lower: lower === null ? null : Math.max(-1, lower),
        upper: upper === null ? null : Math.min(1, upper),
      };
    },
    relativeInterval: (level) => {
      const interval = test.relativeInterval(level);
      if (interval === null || interval.lower === null) return interval;
      return { ...interval, lower: Math.max(-1, interval.lower) };
    },
  };
}
