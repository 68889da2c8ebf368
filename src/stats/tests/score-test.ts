import type { Alternative } from '../alternative.js';
import {
  type ReferenceDistribution,
  studentReference,
} from '../distributions/reference-distribution.js';
import { memoized } from '../numeric/memoized.js';
import { decreasingRoot } from '../numeric/roots.js';
import {
  type Counts,
  differenceStatistic,
  rate,
  ratioStatistic,
  requireCounts,
} from './score-statistics.js';
import { agreeing, type TwoSampleTest, type Untestable } from './two-sample-test.js';

/**
 * The score test that two arms have the same rate, and the intervals that it inverts to: Mee's for
 * the difference, Koopman's for the ratio. At the null it is the pooled two-proportion z-test.
 *
 * @throws {RangeError} unless 0 ≤ successes ≤ n in each arm, all finite.
 * @see Mee (1984), Biometrics 40, 1175–1176; Koopman (1984), Biometrics 40, 513–517.
 * @example
 * // 48 of 80 against 56 of 70: Newcombe (1998), Statistics in Medicine 17, table II (a), method 5.
 * const test = scoreTest({ successes: 48, n: 80 }, { successes: 56, n: 70 }, 'two-sided');
 * if (typeof test === 'string') throw new Error(test);
 * test.effectInterval(0.05); // => { lower: 0.0533, upper: 0.3377 }
 * test.pValue; // => 0.008045
 */
export function scoreTest(
  control: Counts,
  treatment: Counts,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  const reference = studentReference(null);
  return (
    untestableCounts(control, treatment) ??
    ratesTest('score', { control, treatment }, SCORE, reference, alternative)
  );
}

/** How far two arms of counts lie from a hypothesis, in standard errors; each falls with what is supposed. */
export interface RateStatistics {
  /** From "the treatment's rate is the control's + `difference`", in [−1, 1]. */
  ofDifference(control: Counts, treatment: Counts, difference: number): number;
  /** From "the treatment's rate is `phi` times the control's", 0 or more; at 1 that of no difference. */
  ofRatio(control: Counts, treatment: Counts, phi: number): number;
}

/** The score statistics. */
export const SCORE: RateStatistics = {
  ofDifference: differenceStatistic,
  ofRatio: ratioStatistic,
};

/**
 * The test that two arms of counts have the same rate, and the intervals that it inverts to, by any
 * statistics and whatever they are judged by.
 *
 * @param arms of which untestableCounts says `null`.
 */
export function ratesTest(
  method: string,
  { control, treatment }: { control: Counts; treatment: Counts },
  statistics: RateStatistics,
  reference: ReferenceDistribution,
  alternative: Alternative,
): TwoSampleTest {
  const ofDifference = (difference: number) =>
    statistics.ofDifference(control, treatment, difference);
  const ofRatio = (phi: number) => statistics.ofRatio(control, treatment, phi);
  const statistic = ofDifference(0);
  const p = reference.pValue(statistic, alternative);
  const critical = memoized((level) => reference.criticalValue(level, alternative));
  const agreed = (level: number, find: (critical: number) => Ends) =>
    agreeing(find(critical(level)), alternative, {
      rejected: p.pValue < level,
      estimate: rate(treatment) - rate(control),
    });
  const likely = Math.max(1, (2 * rate(treatment)) / rate(control));
  return {
    method,
    statistic,
    df: reference.df,
    ...p,
    criticalValue: critical,
    pValueAt: (difference) => reference.pValue(ofDifference(difference), alternative),
    effectInterval: (level) => agreed(level, (z) => differencesWithin(ofDifference, z)),
    relativeInterval: (level) =>
      control.successes === 0 ? null : agreed(level, (z) => ratiosWithin(ofRatio, z, likely)),
  };
}

/**
 * Why two arms of counts have no test: an arm without units; else `null`. No events in both arms, or only
 * successes, are evidence as well: of how large a difference may be.
 *
 * @throws {RangeError} as requireCounts.
 */
export function untestableCounts(control: Counts, treatment: Counts): Untestable | null {
  requireCounts(control);
  requireCounts(treatment);
  return control.n < 1 || treatment.n < 1 ? 'TOO_FEW_UNITS' : null;
}

interface Ends {
  lower: number;
  upper: number;
}

function differencesWithin(statistic: (difference: number) => number, critical: number): Ends {
  const distance = (z: number) => (difference: number) => statistic(difference) - z;
  return {
    lower: decreasingRoot(distance(critical), -1, 1),
    upper: decreasingRoot(distance(-critical), -1, 1),
  };
}

/** The relative differences whose ratio statistic lies within ± critical, where control.successes > 0. */
function ratiosWithin(statistic: (phi: number) => number, critical: number, likely: number): Ends {
  const distance = (z: number) => (phi: number) => statistic(phi) - z;
  const most = Math.abs(critical);
  let beyond = likely;
  while (distance(-most)(beyond) > 0) {
    beyond *= 2;
    // So large a critical value leaves every ratio there is.
    if (beyond > LARGEST_RATIO) return { lower: -1, upper: Number.POSITIVE_INFINITY };
  }
  return {
    lower: decreasingRoot(distance(critical), 0, beyond) - 1,
    upper: decreasingRoot(distance(-critical), 0, beyond) - 1,
  };
}

/** Above the ratio of any two rates of countable arms by more than a double tells: 2⁵³ units, squared. */
const LARGEST_RATIO = 2 ** 106;
