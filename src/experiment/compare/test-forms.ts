import type { Alternative } from '../../stats/alternative.js';
import { type SequenceTime, sequenceTest } from '../../stats/sequential/confidence-sequence.js';
import { rateSequenceTest } from '../../stats/sequential/rate-sequence.js';
import { estimatedDifference } from '../../stats/tests/point-estimate.js';
import type { TwoSampleTest, Untestable } from '../../stats/tests/two-sample-test.js';
import type { Design } from '../design.js';
import type { MetricKind } from '../metric-kind.js';
import { linearized } from './linearized.js';
import {
  type AtMargin,
  type MarginForms,
  meanMargins,
  quantileMargins,
  rateMargins,
  ratioMargins,
} from './margin-forms.js';
import type { TestForms } from './monitored-test.js';
import { quantileSequence } from './quantile.js';
import { countsOf, type Samples, TESTS, USUAL_TESTS, usualTest } from './tests.js';

/** The test of two samples as they are, and the sequence that takes its place at every look. */
export function formsOf(
  samples: Samples,
  kind: MetricKind,
  at: number | null,
  tests: Design['tests'],
): PairForms {
  const test = TESTS[tests[kind] ?? usualTest(samples, kind)];
  return {
    plain: (alternative) => test.run(samples, alternative, at),
    sequence: (time, alternative) => sequenceOf(samples, kind, at, time, alternative),
    // Few are asked for a margin, so that what it takes is worked out then.
    margin: (asked) => marginsOf(samples, kind, at).margin(asked),
    sequenceMargin: (asked, time) => marginsOf(samples, kind, at).sequenceMargin(asked, time),
    atZero: (exact) => ({
      plain: (alternative) =>
        TESTS[exact ? 'exact' : USUAL_TESTS[kind]].run(samples, alternative, at),
      sequence: (time, alternative) => sequenceOf(samples, kind, at, time, alternative),
    }),
  };
}

/** Every form of a test of two samples: of no difference, and at a margin. */
export type PairForms = TestForms & MarginForms;

function marginsOf(samples: Samples, kind: MetricKind, at: number | null): AtMargin {
  switch (kind) {
    case 'proportion':
      return rateMargins(samples);
    case 'mean':
      return meanMargins(samples);
    case 'ratio':
      return ratioMargins(samples);
    case 'quantile':
      return quantileMargins(samples, at!);
  }
}

function sequenceOf(
  { control, treatment }: Samples,
  kind: MetricKind,
  at: number | null,
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
      return quantileSequence(control, treatment, at!, time, alternative);
  }
}
