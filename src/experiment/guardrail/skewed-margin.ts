import { weakest } from '../../stats/margin/equivalence.js';
import type { Direction } from '../../stats/margin/margin.js';
import type { SkewedDifference } from '../../stats/tests/skewed-difference.js';
import type { AnyMarginTest } from '../compare/margin-forms.js';
import { isUndecided, skewnessOf } from '../compare/skew.js';
import type { Skewness } from '../skewness.js';

/** A test at one end of a margin, with the direction in which the metric may not fall short of it. */
export interface MarginSide {
  better: Direction;
  test: AnyMarginTest;
}

/** What a test at a margin shows once skewness is allowed for: that the metric is within it, or beyond. */
export function withinDespiteSkew(
  skew: SkewedDifference | null,
  { better, test }: MarginSide,
  alpha: number,
): { within: boolean; beyond: boolean } {
  const rises = better === 'increase' ? 1 : -1;
  const away = test.statistic === null ? null : Math.abs(test.statistic);
  const shown = (p: number, sign: number) =>
    p < alpha &&
    !isUndecided(skew, { ...test, statistic: away === null ? null : sign * away }, alpha);
  return { within: shown(test.pValue, rises), beyond: shown(test.pValueBeyond, -rises) };
}

/** What a guardrail says of the skewness behind it, by the test that shows least. */
export function guardrailSkewness(
  skew: SkewedDifference | null,
  sides: readonly MarginSide[],
  alpha: number,
): Skewness | null {
  const test = weakest(sides.map((side) => side.test));
  if (test === undefined) return null;
  const undecided = sides.some((side) => {
    const { within, beyond } = withinDespiteSkew(skew, side, alpha);
    return within !== side.test.pValue < alpha || beyond !== side.test.pValueBeyond < alpha;
  });
  const { statistic, df, pValue } = test;
  const tail = { statistic, df, critical: test.criticalValue(alpha) };
  return skewnessOf(skew, tail, { pValue, undecided });
}
