import type { ComparedOnly, Outcome } from './comparison.js';
import { type Design, type MetricDesign, wantedSign } from './design.js';
import { absoluteSize } from './effect-size.js';

/**
 * What a comparison comes to. "flat" is claimed only where an effect as large as the MDE is ruled
 * out: a test that merely does not reject is "inconclusive".
 */
export function outcomeOf(compared: ComparedOnly, metric: MetricDesign, design: Design): Outcome {
  const { adjustedPValue, effect } = compared;
  if (adjustedPValue === null) return 'untestable';
  if (adjustedPValue < design.alpha) {
    return Math.sign(effect.estimate) === wantedSign(design) ? 'win' : 'loss';
  }
  return isMdeRuledOut(compared, metric, design) ? 'flat' : 'inconclusive';
}

/** Whether the whole interval lies below the smallest effect worth detecting, in the wanted direction. */
export function isMdeRuledOut(
  { effect, relativeEffect, ...compared }: ComparedOnly,
  { mde }: MetricDesign,
  design: Design,
): boolean {
  if (mde === null) return false;
  const relative = mde.scale === 'relative' && relativeEffect !== null;
  const size = relative ? mde.size : absoluteSize(mde, compared, compared.control);
  const interval = relative ? relativeEffect : effect;
  // A relative effect turns round with the sign of the control that it is divided by.
  const sign = wantedSign(design) * (relative && compared.control.mean < 0 ? -1 : 1);
  const best = sign > 0 ? interval.upper : interval.lower;
  return size !== null && best !== null && sign * best < size;
}
