import { normalQuantile } from '../distributions/normal.js';
import type { Direction } from '../margin/margin.js';
import { requireDomain, requirePositive } from '../numeric/domain.js';
import { ratioStatistic } from '../tests/score-statistics.js';
import { meanNonInferioritySize } from './margin-size.js';
import { oneSidedLevel, requirePower } from './power-domain.js';

/** A margin that is a share of the control, and how surely it is to be shown. */
export interface RelativeMarginQuestion {
  /** In (0, 1). */
  margin: number;
  better: Direction;
  /** Treatment units for every unit of the control, positive. */
  allocation: number;
  /** One-sided. */
  alpha: number;
  power: number;
}

/**
 * The exact number of units in the treatment arm at which proportionRelativeNonInferiority finds the
 * treatment not worse with that power, if both arms have that rate; the control has that ÷ allocation.
 *
 * @param rate in (0, 1).
 * @throws {RangeError} outside these, and when every size has more power than asked.
 * @see Farrington & Manning (1990), Statistics in Medicine 9, 1447–1454, §3: as for the difference,
 * with the variances of treatment − ratio · control.
 */
export function proportionRelativeNonInferioritySize(
  rate: number,
  { margin, better, allocation, alpha, power }: RelativeMarginQuestion,
): number {
  requireDomain(rate > 0 && rate < 1, 'rate', 'between 0 and 1, both excluded', rate);
  requireShare(margin);
  requirePositive(allocation, 'allocation');
  oneSidedLevel(alpha, 'greater');
  requirePower(power, alpha);
  const ratio = ratioAt(margin, better);
  const statistic = ratioStatistic(
    { successes: rate / allocation, n: 1 / allocation },
    { successes: rate, n: 1 },
    ratio,
  );
  const atMargin = (rate - ratio * rate) / statistic;
  const unrestricted = Math.sqrt((allocation * ratio ** 2 + 1) * rate * (1 - rate));
  const root =
    (normalQuantile(alpha, 'upper') * atMargin + normalQuantile(power) * unrestricted) /
    (margin * rate);
  requireDomain(root > 0, 'power', 'above what a single unit has', power);
  return root * root;
}

/**
 * The number of units in the treatment arm at which meanRelativeNonInferiority finds the treatment not
 * worse with that power, if both arms have that mean and standard deviation; the control has that ÷
 * allocation.
 *
 * @param mean positive. @param sd positive.
 * @throws {RangeError} outside these.
 * @see meanNonInferioritySize, with the one standard deviation that gives treatment − ratio · control
 * its standard error.
 */
export function meanRelativeNonInferioritySize(
  { mean, sd }: { mean: number; sd: number },
  { margin, better, ...rest }: RelativeMarginQuestion,
): number {
  requirePositive(mean, 'mean');
  requireShare(margin);
  const { allocation } = rest;
  const ratio = ratioAt(margin, better);
  const effective = sd * Math.sqrt((1 + ratio ** 2 * allocation) / (1 + allocation));
  return meanNonInferioritySize({
    ...rest,
    effect: 0,
    sd: effective,
    margin: margin * mean,
    better,
  });
}

function ratioAt(margin: number, better: Direction): number {
  return better === 'increase' ? 1 - margin : 1 + margin;
}

function requireShare(margin: number): void {
  requireDomain(margin > 0 && margin < 1, 'margin', 'between 0 and 1, both excluded', margin);
}
