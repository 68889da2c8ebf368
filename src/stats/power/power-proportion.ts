import type { Alternative } from '../alternative.js';
import { normalQuantile, normalTails } from '../distributions/normal.js';
import type { Direction } from '../margin/margin.js';
import { requireDomain, requirePositive, requireProbability } from '../numeric/domain.js';
import { bracketedRoot } from '../numeric/roots.js';
import { claimedEffect, oneSidedLevel, requireDetectable, requirePower } from './power-domain.js';

/** What is the power of a test of two rates with so many units? */
export interface ProportionPowerQuestion {
  control: number;
  treatment: number;
  controlUnits: number;
  treatmentUnits: number;
  alpha: number;
  alternative: Alternative;
}

/** How many units does a test of two rates need? `allocation`: treatment units per control unit. */
export interface ProportionSizeQuestion {
  control: number;
  treatment: number;
  allocation: number;
  alpha: number;
  power: number;
  alternative: Alternative;
}

/** Which change of a rate do so many units detect? */
export interface ProportionDetectableQuestion {
  control: number;
  controlUnits: number;
  treatmentUnits: number;
  alpha: number;
  power: number;
  direction: Direction;
  alternative: Alternative;
}

/** A rate and 1 − rate, both given since the smaller would lose its digits in the larger. */
interface Arm {
  rate: number;
  complement: number;
  units: number;
}

/** Standard errors of the difference: pooled under the null, unpooled under the alternative. */
function standardErrors(control: Arm, treatment: Arm): { pooled: number; unpooled: number } {
  const units = control.units + treatment.units;
  const [controlShare, share] = [control.units / units, treatment.units / units];
  const rate = controlShare * control.rate + share * treatment.rate;
  const complement = controlShare * control.complement + share * treatment.complement;
  return {
    pooled: Math.sqrt(rate * complement * (1 / control.units + 1 / treatment.units)),
    unpooled: Math.sqrt(
      (control.rate * control.complement) / control.units +
        (treatment.rate * treatment.complement) / treatment.units,
    ),
  };
}

function arm(rate: number, units: number): Arm {
  return { rate, complement: 1 - rate, units };
}

/**
 * The probability in [0, 1] that the pooled two-proportion z-test rejects, on the side of the
 * effect; a two-sided test's rejections on the wrong side are no success and are not counted.
 *
 * @param question `control` and `treatment` are rates in [0, 1]; units are positive, not
 * necessarily whole; alpha in (0, 1), halved when two-sided. Against a one-sided alternative the
 * power is below alpha; at no effect it is alpha (or its half).
 * @throws {RangeError} outside these.
 * @see Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, eq. (4.14) and,
 * for unequal arms, (4.18), without the continuity correction; R's power.prop.test.
 * Error: 1e-14 relative, against R.
 * @example
 * // R's power.prop.test(n = 50, p1 = .50, p2 = .75)
 * proportionPower({
 *   control: 0.5, treatment: 0.75, controlUnits: 50, treatmentUnits: 50, alpha: 0.05, alternative: 'two-sided',
 * }); // => 0.7401659
 */
export function proportionPower(question: ProportionPowerQuestion): number {
  const { control, treatment, controlUnits, treatmentUnits, alpha, alternative } = question;
  requireRates(control, treatment);
  requirePositive(controlUnits, 'controlUnits');
  requirePositive(treatmentUnits, 'treatmentUnits');
  const level = oneSidedLevel(alpha, alternative);
  if (treatment === control) return level;
  const effect = claimedEffect(treatment - control, alternative);
  const { pooled, unpooled } = standardErrors(
    arm(control, controlUnits),
    arm(treatment, treatmentUnits),
  );
  const beyond = effect - normalQuantile(level, 'upper') * pooled;
  return normalTails(beyond === 0 ? 0 : beyond / unpooled).lower;
}

/**
 * The exact number of units in the treatment arm at which proportionPower is `power`, a positive
 * real number to be rounded up; the control arm has that ÷ allocation. In closed form.
 *
 * @param question rates in [0, 1]; allocation = treatment units per control unit, positive; alpha in
 * (0, 1), power in (alpha, 1).
 * @throws {RangeError} outside these; when the effect is 0 or against a one-sided alternative; and
 * when every size has more power than asked (which takes a power of little more than alpha).
 * @see Fleiss, Levin & Paik (2003), eq. (4.14), (4.18).
 * Error: 2e-14 relative, against R.
 * @example
 * // R's power.prop.test(p1 = .50, p2 = .75, power = .90)
 * proportionSampleSize({
 *   control: 0.5, treatment: 0.75, allocation: 1, alpha: 0.05, power: 0.9, alternative: 'two-sided',
 * }); // => 76.7
 */
export function proportionSampleSize(question: ProportionSizeQuestion): number {
  const { control, treatment, allocation, alpha, power, alternative } = question;
  requireRates(control, treatment);
  requirePositive(allocation, 'allocation');
  const level = oneSidedLevel(alpha, alternative);
  requirePower(power, alpha);
  requireDetectable(treatment - control, alternative);
  const { pooled, unpooled } = standardErrors(arm(control, 1 / allocation), arm(treatment, 1));
  const root =
    (normalQuantile(level, 'upper') * pooled + normalQuantile(power) * unpooled) /
    Math.abs(treatment - control);
  requireDomain(root > 0, 'power', 'above what a single unit has', power);
  return root * root;
}

/**
 * The smallest effect, treatment − control (signed, in the rate's unit), that proportionPower
 * detects with `power`; null when no treatment rate in [0, 1] is detected so often.
 *
 * @param question control in [0, 1]; units positive; alpha in (0, 1), power in (alpha, 1). With the
 * direction against a one-sided alternative the answer is null.
 * @throws {RangeError} outside these; and when the smallest effects have more power than asked (which
 * takes a power below ½, a rate of 0 or 1 and very unequal arms).
 * @see proportionPower. What is wanted is a root of effect − z·(null error) − z·(other error), which
 * is convex in the effect from power ½ on, and so has one.
 * Error: 1e-12 relative, against R’s own search.
 * @example
 * proportionSmallestDetectable({
 *   control: 0.5, controlUnits: 50, treatmentUnits: 50, alpha: 0.05, power: 0.9,
 *   direction: 'increase', alternative: 'two-sided',
 * }); // => 0.3026
 */
export function proportionSmallestDetectable(
  question: ProportionDetectableQuestion,
): number | null {
  const { control, controlUnits, treatmentUnits, alpha, power, direction, alternative } = question;
  requireProbability(control, 'control');
  requirePositive(controlUnits, 'controlUnits');
  requirePositive(treatmentUnits, 'treatmentUnits');
  const level = oneSidedLevel(alpha, alternative);
  requirePower(power, alpha);
  const sign = direction === 'increase' ? 1 : -1;
  if (claimedEffect(sign, alternative) < 0) return null;
  const [zLevel, zPower] = [normalQuantile(level, 'upper'), normalQuantile(power)];
  const surplus = (size: number) => {
    const effect = sign * size;
    const [rate, complement] = [control + effect, 1 - control - effect];
    const treatment = { rate, complement, units: treatmentUnits };
    const { pooled, unpooled } = standardErrors(arm(control, controlUnits), treatment);
    return size - zLevel * pooled - zPower * unpooled;
  };
  const largest = direction === 'increase' ? 1 - control : control;
  if (largest === 0 || surplus(largest) < 0) return null;
  requireDomain(surplus(largest * NO_EFFECT) < 0, 'power', 'above what no effect has', power);
  const atShare = (logShare: number) => surplus(largest * Math.exp(logShare));
  return sign * largest * Math.exp(bracketedRoot(atShare, Math.log(NO_EFFECT), 0));
}

/** Far below every detectable effect, even of a rate of 0, whose error is the effect's square root. */
const NO_EFFECT = Number.EPSILON ** 4;

function requireRates(control: number, treatment: number): void {
  requireProbability(control, 'control');
  requireProbability(treatment, 'treatment');
}
