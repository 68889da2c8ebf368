import { requireDomain, requirePositive, requireProbability } from '../numeric/domain.js';
import { incompleteBetaTails } from './incomplete-beta.js';
import { oddsQuantile } from './odds.js';
import type { Tail, Tails } from './tails.js';

/**
 * Both tails of the beta distribution with shapes a and b at x.
 *
 * @param x in [0, 1]. @param a positive and finite, like b.
 * @throws {RangeError} outside these.
 * @see DLMF 8.17.2.
 * Error: 5e-12 relative in either tail down to 1e-300, for shapes 0.001 to 1e7, against R;
 * 2e-13 for two shapes of 1e8 to 3e15, against mpmath.
 * @example
 * betaTails(0.5, 2, 3).lower; // => 0.6875
 */
export function betaTails(x: number, a: number, b: number): Tails {
  requireDomain(x >= 0 && x <= 1, 'x', 'between 0 and 1', x);
  requirePositive(a, 'a');
  requirePositive(b, 'b');
  return incompleteBetaTails(a, b, x, 1 - x);
}

/**
 * The point in [0, 1] with probability p in the given tail of the beta distribution.
 *
 * A quantile within 1e-16 of 1 is 1: ask for the mirrored one, with a and b exchanged, and the
 * distance from 1 comes with all its digits.
 * @param p in [0, 1]. @param a positive and finite, like b.
 * @throws {RangeError} outside these.
 * @see betaTails, inverted on the odds x/(1 − x).
 * Error: 1e-13 relative, for p from 1e-100 and shapes 0.1 to 1e5, against R.
 * @example
 * betaQuantile(0.5, 2, 3); // => 0.385728
 */
export function betaQuantile(p: number, a: number, b: number, tail: Tail = 'lower'): number {
  requireProbability(p);
  requirePositive(a, 'a');
  requirePositive(b, 'b');
  const odds = oddsQuantile(p, a, b, tail);
  return odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
}
