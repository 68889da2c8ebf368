import { type PowerDesign, plannedPower } from '../experiment/size/power-plan.js';
import { formatPercent } from './wording/numbers.js';

/** Half of the last digit in which a power is told: a tenth of a percent. */
const SEEN = 0.0005;

/**
 * What a two-sided power would be with the rejections in the opposite direction, which are no success and are not counted
 * here, but are in pwr, statsmodels and Stata; `null` where it is told by the same digits.
 *
 * @param units in the treatment.
 */
export function powerOfBothSides(
  test: PowerDesign,
  effect: number,
  { power, units }: { power: number; units: number },
): number | null {
  if (test.alternative !== 'two-sided' || test.monitoring.method !== 'fixed' || effect === 0) {
    return null;
  }
  const alternative = effect > 0 ? 'less' : 'greater';
  const opposite = plannedPower({ ...test, alternative, alpha: test.alpha / 2 }, effect, units);
  return opposite < SEEN ? null : power + opposite;
}

/** That other programs count them, where it shows; '' where it does not. */
export function wordBothSides(both: number | null): string {
  if (both === null) return '';
  return `; rejections in the opposite direction are not counted, as in R: with them, as in pwr and statsmodels, the power is ${formatPercent(both, 1)}`;
}
