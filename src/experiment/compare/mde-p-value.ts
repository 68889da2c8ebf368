import type { TwoSampleTest } from '../../stats/tests/two-sample-test.js';
import type { Design } from '../design.js';
import { limitsOf } from './limits.js';
import { isMdeRuledOut, type Weighed } from './outcome.js';
import { reachedLimits, reachOf } from './skew.js';
import type { Tested } from './tested.js';

/** Halvings of the logarithm of the level, from e⁻⁷⁰⁰ on: down to 1e-10 of the p-value. */
const HALVINGS = 43;

/** Below this a level underflows. */
const LEAST_LOG_LEVEL = -700;

/**
 * The p-value of "the effect is as large as the MDE", which lies between 0 and 1: the least level at which
 * `isMdeRuledOut`, skewness allowed for, found by halving; e⁻⁷⁰⁰ where it is smaller. `null` where the
 * level that it is judged at does not rule it out.
 */
export function mdePValue(
  tested: Tested,
  test: TwoSampleTest,
  weighed: Omit<Weighed, 'leastNet' | 'mostNet' | 'undecided'>,
  { level, design }: { level: number; design: Design },
): number | null {
  const isRuledOut = (at: number) => {
    const limits = limitsOf(test, tested.oppositeSide, at);
    const reach = reachOf(tested.skew, test, at);
    const asJudged = { ...weighed, limits: reachedLimits(limits, tested, reach) };
    return isMdeRuledOut(asJudged, tested.metric, design);
  };
  if (!isRuledOut(level)) return null;
  let [kept, ruledOut] = [LEAST_LOG_LEVEL, Math.log(level)];
  if (isRuledOut(Math.exp(kept))) return Math.exp(kept);
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (kept + ruledOut) / 2;
    if (isRuledOut(Math.exp(middle))) ruledOut = middle;
    else kept = middle;
  }
  return Math.exp(ruledOut);
}
