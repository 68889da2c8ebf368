import { covariance, type Moments, triples } from './moments.js';

/**
 * Below this share of what it is the difference of, a second moment is rounding: each of the moments
 * has an error of about 1e-14 (test/stats/moments.test.ts), and nothing measured is so regular.
 */
const ROUNDING = 1e-12;

/**
 * The moments of linear combinations of the measurements: row r of `weights` makes measurement r, the
 * sum of weight × measurement, per unit.
 *
 * A second moment that is all cancellation is 0, so that a combination which is the same for every
 * unit has no variance rather than one of rounding; one beyond the range of doubles is Infinity.
 * @param weights one row a new measurement, one weight an old one.
 */
export function combinedMoments(
  moments: Moments,
  weights: readonly (readonly number[])[],
): Moments {
  const combine = (row: readonly number[], values: readonly number[]) =>
    row.reduce((sum, weight, i) => sum + weight * values[i]!, 0);
  return {
    n: moments.n,
    mean: weights.map((row) => combine(row, moments.mean)),
    residual: weights.map((row) => combine(row, moments.residual)),
    comoment: weights.flatMap((row, r) =>
      weights.slice(0, r + 1).map((other) => combinedComoment(moments, row, other)),
    ),
    third: combinedThird(moments, weights),
  };
}

function combinedThird(
  { mean, third }: Moments,
  weights: readonly (readonly number[])[],
): number[] | null {
  if (third === null) return null;
  const old = triples(mean.length);
  return triples(weights.length).map((wanted) =>
    old.reduce((sum, at, place) => {
      const share = ordersOf(at).reduce(
        (product, [i, j, l]) =>
          product + weights[wanted[0]]![i]! * weights[wanted[1]]![j]! * weights[wanted[2]]![l]!,
        0,
      );
      // What does not come in adds nothing, be it beyond the range of doubles.
      return share === 0 ? sum : sum + share * third[place]!;
    }, 0),
  );
}

/** The orders of three measurements that differ. */
function ordersOf([i, j, l]: readonly [number, number, number]): [number, number, number][] {
  const orders: [number, number, number][] = [
    [i, j, l],
    [i, l, j],
    [j, i, l],
    [j, l, i],
    [l, i, j],
    [l, j, i],
  ];
  return orders.filter(
    (one, at) => orders.findIndex((two) => two.every((m, k) => m === one[k])) === at,
  );
}

function combinedComoment(
  moments: Moments,
  row: readonly number[],
  other: readonly number[],
): number {
  if (moments.n < 2) return 0;
  let [sum, gross] = [0, 0];
  row.forEach((a, i) => {
    other.forEach((b, j) => {
      const term = a * b * (moments.n - 1) * covariance(moments, i, j);
      sum += term;
      gross += Math.abs(term);
    });
  });
  if (!Number.isFinite(gross)) return Number.POSITIVE_INFINITY;
  return Math.abs(sum) <= gross * ROUNDING ? 0 : sum;
}
