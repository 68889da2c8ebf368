import { HALF_LOG_TWO_PI } from '../distributions/gamma.js';
import { logNormalUpper } from '../distributions/normal.js';
import { once } from '../numeric/memoized.js';
import {
  type Counts,
  type RatePair,
  ratesAtRatio,
  requireCounts,
  restrictedRates,
} from './score-statistics.js';

/** How good the normal approximation of a score test is where its hypothesis holds. */
export interface ScoreAccuracy {
  /** The smallest number of successes or failures that an arm would have. */
  expected: number;
  /** The skewness of the difference of the rates; 0 where both arms are alike, NaN without any spread. */
  skewness: number;
}

/**
 * How good the normal approximation of a score test is, were its hypothesis true: that the rates differ by `shift`,
 * or that the treatment's is `ratio` times the control's.
 *
 * @param hypothesis a shift in (−1, 1), or a positive ratio.
 * @throws {RangeError} unless 0 ≤ successes ≤ n in each arm, all finite.
 * @see Farrington & Manning (1990), Statistics in Medicine 9, 1447–1454, and Koopman (1984), Biometrics 40, 513–517,
 * for the rates that are then most likely; of these the skewness, by definition.
 * @example
 * const accuracy = scoreAccuracy({ successes: 20, n: 10_000 }, { successes: 1, n: 100 }, { shift: 0 });
 * accuracy; // => { expected: 0.2079, skewness: 2.1536 }
 * isScoreRough(accuracy); // => true
 */
export function scoreAccuracy(
  control: Counts,
  treatment: Counts,
  hypothesis: { shift: number } | { ratio: number },
): ScoreAccuracy {
  requireCounts(control);
  requireCounts(treatment);
  const at =
    'ratio' in hypothesis
      ? ratesAtRatio(control, treatment, hypothesis.ratio)
      : hypothesis.shift === 0
        ? ratesAtRatio(control, treatment, 1)
        : restrictedRates(control, treatment, hypothesis.shift);
  return accuracyAt(at, control.n, treatment.n);
}

/** How good it is where a hypothesis has these rates, for so many units in either arm. */
export function accuracyAt(
  at: { control: RatePair; treatment: RatePair },
  control: number,
  treatment: number,
): ScoreAccuracy {
  const [c, t] = [at.control, at.treatment];
  const [ofControl, ofTreatment] = [secondOf(c, control), secondOf(t, treatment)];
  const spread = ofControl + ofTreatment;
  const third =
    (ofTreatment * (t.complement - t.rate)) / treatment -
    (ofControl * (c.complement - c.rate)) / control;
  return {
    expected: Math.min(control * rarer(c), treatment * rarer(t)),
    skewness: third / (spread * Math.sqrt(spread)),
  };
}

/** The variance of an arm's rate. */
function secondOf({ rate, complement }: RatePair, n: number): number {
  return (rate * complement) / n;
}

function rarer({ rate, complement }: RatePair): number {
  return Math.min(rate, complement);
}

/**
 * By what share of the level a one-sided score test exceeds it, to the first order, on the side where it
 * does: on the other it falls short by as much.
 *
 * @param critical what |z| must exceed; above 1 skewness makes the far tail heavier.
 * @see Hall (1992), The Bootstrap and Edgeworth Expansion, §2.3: P(Z > z) ≈ Φ(−z) + skewness (z² − 1) φ(z) ⁄ 6.
 * @example
 * firstOrderError({ expected: 50, skewness: 0.1 }, 1.96); // => 0.1107
 */
export function firstOrderError({ skewness }: ScoreAccuracy, critical: number): number {
  const logDensity = -0.5 * critical ** 2 - HALF_LOG_TWO_PI;
  const perLevel = Math.exp(logDensity - logNormalUpper(critical));
  return (Math.abs(skewness) * (critical ** 2 - 1) * perLevel) / 6;
}

/** Below this many expected on either side of an arm single tables weigh as much as a level. */
const FEW_EXPECTED = 10;

/** One-sided 2.5 %, the level of a decision where nothing else is said. */
const USUAL_CRITICAL = 1.959963984540054;

/** What a level may be exceeded by: a tenth of itself; Cochran (1952), Annals of Mathematical Statistics 23, allows a fifth. */
export const MOST_ERROR = 0.1;

/** What terms beyond the first order add at most, by that enumeration, is left out of MOST_ERROR. */
const ROUGH_ERROR = 0.085;

/**
 * Whether a score test errs more often than it says by a tenth, or may: its counts are few, or one arm is so
 * much smaller that a skewed count decides. By enumeration the test that is exact there and the score test
 * elsewhere keeps 2.5 % to within a tenth, for splits of 1 : 1 to 99 : 1 (bench/exact.mjs).
 *
 * @see firstOrderError; Cochran (1952), Annals of Mathematical Statistics 23, 315–345, allows a fifth.
 * @example
 * isScoreRough({ expected: 50, skewness: 0.02 }); // => false
 * isScoreRough({ expected: 3, skewness: 0 }); // => true
 */
export function isScoreRough({ expected, skewness }: ScoreAccuracy): boolean {
  return expected < FEW_EXPECTED || !(Math.abs(skewness) * errorPerSkewness() <= ROUGH_ERROR);
}

/** A simulation asks millions of times. */
const errorPerSkewness = once(() =>
  firstOrderError({ expected: FEW_EXPECTED, skewness: 1 }, USUAL_CRITICAL),
);
