import type { RequiredUnits } from './comparison.js';
import type { Estimate } from './estimate.js';

/** What a comparison of those who could see a difference comes to over all units of the same arms. */
export interface Dilution {
  /** Units of both arms that have a value, and those of them that could see a difference. */
  units: { triggered: number; all: number };
  /** The second ÷ the first; `null` without units. */
  share: number | null;
  /** In the metric's unit, per unit; `null` where it cannot be had. */
  effect: Estimate | null;
  /** Effect ÷ what all units of the control come to; `null` where that cannot be told from 0. */
  relativeEffect: Estimate | null;
  /** What it nets per unit, of all; only of what nets anything. */
  netEffect: Estimate | null;
  /** How many units of all it takes for as many that can see a difference as are required. */
  required: RequiredUnits | null;
}
