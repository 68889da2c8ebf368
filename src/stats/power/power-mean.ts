import type { Alternative } from '../alternative.js';
import { noncentralTTails } from '../distributions/noncentral-t.js';
import { normalQuantile, normalTails } from '../distributions/normal.js';
import { studentQuantile } from '../distributions/student.js';
import { requireDomain, requirePositive } from '../numeric/domain.js';
import { memoized } from '../numeric/memoized.js';
import { bracketedRoot } from '../numeric/roots.js';
import { claimedEffect, oneSidedLevel, requireDetectable, requirePower } from './power-domain.js';

/** What is the power of a test of two means with so many units? */
export interface MeanPowerQuestion {
  effect: number;
  sd: number;
  controlUnits: number;
  treatmentUnits: number;
  alpha: number;
  alternative: Alternative;
}

/** How many units does a test of two means need? `allocation`: treatment units per control unit. */
export interface MeanSizeQuestion {
  effect: number;
  sd: number;
  allocation: number;
  alpha: number;
  power: number;
  alternative: Alternative;
}

/** Which difference of means do so many units detect? */
export interface MeanDetectableQuestion {
  sd: number;
  controlUnits: number;
  treatmentUnits: number;
  alpha: number;
  power: number;
  alternative: Alternative;
}

/**
 * The probability in [0, 1] that the pooled two-sample t-test rejects, on the side of the effect; a
 * two-sided test's rejections on the wrong side are no success and are not counted.
 *
 * @param question `effect` (treatment − control) finite, `sd` within an arm positive, both in the
 * metric's unit; units positive with a sum above 2, not necessarily whole; alpha in (0, 1), halved
 * when two-sided. Against a one-sided alternative the power is below alpha.
 * @throws {RangeError} outside these.
 * @see Cohen (1988), Statistical Power Analysis, section 12.2; R's power.t.test.
 * Error: 1e-12 relative against mpmath; R’s power.t.test is off by up to 1e-10 from 1e4 units on.
 * @example
 * // R's power.t.test(n = 20, delta = 1, sd = 1)
 * meanPower({
 *   effect: 1, sd: 1, controlUnits: 20, treatmentUnits: 20, alpha: 0.05, alternative: 'two-sided',
 * }); // => 0.8689528
 */
export function meanPower(question: MeanPowerQuestion): number {
  const { effect, sd, controlUnits, treatmentUnits, alpha, alternative } = question;
  requireDomain(Number.isFinite(effect), 'effect', 'finite', effect);
  const noncentrality = effect / differenceError(sd, controlUnits, treatmentUnits);
  const level = oneSidedLevel(alpha, alternative);
  const df = controlUnits + treatmentUnits - 2;
  return rejectionProbability(claimedEffect(noncentrality, alternative), df, level);
}

/** P(T > the critical value of the level) at that noncentrality. */
function rejectionProbability(noncentrality: number, df: number, level: number): number {
  return noncentralTTails(studentQuantile(level, df, 'upper'), df, noncentrality).upper;
}

/** The standard error of the difference of two means, in the metric's unit. */
function differenceError(sd: number, controlUnits: number, treatmentUnits: number): number {
  requirePositive(sd, 'sd');
  requirePositive(controlUnits, 'controlUnits');
  requirePositive(treatmentUnits, 'treatmentUnits');
  const units = controlUnits + treatmentUnits;
  requireDomain(units > 2, 'controlUnits + treatmentUnits', 'above 2', units);
  return sd * Math.sqrt(1 / controlUnits + 1 / treatmentUnits);
}

/**
 * The exact number of units in the treatment arm at which meanPower is `power`, a positive real
 * number to be rounded up; the control arm has that ÷ allocation.
 *
 * A huge effect gives less than one unit in an arm, though more than 2 in both: a test needs two in
 * each.
 * @param question effect and sd in the metric's unit, sd positive; allocation = treatment units per
 * control unit, positive; alpha in (0, 1), power in (alpha, 1).
 * @throws {RangeError} outside these; when the effect is 0 or against a one-sided alternative; and when every
 * size has more power than asked (which takes a power of little more than alpha).
 * @see meanPower, inverted in the degrees of freedom, which keep their digits near 0.
 * Error: 2e-11 relative, against R; power(size) is right to 1e-9 in 40 random questions.
 * @example
 * // R's power.t.test(power = .90, delta = 1)
 * meanSampleSize({
 *   effect: 1, sd: 1, allocation: 1, alpha: 0.05, power: 0.9, alternative: 'two-sided',
 * }); // => 22.02110
 */
export function meanSampleSize(question: MeanSizeQuestion): number {
  const { effect, sd, allocation, alpha, power, alternative } = question;
  requirePositive(sd, 'sd');
  requirePositive(allocation, 'allocation');
  const level = oneSidedLevel(alpha, alternative);
  requirePower(power, alpha);
  requireDetectable(effect, alternative);
  const treatmentShare = allocation / (1 + allocation);
  // With next to no degrees of freedom the test rejects as often, whatever Z + δ is, if that is positive.
  const fewest = (Math.abs(effect) / sd) * Math.sqrt((2 * treatmentShare) / (1 + allocation));
  const least = 2 * level * normalTails(fewest).lower;
  requireDomain(power > least, 'power', 'above what the fewest units have', power);
  const treatmentUnitsAt = (df: number) => (df + 2) * treatmentShare;
  const surplus = (logDf: number) => {
    const df = Math.exp(logDf);
    // So little above it that no double is as few degrees of freedom.
    requireDomain(df > 0, 'power', 'above what the fewest units have', power);
    const error = sd * Math.sqrt((1 + allocation) / treatmentUnitsAt(df));
    return rejectionProbability(Math.abs(effect) / error, df, level) - power;
  };
  const critical = normalQuantile(level, 'upper');
  const z = critical + normalQuantile(power);
  const normalUnits = ((z * sd) / effect) ** 2 * ((1 + allocation) / treatmentShare);
  // Guenther (1981), Sankhyā B 43, 81–88: what a t-test needs beyond a z-test, for two arms alike.
  const guess = Math.log(Math.max(normalUnits + critical ** 2 / 2 - 2, 1));
  const logDf = rootOfIncreasing(surplus, guess, SIZE_STEP);
  return treatmentUnitsAt(Math.exp(logDf));
}

/**
 * The smallest effect in the metric's unit, a positive magnitude, that meanPower detects with
 * `power`; by symmetry the same in both directions.
 *
 * @param question sd positive; units positive with a sum above 2; alpha in (0, 1), power in
 * (alpha, 1).
 * @throws {RangeError} outside these.
 * @see meanPower, inverted in the noncentrality.
 * Error: 1e-12 relative, against R.
 * @example
 * meanSmallestDetectable({
 *   sd: 1, controlUnits: 20, treatmentUnits: 20, alpha: 0.05, power: 0.9, alternative: 'two-sided',
 * }); // => 1.0520
 */
export function meanSmallestDetectable(question: MeanDetectableQuestion): number {
  const { sd, controlUnits, treatmentUnits, alpha, power, alternative } = question;
  const standardError = differenceError(sd, controlUnits, treatmentUnits);
  const level = oneSidedLevel(alpha, alternative);
  requirePower(power, alpha);
  const df = controlUnits + treatmentUnits - 2;
  const critical = studentQuantile(level, df, 'upper');
  const surplus = (noncentrality: number) =>
    noncentralTTails(critical, df, noncentrality).upper - power;
  const guess = critical + normalQuantile(power);
  return standardError * rootOfIncreasing(surplus, guess, NONCENTRALITY_STEP);
}

/** First steps of the searches, about as far as the guesses are off at a few hundred units; any value would do. */
const SIZE_STEP = 1e-4;
const NONCENTRALITY_STEP = 1e-2;

/** A guess that is farther off is of few units: steps that grow so fast reach it soon. */
const GROWTH = 8;

/** The root of an increasing function, bracketed outward from a guess by growing steps. */
function rootOfIncreasing(
  increasing: (x: number) => number,
  guess: number,
  firstStep: number,
): number {
  const f = memoized(increasing);
  const direction = f(guess) < 0 ? 1 : -1;
  let [inner, step] = [guess, firstStep];
  for (; direction * f(guess + direction * step) < 0; step *= GROWTH) {
    inner = guess + direction * step;
  }
  return bracketedRoot(f, inner, guess + direction * step);
}
