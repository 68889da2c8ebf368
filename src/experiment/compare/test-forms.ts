import type { Moments } from '../../stats/moments.js';
import {
  type EstimatedArms,
  estimatedMean,
  estimatedRate,
} from '../../stats/tests/estimated-mean.js';
import { fisherTest } from '../../stats/tests/fisher-test.js';
import { studentTest, welchTest } from '../../stats/tests/means-test.js';
import { linearizedRatio, ratioTest } from '../../stats/tests/ratio-test.js';
import type { Counts } from '../../stats/tests/score-statistics.js';
import { scoreTest } from '../../stats/tests/score-test.js';
import type { Untestable } from '../../stats/tests/two-sample-test.js';
import type { Sample } from '../cells.js';
import type { MetricKind } from '../comparison.js';
import type { Design } from '../design.js';
import type { TestForms } from './judging.js';
import { quantileComparison } from './quantile.js';

interface Samples {
  control: Sample;
  treatment: Sample;
}

/** The test of two samples as they are, and the estimates that it compares. */
export function formsOf(
  { control, treatment }: Samples,
  kind: MetricKind,
  at: number | null,
  tests: Design['tests'],
): TestForms {
  const [a, b] = [control.moments, treatment.moments];
  switch (kind) {
    case 'ratio':
      return {
        plain: (alternative) => ratioTest(a, b, alternative),
        arms: () => linearizedArms(a, b),
      };
    case 'quantile':
      return {
        plain: (alternative) => quantileComparison(control, treatment, at!, alternative),
        arms: () => 'NO_SEQUENTIAL_TEST',
      };
    case 'mean': {
      const test = tests.mean === 'student' ? studentTest : welchTest;
      return { plain: (alternative) => test(a, b, alternative), arms: () => estimatedArms(a, b) };
    }
    case 'proportion': {
      const test = tests.proportion === 'fisher' ? fisherTest : scoreTest;
      const [x, y] = [countsOf(control), countsOf(treatment)];
      return {
        plain: (alternative) => test(x, y, alternative),
        arms: () => ({ control: estimatedRate(x), treatment: estimatedRate(y) }),
        rates: true,
      };
    }
  }
}

function countsOf({ successes, moments }: Sample): Counts {
  return { successes: successes!, n: moments.n };
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
