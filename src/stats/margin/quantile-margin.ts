import type { QuantileSides } from '../tests/quantile-sides.js';
import type { Untestable } from '../tests/two-sample-test.js';
import type { Direction, MarginTest } from './margin.js';

/** A margin test of quantiles, which has no statistic; `bound` is `null` where so few units have none. */
export interface QuantileMarginTest
  extends Omit<MarginTest, 'statistic' | 'criticalValue' | 'bound'> {
  statistic: null;
  criticalValue(level: number): null;
  bound(level: number): number | null;
}

/**
 * The test that the treatment's quantile is not worse than the control's by `margin` or more, and the
 * one-sided bound that it inverts to, by whatever the sides are judged by.
 *
 * @param margin in the metric's unit, or where `relative` a share of the control's quantile, below 1.
 * @returns 'NO_RELATIVE_MARGIN' where values are not all positive, so that there are no shares.
 */
export function quantileNonInferiority(
  { difference, share }: QuantileSides,
  { margin, relative, better }: { margin: number; relative: boolean; better: Direction },
): QuantileMarginTest | Untestable {
  const sides = relative ? share : difference;
  if (sides === null) return 'NO_RELATIVE_MARGIN';
  const rising = better === 'increase';
  const { above, below } = sides;
  const [claim, other] = rising ? [above, below] : [below, above];
  const found = claim.exceeds(-margin);
  const beyond = other.exceeds(margin);
  const within = -margin * (1 - Number.EPSILON);
  return {
    statistic: null,
    df: null,
    ...found,
    pValueBeyond: beyond.pValue,
    logPValueBeyond: beyond.logPValue,
    criticalValue: () => null,
    bound: (level) => {
      const bound = claim.bound(level);
      if (bound === null) return null;
      // The p-value decides on which side of the margin the bound is, where rounding has it elsewhere.
      const agreed = found.pValue < level ? Math.max(bound, within) : Math.min(bound, -margin);
      return rising ? agreed : 0 - agreed;
    },
  };
}
