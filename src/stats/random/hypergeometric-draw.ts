import {
  hypergeometricLogMass,
  hypergeometricSupport,
  type Urn,
} from '../distributions/hypergeometric.js';
import type { Random } from './random.js';

/**
 * How many marked units a draw without replacement holds.
 *
 * By inversion from the mode outwards, nearer values first, so that it takes about as many steps as the number's
 * standard deviation; the masses follow from one another (Kachitvichyanukul & Schmeiser 1985, J. Statistical Computation
 * and Simulation 22, 127–145, their HIN, begun at the mode).
 *
 * @param urn of whole numbers, `drawn` at most `marked` + `unmarked`.
 */
export function drawHypergeometric(random: Random, urn: Urn): number {
  const { marked, unmarked, drawn } = urn;
  const [least, most] = hypergeometricSupport(urn);
  if (least === most) return least;
  const mode = Math.floor(((drawn + 1) * (marked + 1)) / (marked + unmarked + 2));
  const summit = Math.exp(hypergeometricLogMass(mode, urn));
  // P(X = x + 1) ÷ P(X = x).
  const up = (x: number) => ((marked - x) / (x + 1)) * ((drawn - x) / (unmarked - drawn + x + 1));
  let left = random.uniform() - summit;
  let [low, high] = [mode, mode];
  let [below, above] = [summit, summit];
  while (left > 0 && (low > least || high < most)) {
    if (high < most) {
      above *= up(high);
      high += 1;
      left -= above;
      if (left <= 0) return high;
    }
    if (low > least) {
      low -= 1;
      below /= up(low);
      left -= below;
      if (left <= 0) return low;
    }
  }
  return mode;
}
