/**
 * The p-quantile of a sample, in its unit; NaN for no values.
 *
 * @param sorted the values in ascending order.
 * @param p in [0, 1].
 * @see Hyndman & Fan (1996), The American Statistician 50(4), definition 7; the default of R and NumPy.
 */
export function sampleQuantile(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const index = (sorted.length - 1) * p;
  const below = Math.floor(index);
  const [low, high] = [sorted[below]!, sorted[Math.ceil(index)]!];
  const part = index - below;
  // As R has it: between equal values nothing is rounded.
  return low === high ? low : (1 - part) * low + part * high;
}
