import type { Direction } from '../margin/margin.js';
import { requireDomain, requirePositive } from '../numeric/domain.js';
import {
  type MeanMarginQuestion,
  meanNonInferiorityPower,
  meanNonInferioritySize,
  type PowerOf,
  type ProportionMarginQuestion,
} from './margin-size.js';
import { oneSidedLevel, requirePower } from './power-domain.js';
import { powerAtMargin, ratioMargin, unitsAtMargin } from './rate-margin.js';

/** A margin that is a share of the control's true rate, and which way is better. */
export type ProportionRelativeMarginQuestion = ProportionMarginQuestion & { better: Direction };

/** A margin that is a share of the control's true mean, that mean, and which way is better. */
export type MeanRelativeMarginQuestion = MeanMarginQuestion & { mean: number; better: Direction };

/**
 * The exact number of units in the treatment arm at which proportionRelativeNonInferiority finds the
 * treatment not worse with that power, at these true rates; the control has that ÷ allocation.
 *
 * @param question rates in (0, 1); margin a share of the control, in (0, 1); alpha one-sided.
 * @throws {RangeError} outside these; when the treatment is truly worse by the margin; and when every
 * size has more power than asked.
 * @see Farrington & Manning (1990), Statistics in Medicine 9, 1447–1454, §3, for the ratio.
 * @example
 * proportionRelativeNonInferioritySize({
 *   control: 0.1, treatment: 0.1, margin: 0.1, allocation: 1, alpha: 0.025, power: 0.9, better: 'increase',
 * }); // => 17059.7337
 */
export function proportionRelativeNonInferioritySize(
  question: ProportionRelativeMarginQuestion,
): number {
  const { margin, better, alpha, power } = question;
  requireRates(question);
  requirePower(power, alpha);
  return unitsAtMargin(ratioMargin(question, margin, better), alpha, power);
}

/**
 * The probability in [0, 1] that proportionRelativeNonInferiority finds the treatment not worse, with
 * so many units in the treatment arm.
 *
 * @throws {RangeError} outside the ranges of proportionRelativeNonInferioritySize.
 * @see proportionRelativeNonInferioritySize.
 * @example
 * // A rate of 10 % that may lose a tenth of itself.
 * proportionRelativeNonInferiorityPower({
 *   control: 0.1, treatment: 0.1, margin: 0.1, allocation: 1, alpha: 0.025, better: 'increase', treatmentUnits: 20_000,
 * }); // => 0.9394
 */
export function proportionRelativeNonInferiorityPower(
  question: PowerOf<ProportionRelativeMarginQuestion>,
): number {
  const { margin, better, alpha, treatmentUnits } = question;
  requireRates(question);
  requirePositive(treatmentUnits, 'treatmentUnits');
  return powerAtMargin(ratioMargin(question, margin, better), alpha, treatmentUnits);
}

/**
 * The number of units in the treatment arm at which meanRelativeNonInferiority finds the treatment not
 * worse with that power, where the control has that mean, the treatment differs by the effect, and both
 * have that standard deviation; the control has that ÷ allocation.
 *
 * @param question mean and sd positive; margin a share of the mean, in (0, 1); alpha one-sided.
 * @throws {RangeError} outside these, and when the treatment is truly worse by the margin.
 * @see meanNonInferioritySize, with the one standard deviation that gives treatment − ratio · control
 * its standard error.
 * @example
 * meanRelativeNonInferioritySize({
 *   mean: 20, effect: 0, sd: 6, margin: 0.1, allocation: 1, alpha: 0.025, power: 0.9, better: 'increase',
 * }); // => 172.1320
 */
export function meanRelativeNonInferioritySize(question: MeanRelativeMarginQuestion): number {
  return meanNonInferioritySize({ ...question, ...onDifference(question) });
}

/**
 * The probability in [0, 1] that meanRelativeNonInferiority finds the treatment not worse, with so many
 * units in the treatment arm.
 *
 * @throws {RangeError} outside the ranges of meanRelativeNonInferioritySize.
 * @see meanRelativeNonInferioritySize.
 * @example
 * // A mean of 20 that may lose a tenth of itself.
 * meanRelativeNonInferiorityPower({
 *   mean: 20, effect: 0, sd: 6, margin: 0.1, allocation: 1, alpha: 0.025, better: 'increase', treatmentUnits: 150,
 * }); // => 0.8565
 */
export function meanRelativeNonInferiorityPower(
  question: PowerOf<MeanRelativeMarginQuestion>,
): number {
  return meanNonInferiorityPower({ ...question, ...onDifference(question) });
}

/** The margin in the metric's unit, with the standard deviation that stands for both arms'. */
function onDifference({
  mean,
  sd,
  margin,
  better,
  allocation,
}: PowerOf<MeanRelativeMarginQuestion> | MeanRelativeMarginQuestion) {
  requirePositive(mean, 'mean');
  requireShare(margin);
  const ratio = better === 'increase' ? 1 - margin : 1 + margin;
  const effective = sd * Math.sqrt((1 + ratio ** 2 * allocation) / (1 + allocation));
  return { sd: effective, margin: margin * mean };
}

function requireRates({
  control,
  treatment,
  margin,
  allocation,
  alpha,
}: PowerOf<ProportionRelativeMarginQuestion> | ProportionRelativeMarginQuestion): void {
  for (const [name, rate] of Object.entries({ control, treatment })) {
    requireDomain(rate > 0 && rate < 1, name, 'between 0 and 1, both excluded', rate);
  }
  requireShare(margin);
  requirePositive(allocation, 'allocation');
  oneSidedLevel(alpha, 'greater');
}

function requireShare(margin: number): void {
  requireDomain(margin > 0 && margin < 1, 'margin', 'between 0 and 1, both excluded', margin);
}
