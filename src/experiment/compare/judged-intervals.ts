import { opposite } from '../../stats/alternative.js';
import type { Adjusted } from '../../stats/multiplicity.js';
import { agreeing, type Interval, type TwoSampleTest } from '../../stats/tests/two-sample-test.js';
import type { ComparedOnly } from '../comparison.js';
import type { Design } from '../design.js';
import type { Tested } from './tested.js';

/**
 * The effect and the lift with their intervals, made to agree with how the comparison was judged: what a
 * later step of the correction rejects is cut at 0, and what waits behind a gate reaches as far as 0.
 */
export function judgedIntervals(
  { effect, relativeEffect, control }: Tested,
  test: TwoSampleTest,
  { adjusted, interval: { level } }: Adjusted,
  { alpha, alternative }: Design,
): Pick<ComparedOnly, 'effect' | 'relativeEffect'> {
  const rejected = adjusted < alpha;
  const relative = test.relativeInterval(level);
  const decided = (interval: Interval, estimate: number, turned: boolean) => ({
    estimate,
    ...withDecision(interval, turned ? opposite(alternative) : alternative, rejected, estimate),
  });
  return {
    effect: decided(test.effectInterval(level), effect, false),
    relativeEffect:
      relativeEffect === null || relative === null
        ? null
        : // Dividing by a negative control turns effects and alternative round.
          decided(relative, relativeEffect, control.mean < 0),
  };
}

/** An exact test has no interval, so none that could disagree. */
function withDecision(
  interval: Interval,
  alternative: Design['alternative'],
  rejected: boolean,
  estimate: number,
): Interval {
  const { lower, upper } = interval;
  if (lower === null && upper === null) return interval;
  const ends = {
    lower: lower ?? Number.NEGATIVE_INFINITY,
    upper: upper ?? Number.POSITIVE_INFINITY,
  };
  const decided = agreeing(ends, alternative, { rejected, estimate });
  return {
    lower: lower === null ? null : decided.lower,
    upper: upper === null ? null : decided.upper,
  };
}
