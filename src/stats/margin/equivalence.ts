import type { Moments } from '../moments.js';
import type { Counts } from '../tests/score-statistics.js';
import type { Untestable } from '../tests/two-sample-test.js';
import {
  type Direction,
  type MarginTest,
  meanNonInferiority,
  proportionNonInferiority,
} from './margin.js';

/** Two one-sided tests that the effect lies within ± margin. */
export interface EquivalenceTest {
  /** That it is not too low, and that it is not too high. */
  notLower: MarginTest;
  notHigher: MarginTest;
  /** The larger of the two p-values, with its logarithm. */
  pValue: number;
  logPValue: number;
  /** Both bounds: an interval of confidence 1 − 2 · level, within ± margin exactly when pValue < level. */
  interval(level: number): { lower: number; upper: number };
}

/**
 * The test that two rates differ by less than `margin`, by two one-sided Farrington–Manning tests.
 *
 * @param margin in the rate's unit, in [0, 1).
 * @throws {RangeError} when the margin is outside, or successes are not from 0 to n.
 * @see Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15, 657–680.
 * @example
 * const test = proportionEquivalence({ successes: 200, n: 1_000 }, { successes: 205, n: 1_000 }, 0.05);
 * if (typeof test === 'string') throw new Error(test);
 * test.pValue; // => 0.0062
 */
export function proportionEquivalence(
  control: Counts,
  treatment: Counts,
  margin: number,
): EquivalenceTest | Untestable {
  return equivalence((better) => proportionNonInferiority(control, treatment, margin, better));
}

/**
 * The test that two means differ by less than `margin`, by two one-sided Welch tests.
 *
 * @param margin in the metric's unit, 0 or more and finite.
 * @throws {RangeError} when the margin is outside.
 * @see Schuirmann (1987).
 * @example
 * const test = meanEquivalence(summaryMoments(50, 20.1, 9), summaryMoments(50, 20.3, 9), 1.5);
 * if (typeof test === 'string') throw new Error(test);
 * test.pValue; // => 0.0163
 */
export function meanEquivalence(
  control: Moments,
  treatment: Moments,
  margin: number,
): EquivalenceTest | Untestable {
  return equivalence((better) => meanNonInferiority(control, treatment, margin, better));
}

function equivalence(
  test: (better: Direction) => MarginTest | Untestable,
): EquivalenceTest | Untestable {
  const [notLower, notHigher] = [test('increase'), test('decrease')];
  if (typeof notLower === 'string') return notLower;
  if (typeof notHigher === 'string') return notHigher;
  const weaker = weakest([notLower, notHigher])!;
  return {
    notLower,
    notHigher,
    pValue: weaker.pValue,
    logPValue: weaker.logPValue,
    interval: (level) => ({ lower: notLower.bound(level), upper: notHigher.bound(level) }),
  };
}

/**
 * The test with the largest p-value, which is that of all of them together: all must reject, each at the
 * whole level; `undefined` of none.
 *
 * @see Berger (1982), Technometrics 24, 295–300 (intersection–union tests).
 */
export function weakest<T extends Pick<MarginTest, 'logPValue'>>(
  tests: readonly T[],
): T | undefined {
  return tests.toSorted((a, b) => b.logPValue - a.logPValue)[0];
}
