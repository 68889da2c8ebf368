import { requireDomain, requirePositive, requireProbability } from '../numeric/domain.js';
import { oddsQuantile, oddsTails } from './odds.js';
import { NOTHING_ABOVE, type Tail, type Tails } from './tails.js';

/**
 * Both tails of the F distribution at x.
 *
 * @param x at least 0; Infinity gives the end. @param df1 positive and finite, like df2.
 * @throws {RangeError} outside these.
 * @see Abramowitz & Stegun (1964), 26.6.2 (as an incomplete beta function).
 * Error: 3e-12 relative in either tail down to 1e-300, for df 0.1 to 1e6, against R.
 * @example
 * fTails(3.098391, 3, 20).upper; // => 0.050000
 */
export function fTails(x: number, df1: number, df2: number): Tails {
  requireDomain(x >= 0, 'x', 'at least 0', x);
  requirePositive(df1, 'df1');
  requirePositive(df2, 'df2');
  if (x === Number.POSITIVE_INFINITY) return NOTHING_ABOVE;
  return oddsTails(x * (df1 / df2), df1 / 2, df2 / 2);
}

/**
 * The point with probability p in the given tail of the F distribution, at least 0.
 *
 * @param p in [0, 1]; its ends, and quantiles out of the range of doubles, give 0 or Infinity.
 * @param df1 positive and finite, like df2.
 * @throws {RangeError} outside these.
 * @see fTails, inverted on the odds df1·x/df2.
 * Error: 7e-13 relative, for p from 1e-100 and df 1 to 1e5, against R.
 * @example
 * fQuantile(0.95, 3, 20); // => 3.098391
 */
export function fQuantile(p: number, df1: number, df2: number, tail: Tail = 'lower'): number {
  requireProbability(p);
  requirePositive(df1, 'df1');
  requirePositive(df2, 'df2');
  return oddsQuantile(p, df1 / 2, df2 / 2, tail) / (df1 / df2);
}
