import type { Interval } from '../../stats/tests/two-sample-test.js';
import type { Arm } from '../arm.js';
import type { ComparedOnly, Outcome } from '../comparison.js';
import { type Design, type MetricDesign, wantedSign } from '../design.js';
import type { Estimate } from '../estimate.js';
import { isDue } from '../monitoring/progress.js';
import { absoluteSize } from './effect-magnitude.js';

/** As much of a comparison as its outcome is made of; its limits may be worked out when asked for. */
export interface Weighed
  extends Pick<ComparedOnly, 'metric' | 'kind' | 'adjustedPValue' | 'netEffect' | 'limits'> {
  control: Pick<Arm, 'mean'>;
  effect: Pick<Estimate, 'estimate'>;
  /** The least and the most that it may net, skewness allowed for; `null` without prices, or where that is not known. */
  leastNet: number | null;
  mostNet: number | null;
  /** Whether the test rejects, but not once its skewness is allowed for. */
  undecided: boolean;
}

/**
 * What a comparison comes to. "flat" is claimed only where an effect as large as the MDE is ruled
 * out: a test that merely does not reject is "inconclusive".
 */
export function outcomeOf(compared: Weighed, metric: MetricDesign, design: Design): Outcome {
  const { adjustedPValue, effect, undecided } = compared;
  if (adjustedPValue === null) return 'untestable';
  if (!isDue(design)) return 'inconclusive';
  const byMoney = moneyOutcome(compared);
  if (byMoney !== null) return byMoney;
  if (compared.netEffect === null && adjustedPValue < design.alpha && !undecided) {
    return Math.sign(effect.estimate) === wantedSign(design, metric) ? 'win' : 'loss';
  }
  return isMdeRuledOut(compared, metric, design) ? 'flat' : 'inconclusive';
}

/** With prices a comparison is won by what it nets, and lost by that too; `null` where neither is settled. */
function moneyOutcome({ netEffect, leastNet, mostNet }: Weighed): Outcome | null {
  if (netEffect === null) return null;
  if (leastNet !== null && leastNet > 0) return 'win';
  return mostNet !== null && mostNet < 0 ? 'loss' : null;
}

/** Whether all effects that fit the data are below the smallest worth detecting, in the wanted direction. */
export function isMdeRuledOut(
  compared: Omit<Weighed, 'leastNet' | 'mostNet' | 'undecided'>,
  metric: MetricDesign,
  design: Design,
): boolean {
  const { mde } = metric;
  if (mde === null) return false;
  const best = bestThatFits(compared, metric, design);
  const relative = mde.scale === 'relative' && compared.limits.relativeEffect !== null;
  const size = relative ? mde.size : absoluteSize(mde, compared, compared.control);
  const reach = relative ? best.relative() : best.absolute();
  return size !== null && reach !== null && reach < size;
}

/**
 * The largest effect in the wanted direction that fits the data, in the metric's unit and relative to
 * the size of the control, positive where it is wanted; `null` where none is too large. Each is worked
 * out when it is asked for.
 */
export function bestThatFits(
  { limits, control }: Pick<Weighed, 'limits' | 'control'>,
  metric: MetricDesign,
  design: Design,
): { absolute: () => number | null; relative: () => number | null } {
  const sign = wantedSign(design, metric);
  const endOf = (interval: Interval | null, towards: number) => {
    const end = towards > 0 ? interval?.upper : interval?.lower;
    return end === null || end === undefined ? null : towards * end;
  };
  // A relative effect turns round with the sign of the control that it is divided by.
  const oppositeSide = control.mean < 0 ? -sign : sign;
  return {
    absolute: () => endOf(limits.effect, sign),
    relative: () => endOf(limits.relativeEffect, oppositeSide),
  };
}
