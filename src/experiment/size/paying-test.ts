import type { DecisionTest } from './decision-power.js';
import { marginDecisionTest } from './margin-units.js';
import type { PowerDesign } from './power-plan.js';

/**
 * That an effect is shown to pay: that it is better than the one which exactly pays the cost, by the same
 * test on the same side. It is never shown where it does not.
 *
 * @param prices in the metric's unit: the effect that is true, and the one that breaks even.
 */
export function payingDecisionTest(
  metric: string,
  { baseline, alpha, alternative, allocation, monitoring }: PowerDesign,
  { effect, breakEven }: { effect: number; breakEven: number },
): DecisionTest {
  return marginDecisionTest(metric, {
    baseline,
    effect,
    // What must be exceeded is a margin on the other side of 0.
    margin: baseline.kind === 'proportion' ? -withinRates(breakEven) : -breakEven,
    relative: false,
    kind: 'non-inferiority',
    lowerIsBetter: false,
    allocation,
    alpha,
    alternative,
    monitoring,
  });
}

/** All but a change from none to all, 1: what only more than that would pay for, no rate can. */
const MOST_CHANGE = 1 - 1e-9;

function withinRates(breakEven: number): number {
  return Math.max(-MOST_CHANGE, Math.min(breakEven, MOST_CHANGE));
}
