import type { Alternative } from '../alternative.js';
import type { ReferenceDistribution } from '../distributions/reference-distribution.js';
import { normalEquivalent, studentEquivalent } from '../distributions/student-equivalent.js';
import { log1mExp } from '../distributions/tails.js';
import { type Direction, differenceNonInferiority, type MarginTest } from '../margin/margin.js';
import {
  differenceRelativeNonInferiority,
  type RelativeMarginTest,
} from '../margin/relative-margin.js';
import { requireDomain, requirePositive } from '../numeric/domain.js';
import { differenceTest } from '../tests/means-test.js';
import { differenceVariance, type EstimatedArms } from '../tests/point-estimate.js';
import type { TwoSampleTest, Untestable } from '../tests/two-sample-test.js';

/** How far a test has come that is looked at again and again. */
export interface SequenceTime {
  /** Units so far in both arms together, positive. */
  units: number;
  /** The number of units at which the sequence is tightest: those of both arms that were planned. */
  plannedUnits: number;
  /** The design's alpha, which tunes the sequence; never the level that a comparison is judged at. */
  alpha: number;
}

/**
 * What the difference of two means, in standard errors, is judged by when it is looked at again and
 * again: the probability that p is ever below a level is at most that level, however many looks there
 * are and whatever decides when to stop. Asymptotic: it holds from a size on where means are normal.
 * With degrees of freedom the statistic is read as the normal one of the same tail, so that errors
 * estimated from few units cost what they cost a t-test.
 *
 * @param df positive; `null` where the error is as good as known.
 * @throws {RangeError} when units are not positive, or alpha is not in (0, 1), one-sided in (0, ½).
 * @see Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2024), Time-uniform central limit theory and
 * asymptotic confidence sequences, Annals of Statistics 52, section 2; one-sided and tuning: appendix.
 * @example
 * // Half of the planned units, and how many standard errors a difference has to be away.
 * const time = { units: 10_000, plannedUnits: 20_000, alpha: 0.05 };
 * const reference = sequenceReference(time, 'two-sided');
 * reference.criticalValue(0.05, 'two-sided'); // => 3.0836
 * reference.pValue(3.5, 'two-sided').pValue; // => 0.0167
 */
export function sequenceReference(
  time: SequenceTime,
  alternative: Alternative,
  df: number | null = null,
): ReferenceDistribution {
  const nu = tunedInformation(time, alternative);
  const logRoot = 0.5 * Math.log1p(nu);
  const share = nu / (1 + nu);
  return {
    df,
    pValue: (statistic, claim) => {
      const z = df === null ? statistic : normalEquivalent(statistic, df);
      const logPValue = Math.min(0, logRoot - logEvidence(z, share, claim));
      return { pValue: Math.max(Number.MIN_VALUE, Math.exp(logPValue)), logPValue };
    },
    criticalValue: (level, claim) => {
      const log = logRoot - Math.log(level);
      const exponent = claim === 'two-sided' ? log : softplus(log - Math.LN2);
      const z = Math.sqrt((2 * exponent) / share);
      return df === null ? z : studentEquivalent(z, df);
    },
  };
}

/**
 * N · rho², where rho² makes the sequence tightest at the planned number of units, by the first terms
 * of Lambert's W. A one-sided sequence is as wide as a two-sided one of twice its level, but for the
 * + 1 within its logarithm.
 */
export function tunedInformation(
  { units, plannedUnits, alpha }: SequenceTime,
  alternative: Alternative,
): number {
  requirePositive(units, 'units');
  requirePositive(plannedUnits, 'plannedUnits');
  const twoSided = alternative === 'two-sided';
  const domain = `between 0 and ${twoSided ? 1 : 0.5}, both excluded`;
  const level = twoSided ? alpha : 2 * alpha;
  requireDomain(level > 0 && level < 1, 'alpha', domain, alpha);
  const exponent = -2 * Math.log(level);
  return (units / plannedUnits) * (exponent + Math.log1p(exponent));
}

/**
 * ln of √r ÷ p, where r = 1 + N rho²: of √r times the martingale that seldom gets large, a mixture of
 * likelihood ratios over effects; a one-sided one over half of them, 2 exp(x) Φ(√2x), which is not below
 * 2 (exp(x) − 1).
 */
function logEvidence(statistic: number, share: number, claim: Alternative): number {
  const exponent = 0.5 * statistic * statistic * share;
  if (claim === 'two-sided') return exponent;
  const along = claim === 'greater' ? statistic > 0 : statistic < 0;
  return along ? Math.LN2 + exponent + log1mExp(-exponent) : Number.NEGATIVE_INFINITY;
}

/** ln(1 + exp(x)). */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/**
 * The test, valid at every look, that two estimates of a mean are the same: means, ratios
 * and what a covariate leaves of them alike. Intervals at the same multiplier of the standard error, the
 * relative one by Fieller. Rates have rateSequenceTest.
 *
 * @param arms estimatedDifference of moments or of linearizedRatio, or adjustedArms.
 * @throws {RangeError} as sequenceReference.
 * @see sequenceReference; Fieller (1954), JRSS B 16, 175–185.
 * Error: 1e-13 relative in the half-width, against R.
 * @example
 * const control = summaryMoments(5_000, 20, 900);
 * const arms = estimatedDifference(control, summaryMoments(5_000, 22, 900));
 * const test = sequenceTest(arms, { units: 10_000, plannedUnits: 20_000, alpha: 0.05 }, 'two-sided');
 * if (typeof test === 'string') throw new Error(test);
 * test.pValue; // => 0.0264
 * test.effectInterval(0.05); // => { lower: 0.149, upper: 3.851 }
 */
export function sequenceTest(
  arms: EstimatedArms,
  time: SequenceTime,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  const reference = sequenceReference(time, alternative, arms.df);
  return untestable(arms) ?? differenceTest('confidence-sequence', arms, reference, alternative);
}

/**
 * The one-sided test, valid at every look, that the treatment is not worse by `margin` or more, and its
 * bound.
 *
 * @param margin in the metric's unit, 0 or more and finite; 0 tests for superiority.
 * @throws {RangeError} when the margin is outside, and as sequenceReference.
 * @see sequenceReference.
 * @example
 * const arms = estimatedDifference(summaryMoments(5_000, 20, 900), summaryMoments(5_000, 20.5, 900));
 * const time = { units: 10_000, plannedUnits: 20_000, alpha: 0.05 };
 * const test = sequenceNonInferiority(arms, time, 2, 'increase');
 * if (typeof test === 'string') throw new Error(test);
 * [test.pValue, test.bound(0.05)]; // => [ 0.00140, -1.204 ]
 */
export function sequenceNonInferiority(
  arms: EstimatedArms,
  time: SequenceTime,
  margin: number,
  better: Direction,
): MarginTest | Untestable {
  if (margin !== 0) requirePositive(margin, 'margin');
  const reference = sequenceReference(time, claimOf(better), arms.df);
  return untestable(arms) ?? differenceNonInferiority(arms, reference, margin, better);
}

/**
 * The one-sided test, valid at every look, that the treatment is not worse by that share of the control's mean or
 * more, with a bound by Fieller.
 *
 * @param margin a share of the control's mean, in (0, 1).
 * @throws {RangeError} when the margin is outside, and as sequenceReference.
 * @see sequenceReference; Fieller (1954), JRSS B 16, 175–185.
 * @example
 * const arms = estimatedDifference(summaryMoments(5_000, 20, 900), summaryMoments(5_000, 20.5, 900));
 * const time = { units: 10_000, plannedUnits: 20_000, alpha: 0.05 };
 * const test = sequenceRelativeNonInferiority(arms, time, 0.1, 'increase');
 * if (typeof test === 'string') throw new Error(test);
 * [test.pValue, test.bound(0.05)]; // => [ 0.000703, -0.0578 ]
 */
export function sequenceRelativeNonInferiority(
  arms: EstimatedArms,
  time: SequenceTime,
  margin: number,
  better: Direction,
): RelativeMarginTest | Untestable {
  const reference = sequenceReference(time, claimOf(better), arms.df);
  const plain = sequenceTest(arms, time, claimOf(better));
  if (typeof plain === 'string') return plain;
  return differenceRelativeNonInferiority(arms, reference, { margin, better }, plain);
}

/** The alternative that says that a metric is better. */
export function claimOf(better: Direction): Alternative {
  return better === 'increase' ? 'greater' : 'less';
}

function untestable(arms: EstimatedArms): Untestable | null {
  const { control, treatment, df = null } = arms;
  const spread = differenceVariance(arms);
  // The variance of a sample of too few is 0 ÷ 0.
  if (Number.isNaN(spread)) return 'TOO_FEW_UNITS';
  if (spread === 0) return 'ZERO_VARIANCE';
  if (df !== null && !(df > 0)) return 'TOO_FEW_UNITS';
  const held = Number.isFinite((treatment.estimate - control.estimate) ** 2 / spread);
  return held ? null : 'NUMBERS_TOO_LARGE';
}
