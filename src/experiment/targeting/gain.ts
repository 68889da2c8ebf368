import type { PointEstimate } from '../../stats/tests/point-estimate.js';
import type { TargetCell } from './cells.js';
import type { Rule } from './rule.js';

/**
 * What a unit gains on average by one rule rather than another, among units like all of these: the cells' differences,
 * weighted by their shares of all units. Both rules must not have been learned from these means.
 *
 * Its variance is that of the means, and that of the shares, by as much as true differences vary between cells.
 *
 * @param shares of all units, by cell
 * @see Athey & Wager (2021), Policy learning with observational data, Econometrica 89(1), 133–161, eq. (7), of a trial
 * with known shares within cells.
 */
export function gainOver(
  rule: Rule,
  other: Rule,
  cells: readonly TargetCell[],
  { shares, units }: { shares: readonly number[]; units: number },
): PointEstimate {
  let [estimate, error, square, noise] = [0, 0, 0, 0];
  cells.forEach(({ arms }, g) => {
    if (rule[g] === other[g]) return;
    const [a, b] = [arms[rule[g]!]!, arms[other[g]!]!];
    const share = shares[g]!;
    const difference = a.mean - b.mean;
    const variance = a.variance / a.n + b.variance / b.n;
    estimate += share * difference;
    error += share ** 2 * variance;
    square += share * difference ** 2;
    noise += share * variance;
  });
  const between = Math.max(0, square - estimate ** 2 - noise);
  return { estimate, variance: error + between / units };
}
