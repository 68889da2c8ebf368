/** How a comparison stands to the bound of futility at this look. */
export interface Futility {
  /** The z, in the direction that is hoped for, below which the test may be given up. */
  bound: number;
  /** The z of this look, as a normal statistic with its p-value has it; −Infinity where that is 1. */
  z: number;
  /** The effect at which z would be the bound; `null` where z does not tell. */
  effect: number | null;
  /** Whether z is below, and nothing is decided otherwise. */
  isCrossed: boolean;
}
