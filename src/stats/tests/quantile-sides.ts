import type { Alternative } from '../alternative.js';
import { type PValue, tailArea } from '../distributions/reference-distribution.js';
import type { Interval } from './two-sample-test.js';

/** A one-sided test that the effect of a quantile is above any given one. */
export interface QuantileSide {
  /** The p-value, in (0, 1], of the claim that the effect is above that one; it rises with it. */
  exceeds(effect: number): PValue;
  /**
   * The smallest effect that is not rejected at this one-sided level, so that `exceeds(effect)` is below
   * the level for all below it; `null` where so few units cannot bound it.
   */
  bound(level: number): number | null;
}

/** Of the effect itself, and of the negated one: that it lies above, or below. */
export interface BothSides {
  above: QuantileSide;
  below: QuantileSide;
}

/** Two quantiles with both one-sided tests of their difference, and of it as a share of the control's. */
export interface QuantileSides {
  /** The sample quantiles, in the metric's unit. */
  control: number;
  treatment: number;
  difference: BothSides;
  /** `null` where the values are not all positive. */
  share: BothSides | null;
}

/** A test of "both arms have the same quantile", and the intervals that it inverts to. */
export interface QuantileTest {
  /** The sample quantiles, in the metric's unit. */
  control: number;
  treatment: number;
  /** In (0, 1]; the smallest positive double where it would underflow. */
  pValue: number;
  logPValue: number;
  /** The differences not rejected; `null` at an end where so few units cannot bound it. */
  effectInterval(level: number): Interval;
  /** The same as shares of the control's quantile; `null` where its values are not all positive. */
  relativeInterval(level: number): Interval | null;
}

/** The test of no difference that two sides come to; two-sided both at half the level. */
export function quantileTestOf(sides: QuantileSides, alternative: Alternative): QuantileTest {
  const { control, treatment, difference, share } = sides;
  return {
    control,
    treatment,
    ...pValueOf(difference, alternative),
    effectInterval: (level) => interval(difference, level, alternative),
    relativeInterval: (level) => (share === null ? null : interval(share, level, alternative)),
  };
}

function pValueOf({ above, below }: BothSides, alternative: Alternative): PValue {
  if (alternative === 'greater') return above.exceeds(0);
  if (alternative === 'less') return below.exceeds(0);
  const [up, down] = [above.exceeds(0), below.exceeds(0)];
  const smaller = up.logPValue < down.logPValue ? up : down;
  return {
    // What underflows stands for less than it is.
    pValue: smaller.pValue > Number.MIN_VALUE ? Math.min(1, 2 * smaller.pValue) : Number.MIN_VALUE,
    logPValue: Math.min(0, Math.LN2 + smaller.logPValue),
  };
}

function interval({ above, below }: BothSides, level: number, alternative: Alternative): Interval {
  const area = tailArea(level, alternative);
  const upper = alternative === 'greater' ? null : below.bound(area);
  return {
    lower: alternative === 'less' ? null : above.bound(area),
    upper: upper === null ? null : 0 - upper,
  };
}
