import type { Estimate } from './estimate.js';

/** What the personalized experience nets per unit, in the unit of the costs. */
export interface NetEffect extends Estimate {
  /** Of the hypothesis that it exactly pays for itself, by the test of the effect. */
  pValue: number;
  logPValue: number;
  /** Of the interval: every comparison is judged at the same level, alpha over their number. */
  confidence: number;
  /** The effect that pays for the cost: in the metric's unit, and relative to the control. */
  breakEven: { absolute: number; relative: number | null };
  /** Net ÷ cost, with its interval; `null` where the treatment costs nothing more. */
  returnOnCost: Estimate | null;
}
