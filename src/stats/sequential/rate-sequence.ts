import type { Alternative } from '../alternative.js';
import { type Direction, type MarginTest, ratesNonInferiority } from '../margin/margin.js';
import { type RelativeMarginTest, ratesRelativeNonInferiority } from '../margin/relative-margin.js';
import { differenceRoot, ratioRoot } from '../tests/likelihood-root.js';
import type { Counts } from '../tests/score-statistics.js';
import { type RateStatistics, ratesTest, untestableCounts } from '../tests/score-test.js';
import type { TwoSampleTest, Untestable } from '../tests/two-sample-test.js';
import { claimOf, type SequenceTime, sequenceReference } from './confidence-sequence.js';

/** Two arms of counts. */
export interface CountedArms {
  control: Counts;
  treatment: Counts;
}

/** At φ = 1 and at difference 0 both are of the same pair of rates, so both intervals agree with p. */
export const LIKELIHOOD: RateStatistics = { ofDifference: differenceRoot, ofRatio: ratioRoot };

/**
 * The test, valid at every look, that two arms have the same rate, and the intervals that it inverts to:
 * those differences, and those ratios, whose likelihood ratio statistic has not left the sequence.
 *
 * Its statistic is the signed root of that likelihood ratio, not the difference over its estimated error,
 * which is 0 for an arm without events; nor the score statistic, which is far too large where the smaller
 * arm has the first event. By simulation it holds from the fifth unit on, at 2 to 300 planned events, rates
 * of 0.05 % to 50 % and splits up to 99 : 1 either way (bench/always-valid.mjs). An exact e-process for two
 * rates (Turner, Ly & Grünwald 2024, Journal of Statistical Planning and Inference 230) has a power of 44 to 51 % where this
 * sequence has 80 %.
 *
 * @throws {RangeError} unless 0 ≤ successes ≤ n in each arm, and as sequenceReference.
 * @see sequenceReference; the root, Newcombe (1998), Statistics in Medicine 17, 873–890, method 5; a mixture of likelihood ratios over effects, Robbins (1970),
 * Annals of Mathematical Statistics 41, 1397–1409.
 * @example
 * const arms = { control: { successes: 480, n: 5_000 }, treatment: { successes: 600, n: 5_000 } };
 * const test = rateSequenceTest(arms, { units: 10_000, plannedUnits: 20_000, alpha: 0.05 }, 'two-sided');
 * if (typeof test === 'string') throw new Error(test);
 * test.pValue; // => 0.00563
 * test.effectInterval(0.05); // => { lower: 0.00488, upper: 0.04318 }
 */
export function rateSequenceTest(
  arms: CountedArms,
  time: SequenceTime,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  const reference = sequenceReference(time, alternative);
  return (
    untestableCounts(arms.control, arms.treatment) ??
    ratesTest('confidence-sequence', arms, LIKELIHOOD, reference, alternative)
  );
}

/**
 * The one-sided test, valid at every look, that the treatment's rate is not worse by `margin` or more, and
 * its bound. No events in either arm are evidence too.
 *
 * @param margin in the rate's unit, in [0, 1); 0 tests for superiority.
 * @throws {RangeError} when the margin or successes are outside, and as sequenceReference.
 * @see rateSequenceTest, at the margin.
 * @example
 * const arms = { control: { successes: 500, n: 5_000 }, treatment: { successes: 510, n: 5_000 } };
 * const time = { units: 10_000, plannedUnits: 20_000, alpha: 0.05 };
 * const test = rateSequenceNonInferiority(arms, time, 0.02, 'increase');
 * if (typeof test === 'string') throw new Error(test);
 * [test.pValue, test.bound(0.05)]; // => [ 0.00661, -0.01513 ]
 */
export function rateSequenceNonInferiority(
  arms: CountedArms,
  time: SequenceTime,
  margin: number,
  better: Direction,
): MarginTest | Untestable {
  const reference = sequenceReference(time, claimOf(better));
  return ratesNonInferiority(arms, LIKELIHOOD, reference, margin, better);
}

/**
 * The one-sided test, valid at every look, that the treatment's rate is not worse by that share of the control's or
 * more, and its bound.
 *
 * @param margin a share of the control's rate, in (0, 1).
 * @throws {RangeError} when the margin or successes are outside, and as sequenceReference.
 * @see rateSequenceTest, at the margin.
 * @example
 * const arms = { control: { successes: 500, n: 5_000 }, treatment: { successes: 510, n: 5_000 } };
 * const time = { units: 10_000, plannedUnits: 20_000, alpha: 0.05 };
 * const test = rateSequenceRelativeNonInferiority(arms, time, 0.2, 'increase');
 * if (typeof test === 'string') throw new Error(test);
 * [test.pValue, test.bound(0.05)]; // => [ 0.00191, -0.1391 ]
 */
export function rateSequenceRelativeNonInferiority(
  arms: CountedArms,
  time: SequenceTime,
  margin: number,
  better: Direction,
): RelativeMarginTest | Untestable {
  const reference = sequenceReference(time, claimOf(better));
  return ratesRelativeNonInferiority(arms, LIKELIHOOD, reference, { margin, better });
}
