import { normalQuantile, normalTails } from '../distributions/normal.js';
import type { Direction } from '../margin/margin.js';
import { requireDomain } from '../numeric/domain.js';
import { restrictedError, restrictedRatioError } from '../tests/score-statistics.js';

/**
 * A one-sided test of two rates at a margin, as it is with one unit in the treatment arm: how far the
 * truth lies on the good side of the margin, and the standard errors of that under the null and in truth.
 */
export interface MarginErrors {
  advantage: number;
  atMargin: number;
  unrestricted: number;
}

/** The rates that are true, and treatment units for every unit of the control. */
export interface TrueRates {
  control: number;
  treatment: number;
  allocation: number;
}

/**
 * A margin on the difference of the rates; its errors do not ask which side is the good one, but for
 * where the margin lies.
 *
 * @see Farrington & Manning (1990), Statistics in Medicine 9, 1447–1454, eq. (4): the variance under
 * the null at the most likely rates that differ by the margin.
 */
export function differenceMargin(
  { control, treatment, allocation }: TrueRates,
  margin: number,
  better: Direction,
): MarginErrors {
  const sign = signOf(better);
  const arms = oneUnit({ control, treatment, allocation });
  return {
    advantage: sign * (treatment - control) + margin,
    atMargin: restrictedError(arms.control, arms.treatment, -sign * margin),
    unrestricted: Math.sqrt(allocation * spread(control) + spread(treatment)),
  };
}

/**
 * A margin on their ratio: of what treatment − ratio · control is.
 *
 * @see Farrington & Manning (1990), §3.
 */
export function ratioMargin(
  { control, treatment, allocation }: TrueRates,
  margin: number,
  better: Direction,
): MarginErrors {
  const sign = signOf(better);
  const ratio = 1 - sign * margin;
  const arms = oneUnit({ control, treatment, allocation });
  return {
    advantage: sign * (treatment - ratio * control),
    atMargin: restrictedRatioError(arms.control, arms.treatment, ratio),
    unrestricted: Math.sqrt(allocation * ratio ** 2 * spread(control) + spread(treatment)),
  };
}

/**
 * The exact number of units in the treatment arm at which that test has this power.
 *
 * @throws {RangeError} when the truth is as bad as the margin, and when every size has more power.
 */
export function unitsAtMargin(errors: MarginErrors, alpha: number, power: number): number {
  const { advantage, atMargin, unrestricted } = errors;
  requireDomain(advantage > 0, 'effect', 'better than the margin', advantage);
  const root =
    (normalQuantile(alpha, 'upper') * atMargin + normalQuantile(power) * unrestricted) / advantage;
  requireDomain(root > 0, 'power', 'above what a single unit has', power);
  return root * root;
}

/** The power, in [0, 1], that so many units in the treatment arm give that test. */
export function powerAtMargin(errors: MarginErrors, alpha: number, units: number): number {
  const { advantage, atMargin, unrestricted } = errors;
  const beyond = advantage * Math.sqrt(units) - normalQuantile(alpha, 'upper') * atMargin;
  return normalTails(beyond === 0 ? 0 : beyond / unrestricted).lower;
}

function signOf(better: Direction): 1 | -1 {
  return better === 'increase' ? 1 : -1;
}

function oneUnit({ control, treatment, allocation }: TrueRates) {
  return {
    control: { successes: control / allocation, n: 1 / allocation },
    treatment: { successes: treatment, n: 1 },
  };
}

function spread(rate: number): number {
  return rate * (1 - rate);
}
