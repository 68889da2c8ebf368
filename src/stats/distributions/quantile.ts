import { bracketedRoot } from '../numeric/roots.js';
import { oppositeTail, type Tail, type Tails } from './tails.js';

/** First width of the search, in natural logarithms of x; it doubles until the root is inside. */
const FIRST_STEP = 1 / 64;

/** 2⁻¹⁰²², the smallest double with all its digits (IEEE 754). */
const SMALLEST_NORMAL = 2 ** -1022;

/**
 * The positive x with probability p in the given tail, for a distribution on (0, Infinity).
 *
 * Solved on the logarithm of the smaller tail, where the function is smooth and monotone down to
 * 1e-300, in u with x = guess · exp(u − 1). Around u = 1 neighbouring doubles are 2e-16 apart, so the
 * search ends when x has all its digits; around u = 0 it would go on dividing rounding noise.
 *
 * @param tailsAt the tails at x > 0; called a few dozen times.
 * @param p in [0, 1]; its ends, and quantiles out of the range of doubles, give 0 or Infinity.
 * @param guess positive and finite; a near one saves time only.
 */
export function positiveQuantile(
  tailsAt: (x: number) => Tails,
  p: number,
  tail: Tail,
  guess: number,
): number {
  if (p > 0.5) return positiveQuantile(tailsAt, 1 - p, oppositeTail(tail), guess);
  if (p === 0) return tail === 'lower' ? 0 : Number.POSITIVE_INFINITY;
  const target = Math.log(p);
  const at = (u: number) => guess * Math.exp((u - 1) / 2) ** 2;
  const excess = (u: number) => {
    const tails = tailsAt(at(u));
    return tail === 'lower' ? tails.logLower - target : target - tails.logUpper;
  };
  const direction = excess(1) < 0 ? 1 : -1;
  const end = direction > 0 ? Number.MAX_VALUE : SMALLEST_NORMAL;
  const room = Math.abs(Math.log(end) - Math.log(guess));
  if (direction * excess(1 + direction * room) < 0)
    return direction > 0 ? Number.POSITIVE_INFINITY : 0;
  let [inner, step] = [1, FIRST_STEP];
  for (; step < room && direction * excess(1 + direction * step) < 0; step *= 2) {
    inner = 1 + direction * step;
  }
  return at(bracketedRoot(excess, inner, 1 + direction * Math.min(step, room)));
}
