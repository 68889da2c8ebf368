import type { Moments } from '../../stats/moments.js';
import { linearizedRatio } from '../../stats/tests/ratio-test.js';

/** A ratio as a mean of one number per unit; `null` where its denominators add up to 0. */
export function linearized(moments: Moments): Moments | null {
  return moments.mean[1] === 0 ? null : linearizedRatio(moments);
}
