/**
 * The p-quantile of a sample by definition 7, in its unit; NaN for no values. It divides the distance
 * from the smallest to the largest value, so that it needs no more than the sample: caps are set by it.
 *
 * @param sorted the values in ascending order.
 * @param p in [0, 1].
 * @see Hyndman & Fan (1996), The American Statistician 50(4), definition 7; the default of R and NumPy.
 */
export function quantileType7(sorted: ArrayLike<number>, p: number): number {
  return valueAt(sorted, (sorted.length - 1) * p);
}

/**
 * The p-quantile of a sample by definition 6, in its unit; NaN for no values. Its place is the mean place
 * of the population's quantile among the sample, as the binomial of its bootstrap has it.
 *
 * @param sorted the values in ascending order.
 * @param p in [0, 1].
 * @see Hyndman & Fan (1996), definition 6.
 */
export function quantileType6(sorted: ArrayLike<number>, p: number): number {
  const last = sorted.length - 1;
  return valueAt(sorted, Math.min(last, Math.max(0, (sorted.length + 1) * p - 1)));
}

/** The value at a place, from 0, between two of them by the straight line. */
function valueAt(sorted: ArrayLike<number>, place: number): number {
  if (sorted.length === 0) return Number.NaN;
  const below = Math.floor(place);
  const [low, high] = [sorted[below]!, sorted[Math.ceil(place)]!];
  const part = place - below;
  // As R has it: between equal values nothing is rounded.
  return low === high ? low : (1 - part) * low + part * high;
}
