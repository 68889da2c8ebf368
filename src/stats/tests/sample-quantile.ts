import type { Places } from '../ordered-values.js';

/**
 * The p-quantile of a sample by definition 7, in its unit; NaN for no values. It divides the distance
 * from the smallest to the largest value, so that it needs no more than the sample: caps are set by it.
 *
 * @param sorted the values in ascending order, one a unit, or by their places.
 * @param p in [0, 1].
 * @see Hyndman & Fan (1996), The American Statistician 50(4), definition 7; the default of R and NumPy.
 * @example
 * quantileType7([1, 2, 4, 8, 16], 0.75); // => 8
 */
export function quantileType7(sorted: ArrayLike<number> | Places, p: number): number {
  return between(sorted, (unitsIn(sorted) - 1) * p);
}

/**
 * The p-quantile of a sample by definition 6, in its unit; NaN for no values. Its place is the mean place
 * of the population's quantile among the sample, as the binomial of its bootstrap has it.
 *
 * @param sorted the values in ascending order, one a unit, or by their places.
 * @param p in [0, 1].
 * @see Hyndman & Fan (1996), definition 6.
 * @example
 * quantileType6([1, 2, 4, 8, 16], 0.75); // => 12
 */
export function quantileType6(sorted: ArrayLike<number> | Places, p: number): number {
  const last = unitsIn(sorted) - 1;
  return between(sorted, Math.min(last, Math.max(0, (last + 2) * p - 1)));
}

function unitsIn(sorted: ArrayLike<number> | Places): number {
  return 'units' in sorted ? sorted.units : sorted.length;
}

/** The value at a place, from 0, between two of them by the straight line. */
function between(sorted: ArrayLike<number> | Places, place: number): number {
  if (unitsIn(sorted) === 0) return Number.NaN;
  const at = (i: number) => ('units' in sorted ? sorted.at(i) : sorted[i])!;
  const below = Math.floor(place);
  const [low, high] = [at(below), at(Math.ceil(place))];
  const part = place - below;
  // As R has it: between equal values nothing is rounded.
  return low === high ? low : (1 - part) * low + part * high;
}
