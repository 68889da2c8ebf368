import { requirePositive } from '../numeric/domain.js';

/** From here on the terms below leave less than 1e-17 of either function. */
const ASYMPTOTIC_FROM = 10;

/** B₂ₖ for k = 1 … 9, Bernoulli numbers (DLMF 24.2.5). */
const BERNOULLI = [
  1 / 6,
  -1 / 30,
  1 / 42,
  -1 / 30,
  5 / 66,
  -691 / 2730,
  7 / 6,
  -3617 / 510,
  43867 / 798,
];

/**
 * ψ(x), the derivative of ln Γ, for finite x > 0: carried up to 10, then the asymptotic series.
 *
 * @throws {RangeError} when x is not positive and finite.
 * @see DLMF 5.5.2 and 5.11.2. Error: 2e-15, absolute or relative, whichever is larger, against mpmath.
 */
export function digamma(x: number): number {
  requirePositive(x, 'x');
  let [carried, at] = [0, x];
  for (; at < ASYMPTOTIC_FROM; at += 1) carried -= 1 / at;
  const square = 1 / (at * at);
  let sum = 0;
  for (let k = BERNOULLI.length; k >= 1; k -= 1) {
    sum = square * (sum + BERNOULLI[k - 1]! / (2 * k));
  }
  return carried + Math.log(at) - 0.5 / at - sum;
}

/**
 * ψ′(x), the second derivative of ln Γ, for finite x > 0.
 *
 * @throws {RangeError} when x is not positive and finite.
 * @see DLMF 5.15.5 and 5.15.8. Error: 2e-15 relative, against mpmath.
 */
export function trigamma(x: number): number {
  requirePositive(x, 'x');
  let [carried, at] = [0, x];
  for (; at < ASYMPTOTIC_FROM; at += 1) carried += 1 / (at * at);
  const square = 1 / (at * at);
  let sum = 0;
  for (let k = BERNOULLI.length; k >= 1; k -= 1) sum = square * (sum + BERNOULLI[k - 1]!);
  return carried + 1 / at + 0.5 * square + sum / at;
}
