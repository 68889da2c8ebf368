import { normalQuantile, normalTails } from '../distributions/normal.js';
import type { Direction } from '../margin/margin.js';
import { requireDomain, requirePositive, requireProbability } from '../numeric/domain.js';
import { bracketedRoot } from '../numeric/roots.js';
import { oneSidedLevel, requirePower } from './power-domain.js';
import { meanPower, meanSampleSize } from './power-mean.js';
import {
  differenceMargin,
  type MarginErrors,
  powerAtMargin,
  unitsAtMargin,
} from './rate-margin.js';

/** How many units show two rates within a margin, where these are the true ones? */
export interface ProportionMarginQuestion {
  control: number;
  treatment: number;
  margin: number;
  /** Treatment units for every unit of the control. */
  allocation: number;
  alpha: number;
  power: number;
}

/** How many units show two means within a margin, where the effect is the true one? */
export interface MeanMarginQuestion {
  effect: number;
  sd: number;
  margin: number;
  allocation: number;
  alpha: number;
  power: number;
}

/** A question about a size, turned round: the units of the treatment are known, and the power is asked for. */
export type PowerOf<Question> = Omit<Question, 'power'> & { treatmentUnits: number };

/**
 * The exact number of units in the treatment arm at which proportionNonInferiority finds the treatment
 * not worse with that power, a positive real number to be rounded up; the control has that ÷ allocation.
 *
 * @param question the true rates in [0, 1]; margin in (−1, 1), negative where the treatment must be better
 * by that much; allocation = treatment units per control unit, positive; alpha one-sided, in (0, 1);
 * power in (alpha, 1).
 * @throws {RangeError} outside these; when the treatment is truly worse by the margin; and when every
 * size has more power than asked.
 * @see Farrington & Manning (1990), Statistics in Medicine 9, 1447–1454, eq. (4).
 * Error: 2e-14 relative, against R.
 * @example
 * // Both at 20 %, a margin of 5 points.
 * proportionNonInferioritySize({
 *   control: 0.2, treatment: 0.2, margin: 0.05, allocation: 1, alpha: 0.025, power: 0.9, better: 'increase',
 * }); // => 1348.8033
 */
export function proportionNonInferioritySize(
  question: ProportionMarginQuestion & { better: Direction },
): number {
  const { margin, alpha, power, better } = question;
  requireProportionMargin(question);
  requirePower(power, alpha);
  return unitsAtMargin(differenceMargin(question, margin, better), alpha, power);
}

/**
 * The probability in [0, 1] that proportionNonInferiority finds the treatment not worse.
 *
 * @param question as for proportionNonInferioritySize, with the units in the treatment arm, positive; a
 * treatment that is truly worse by the margin has alpha or less.
 * @throws {RangeError} outside these.
 * @see proportionNonInferioritySize.
 * Error: 1e-13 relative, against R.
 * @example
 * proportionNonInferiorityPower({
 *   control: 0.2, treatment: 0.2, margin: 0.05, allocation: 1, alpha: 0.025, better: 'increase', treatmentUnits: 1_000,
 * }); // => 0.7969
 */
export function proportionNonInferiorityPower(
  question: PowerOf<ProportionMarginQuestion & { better: Direction }>,
): number {
  const { margin, alpha, better, treatmentUnits } = question;
  requireProportionMargin(question);
  requirePositive(treatmentUnits, 'treatmentUnits');
  return powerAtMargin(differenceMargin(question, margin, better), alpha, treatmentUnits);
}

/**
 * The exact number of units in the treatment arm at which proportionEquivalence finds equivalence with
 * that power, a positive real number to be rounded up; the control has that ÷ allocation.
 *
 * @param question as for proportionNonInferioritySize; alpha of each of the two one-sided tests,
 * below ½.
 * @throws {RangeError} outside these, and when the rates truly differ by the margin or more.
 * @see Farrington & Manning (1990), eq. (4), at both margins; Schuirmann (1987).
 * Error: 2e-14 relative, against R.
 * @example
 * proportionEquivalenceSize({
 *   control: 0.2, treatment: 0.2, margin: 0.05, allocation: 1, alpha: 0.05, power: 0.9,
 * }); // => 1388.5196
 */
export function proportionEquivalenceSize(question: ProportionMarginQuestion): number {
  const { control, treatment, margin, alpha, power } = question;
  requireEquivalence(question);
  requirePower(power, alpha);
  const effect = treatment - control;
  requireDomain(Math.abs(effect) < margin, 'effect', `within ± ${margin}`, effect);
  const miss = missOfEither(sidesOf(question), alpha);
  let most = 1;
  while (miss(most) > 1 - power) most *= 2;
  return bracketedRoot((root) => 1 - power - miss(root), 0, most) ** 2;
}

/**
 * The probability in [0, 1] that proportionEquivalence finds equivalence.
 *
 * @param question as for proportionEquivalenceSize, with the units in the treatment arm, positive.
 * @throws {RangeError} outside these.
 * @see proportionEquivalenceSize.
 * Error: 1e-13 absolute, against R.
 * @example
 * proportionEquivalencePower({
 *   control: 0.2, treatment: 0.2, margin: 0.05, allocation: 1, alpha: 0.05, treatmentUnits: 2_000,
 * }); // => 0.9788
 */
export function proportionEquivalencePower(question: PowerOf<ProportionMarginQuestion>): number {
  const { alpha, treatmentUnits } = question;
  requireEquivalence(question);
  requirePositive(treatmentUnits, 'treatmentUnits');
  // Where both regions do not meet, the misses overlap and sum to more than 1.
  return Math.max(0, 1 - missOfEither(sidesOf(question), alpha)(Math.sqrt(treatmentUnits)));
}

function sidesOf(question: ProportionMarginQuestion | PowerOf<ProportionMarginQuestion>) {
  return (['increase', 'decrease'] as const).map((better) =>
    differenceMargin(question, question.margin, better),
  );
}

/** Wherever one test does not reject, the other does: power is 1 − the chances of either miss. */
function missOfEither(
  sides: readonly MarginErrors[],
  alpha: number,
): (rootOfUnits: number) => number {
  const z = normalQuantile(alpha, 'upper');
  return (root) =>
    sides
      .map(({ advantage, atMargin, unrestricted }) => {
        const beyond = advantage * root - z * atMargin;
        return normalTails(beyond === 0 ? 0 : beyond / unrestricted).upper;
      })
      .reduce((sum, share) => sum + share, 0);
}

/**
 * The exact number of units in the treatment arm at which the t-test finds the treatment's mean not
 * worse by the margin with that power, a positive real number to be rounded up; the control has that ÷
 * allocation.
 *
 * @param question the true effect (treatment − control), sd within an arm and margin in the metric's
 * unit, sd positive, the margin negative where the treatment must be better by that much; allocation = treatment units per control unit, positive; alpha
 * one-sided, in (0, 1); power in (alpha, 1).
 * @throws {RangeError} outside these, and when the treatment is truly worse by the margin.
 * @see meanSampleSize, for the effect seen from the margin.
 * @example
 * meanNonInferioritySize({
 *   effect: 0, sd: 3, margin: 0.5, allocation: 1, alpha: 0.025, power: 0.9, better: 'increase',
 * }); // => 757.4961
 */
export function meanNonInferioritySize(
  question: MeanMarginQuestion & { better: Direction },
): number {
  const { effect, margin, better, ...rest } = question;
  requireDomain(Number.isFinite(margin), 'margin', 'finite', margin);
  const advantage = advantageOf(effect, margin, better);
  requireDomain(advantage > 0, 'effect', 'better than the margin', effect);
  return meanSampleSize({ ...rest, effect: advantage, alternative: 'greater' });
}

/**
 * The probability in [0, 1] that the t-test finds the treatment's mean not worse by the margin.
 *
 * @param question as for meanNonInferioritySize, with the units in the treatment arm, positive and with
 * the control's above 2.
 * @throws {RangeError} outside these.
 * @see meanPower, for the effect seen from the margin.
 * @example
 * meanNonInferiorityPower({
 *   effect: 0, sd: 3, margin: 0.5, allocation: 1, alpha: 0.025, better: 'increase', treatmentUnits: 500,
 * }); // => 0.7494
 */
export function meanNonInferiorityPower(
  question: PowerOf<MeanMarginQuestion & { better: Direction }>,
): number {
  const { effect, margin, better, allocation, treatmentUnits, sd, alpha } = question;
  requireDomain(Number.isFinite(margin), 'margin', 'finite', margin);
  requirePositive(allocation, 'allocation');
  return meanPower({
    effect: advantageOf(effect, margin, better),
    sd,
    controlUnits: treatmentUnits / allocation,
    treatmentUnits,
    alpha,
    alternative: 'greater',
  });
}

function advantageOf(effect: number, margin: number, better: Direction): number {
  return (better === 'increase' ? effect : -effect) + margin;
}

function requireEquivalence(
  question: ProportionMarginQuestion | PowerOf<ProportionMarginQuestion>,
): void {
  requireProportionMargin(question);
  requirePositive(question.margin, 'margin');
  requireDomain(question.alpha < 0.5, 'alpha', 'below 0.5', question.alpha);
}

function requireProportionMargin(
  question: ProportionMarginQuestion | PowerOf<ProportionMarginQuestion>,
): void {
  const { margin, alpha } = question;
  requireProbability(question.control, 'control');
  requireProbability(question.treatment, 'treatment');
  requireDomain(Math.abs(margin) < 1, 'margin', 'between −1 and 1, both excluded', margin);
  requirePositive(question.allocation, 'allocation');
  oneSidedLevel(alpha, 'greater');
}
