import { requirePositive } from '../numeric/domain.js';

/**
 * How many units each of two arms gets in a test whose better-looking arm all others get, so that the mean of
 * all units is largest; a positive real number.
 *
 * @param horizon all units, those of the test included. @param sd of a unit's response in either arm.
 * @param priorSd of the arms' means, which are normal, independent and alike before the test.
 * @throws {RangeError} unless all are positive.
 * @see Feit & Berman (2019), Test & Roll: Profit-maximizing A/B tests, Marketing Science 38, 1038–1058, eq. (9).
 * @example
 * // Feit & Berman (2019), a website with 100,000 visitors and a rate near 68 %: 2,284 in each group.
 * testAndRollUnits(100_000, Math.sqrt(0.68 * 0.32), 0.03); // => 2283.9
 */
export function testAndRollUnits(horizon: number, sd: number, priorSd: number): number {
  requirePositive(horizon, 'horizon');
  requirePositive(sd, 'sd');
  requirePositive(priorSd, 'priorSd');
  const ratio = (sd / priorSd) ** 2;
  // √(b + a²) − a, by what does not cancel where the horizon is short.
  const [a, b] = [0.75 * ratio, (horizon / 4) * ratio];
  return b / (Math.sqrt(b + a * a) + a);
}
