import type { Alternative } from '../../stats/alternative.js';
import type { Moments } from '../../stats/moments.js';
import { type SequenceTime, sequenceTest } from '../../stats/sequential/confidence-sequence.js';
import { rateSequenceTest } from '../../stats/sequential/rate-sequence.js';
import { estimatedDifference } from '../../stats/tests/point-estimate.js';
import { linearizedRatio } from '../../stats/tests/ratio-test.js';
import type { TwoSampleTest, Untestable } from '../../stats/tests/two-sample-test.js';
import type { Design } from '../design.js';
import type { MetricKind } from '../metric-kind.js';
import type { TestForms } from './monitored-test.js';
import { countsOf, type Samples, TESTS, usualTest } from './tests.js';

/** The test of two samples as they are, and the sequence that takes its place at every look. */
export function formsOf(
  samples: Samples,
  kind: MetricKind,
  at: number | null,
  tests: Design['tests'],
): TestForms {
  const test = TESTS[tests[kind] ?? usualTest(samples, kind)];
  return {
    plain: (alternative) => test.run(samples, alternative, at),
    sequence: (time, alternative) => sequenceOf(samples, kind, time, alternative),
  };
}

function sequenceOf(
  { control, treatment }: Samples,
  kind: MetricKind,
  time: SequenceTime,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  switch (kind) {
    case 'proportion': {
      const arms = { control: countsOf(control), treatment: countsOf(treatment) };
      return rateSequenceTest(arms, time, alternative);
    }
    case 'mean': {
      const arms = estimatedDifference(control.moments, treatment.moments);
      return sequenceTest(arms, time, alternative);
    }
    case 'ratio': {
      const [a, b] = [linearized(control.moments), linearized(treatment.moments)];
      if (a === null || b === null) return 'ZERO_DENOMINATOR';
      return sequenceTest(estimatedDifference(a, b), time, alternative);
    }
    case 'quantile':
      return 'NO_SEQUENTIAL_TEST';
  }
}

/** A ratio as a mean of one number per unit; `null` where its denominators add up to 0. */
export function linearized(moments: Moments): Moments | null {
  return moments.mean[1] === 0 ? null : linearizedRatio(moments);
}
