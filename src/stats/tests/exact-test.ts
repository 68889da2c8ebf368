import type { Alternative } from '../alternative.js';
import { memoized, memoizedByKey } from '../numeric/memoized.js';
import { type Bounds, exactBounds } from './exact-bounds.js';
import { exactPValues } from './exact-p-values.js';
import { type Counts, differenceStatistic, rate } from './score-statistics.js';
import { untestableCounts } from './score-test.js';
import { agreeing, type Interval, type TwoSampleTest, type Untestable } from './two-sample-test.js';

/**
 * The exact unconditional test that two arms have the same rate, ordered by the score statistic, and the
 * intervals that it inverts to, of the difference and of the ratio. It holds at every size of the arms,
 * however rare the events; two-sided each side is judged at half the level.
 *
 * An interval's end is where p crosses the level next to the score test's own end: p can cross it more than
 * once within the weight of a single table.
 *
 * @param control whole numbers, as the treatment's.
 * @throws {RangeError} unless successes and n are whole numbers with 0 ≤ successes ≤ n.
 * @see Chan & Zhang (1999), Biometrics 55, 1202–1209; Agresti & Min (2001), Biometrics 57, 963–971, compare
 * its kin.
 * Error: 1e-9 relative in p, 1e-8 of the interval's width at its ends, against R.
 * @example
 * const test = exactTest({ successes: 1, n: 10 }, { successes: 6, n: 12 }, 'greater');
 * if (typeof test === 'string') throw new Error(test);
 * test.pValue; // => 0.0314
 */
export function exactTest(
  control: Counts,
  treatment: Counts,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  return untestableCounts(control, treatment) ?? known(control, treatment, alternative);
}

const known = memoizedByKey(
  (control: Counts, treatment: Counts, alternative: Alternative) =>
    `${keyOf(control, treatment)} ${alternative}`,
  testOf,
);

/** One key for the same two arms. */
export function keyOf(control: Counts, treatment: Counts): string {
  return `${control.successes}/${control.n} ${treatment.successes}/${treatment.n}`;
}

function testOf(control: Counts, treatment: Counts, alternative: Alternative): TwoSampleTest {
  const p = exactPValues(control, treatment);
  const own = p.ofDifference(0, alternative);
  const { differences, ratios } = exactBounds(control, treatment, p);
  const decided = (level: number) => ({
    rejected: own.pValue < level,
    estimate: rate(treatment) - rate(control),
  });
  const interval = ({ lower, upper }: Bounds) => {
    const ends = { lower: memoized(lower), upper: memoized(upper) };
    return (level: number) => intervalOf(ends, level, alternative, decided(level));
  };
  return {
    method: 'exact',
    statistic: differenceStatistic(control, treatment, 0),
    df: null,
    ...own,
    criticalValue: () => null,
    pValueAt: (difference) => p.ofDifference(difference, alternative),
    effectInterval: interval(differences),
    relativeInterval: control.successes === 0 ? () => null : interval(ratios),
  };
}

/** The interval at a level, each end worked out when it is asked for: an outcome asks for one of them. */
function intervalOf(
  { lower, upper }: Bounds,
  level: number,
  alternative: Alternative,
  decided: { rejected: boolean; estimate: number },
): Interval {
  const side = alternative === 'two-sided' ? level / 2 : level;
  const open = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
  return {
    get lower() {
      if (alternative === 'less') return null;
      return agreeing({ ...open, lower: lower(side) }, alternative, decided).lower;
    },
    get upper() {
      if (alternative === 'greater') return null;
      return agreeing({ ...open, upper: upper(side) }, alternative, decided).upper;
    },
  };
}
