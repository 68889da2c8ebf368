import { incompleteBetaTails } from './incomplete-beta.js';
import { normalQuantile } from './normal.js';
import { positiveQuantile } from './quantile.js';
import type { Tail, Tails } from './tails.js';

/**
 * Both tails of the odds X/(1 − X) of a beta variable X with shapes a and b, at odds ≥ 0.
 * Odds keep the digits of both X and 1 − X. The shapes are not checked here.
 */
export function oddsTails(odds: number, a: number, b: number): Tails {
  return incompleteBetaTails(a, b, odds / (1 + odds) || Number(odds > 1), 1 / (1 + odds));
}

/**
 * The odds with probability p in the given tail, in [0, Infinity]; see oddsTails.
 * The start is normal in the logarithm of the odds, whose variance is about 1/a + 1/b; it needs to
 * be good only where the shapes are large.
 */
export function oddsQuantile(p: number, a: number, b: number, tail: Tail): number {
  const spread = Math.sqrt(1 / a + 1 / b);
  const shift = p > 0 && p < 1 && spread < 1 ? normalQuantile(p, tail) * spread : 0;
  const guess = (a / b) * Math.exp(Math.abs(shift) < 5 ? shift : 0);
  return positiveQuantile((odds) => oddsTails(odds, a, b), p, tail, guess);
}
