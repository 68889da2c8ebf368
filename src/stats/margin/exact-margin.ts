import { memoized, memoizedByKey } from '../numeric/memoized.js';
import { exactBounds } from '../tests/exact-bounds.js';
import { exactPValues } from '../tests/exact-p-values.js';
import { keyOf } from '../tests/exact-test.js';
import { type Counts, differenceStatistic, ratioStatistic } from '../tests/score-statistics.js';
import { untestableCounts } from '../tests/score-test.js';
import type { Untestable } from '../tests/two-sample-test.js';
import type { Direction } from './margin.js';
import type { RelativeMarginTest } from './relative-margin.js';

/**
 * The exact unconditional test that the treatment's rate is not worse by `margin` or more, in the order of
 * Farrington and Manning's statistic, or of Koopman's where the margin is a share of the control's rate; and
 * the one-sided bound that it inverts to.
 *
 * @param margin in [0, 1); where it is relative above 0.
 * @throws {RangeError} unless successes and n are whole numbers with 0 ≤ successes ≤ n.
 * @see Chan (1998), Statistics in Medicine 17, 1403–1413; exactTest.
 * @example
 * // 19 of 20 against 17 of 20, which may be fewer by no more than a fifth.
 * const test = exactNonInferiority(
 *   { successes: 17, n: 20 },
 *   { successes: 19, n: 20 },
 *   { margin: 0.2, relative: false, better: 'increase' },
 * );
 * if (typeof test === 'string') throw new Error(test);
 * [test.pValue, test.bound(0.05)]; // => [ 0.00574, -0.0844 ]
 */
export function exactNonInferiority(
  control: Counts,
  treatment: Counts,
  asked: ExactMargin,
): RelativeMarginTest | Untestable {
  const untestable = untestableCounts(control, treatment);
  if (untestable !== null) return untestable;
  if (asked.relative && control.successes === 0) return 'NO_RELATIVE_MARGIN';
  return known(control, treatment, asked);
}

interface ExactMargin {
  margin: number;
  relative: boolean;
  better: Direction;
}

const known = memoizedByKey(
  (control: Counts, treatment: Counts, { margin, relative, better }: ExactMargin) =>
    `${keyOf(control, treatment)} ${margin} ${relative} ${better}`,
  testOf,
);

function testOf(
  control: Counts,
  treatment: Counts,
  { margin, relative, better }: ExactMargin,
): RelativeMarginTest {
  const sign = better === 'increase' ? 1 : -1;
  const [claim, other] = sign > 0 ? (['greater', 'less'] as const) : (['less', 'greater'] as const);
  const p = exactPValues(control, treatment);
  const { differences, ratios } = exactBounds(control, treatment, p);
  const at = relative ? 1 - sign * margin : -sign * margin;
  const side = relative ? p.ofRatio : p.ofDifference;
  const [own, beyond] = [side(at, claim), side(at, other)];
  const statistic = relative ? ratioStatistic : differenceStatistic;
  const end = memoized((relative ? ratios : differences)[sign > 0 ? 'lower' : 'upper']);
  const within = margin === 0 ? Number.MIN_VALUE : -margin * (1 - Number.EPSILON);
  return {
    statistic: statistic(control, treatment, at),
    df: null,
    ...own,
    pValueBeyond: beyond.pValue,
    logPValueBeyond: beyond.logPValue,
    criticalValue: () => null,
    bound: (level) => {
      // The p-value decides on which side of the margin the bound is, where rounding has it elsewhere.
      const worst = sign * end(level);
      const agreed = own.pValue < level ? Math.max(worst, within) : Math.min(worst, -margin);
      return Number.isFinite(agreed) ? sign * agreed : null;
    },
  };
}
