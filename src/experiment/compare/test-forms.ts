import type { Moments } from '../../stats/moments.js';
import {
  type EstimatedArms,
  estimatedMean,
  estimatedRate,
} from '../../stats/tests/point-estimate.js';
import { linearizedRatio } from '../../stats/tests/ratio-test.js';
import type { Untestable } from '../../stats/tests/two-sample-test.js';
import type { Design } from '../design.js';
import type { MetricKind } from '../metric-kind.js';
import type { TestForms } from './monitored-test.js';
import { countsOf, type Samples, TESTS } from './tests.js';

/** The test of two samples as they are, and the estimates that it compares. */
export function formsOf(
  samples: Samples,
  kind: MetricKind,
  at: number | null,
  tests: Design['tests'],
): TestForms {
  const test = TESTS[tests[kind]];
  return {
    plain: (alternative) => test.run(samples, alternative, at),
    arms: () => armsOf(samples, kind),
    rates: kind === 'proportion',
  };
}

/** The two estimates that a sequence is made of; or why there is none. */
function armsOf({ control, treatment }: Samples, kind: MetricKind): EstimatedArms | Untestable {
  switch (kind) {
    case 'proportion':
      return {
        control: estimatedRate(countsOf(control)),
        treatment: estimatedRate(countsOf(treatment)),
      };
    case 'mean':
      return estimatedArms(control.moments, treatment.moments);
    case 'ratio':
      return linearizedArms(control.moments, treatment.moments);
    case 'quantile':
      return 'NO_SEQUENTIAL_TEST';
  }
}

/** The estimates that two samples of a mean are compared by. */
export function estimatedArms(control: Moments, treatment: Moments): EstimatedArms {
  return { control: estimatedMean(control), treatment: estimatedMean(treatment) };
}

function linearizedArms(control: Moments, treatment: Moments): EstimatedArms | Untestable {
  const [a, b] = [linearized(control), linearized(treatment)];
  return a === null || b === null ? 'ZERO_DENOMINATOR' : estimatedArms(a, b);
}

/** A ratio as a mean of one number per unit; `null` where its denominators add up to 0. */
export function linearized(moments: Moments): Moments | null {
  return moments.mean[1] === 0 ? null : linearizedRatio(moments);
}
