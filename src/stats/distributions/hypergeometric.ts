import { binomialLogMass } from './binomial.js';

/** A 2 × 2 table with its margins held: of `marked` + `unmarked` units, `drawn` are drawn. */
export interface Urn {
  marked: number;
  unmarked: number;
  drawn: number;
}

/** The smallest and the largest number of marked units that a draw can hold. */
export function hypergeometricSupport({ marked, unmarked, drawn }: Urn): [number, number] {
  return [Math.max(0, drawn - unmarked), Math.min(drawn, marked)];
}

/**
 * ln P(X = x) for x marked units among those drawn, x in the support.
 *
 * As three binomial masses at the common rate, each by its saddle point, so that log-factorials of
 * millions need not cancel. Error: 4e-13 in ln, down to 1e-300, against R.
 * @see Loader (2000), Fast and accurate computation of binomial probabilities, section 6.
 */
export function hypergeometricLogMass(x: number, { marked, unmarked, drawn }: Urn): number {
  const rate = drawn / (marked + unmarked);
  return (
    binomialLogMass(x, marked, rate) +
    binomialLogMass(drawn - x, unmarked, rate) -
    binomialLogMass(drawn, marked + unmarked, rate)
  );
}

/** P(X = x + 1) ⁄ P(X = x). */
function ratioUpward(x: number, { marked, unmarked, drawn }: Urn): number {
  return ((marked - x) / (x + 1)) * ((drawn - x) / (unmarked - drawn + x + 1));
}

/**
 * Σ P(X = k) ⁄ P(X = x) over k = x and all beyond it, upward or downward, away from the mode.
 * Stops when the rest, smaller than a geometric series, no longer matters.
 */
export function relativeTail(x: number, urn: Urn, direction: 1 | -1): number {
  const [least, most] = hypergeometricSupport(urn);
  let [sum, term] = [1, 1];
  for (let k = x; direction > 0 ? k < most : k > least; k += direction) {
    const ratio = direction > 0 ? ratioUpward(k, urn) : 1 / ratioUpward(k - 1, urn);
    term *= ratio;
    sum += term;
    if (ratio < 1 && term < (1 - ratio) * sum * (Number.EPSILON / 4)) break;
  }
  return sum;
}

/** The most probable number of marked units (the larger one of two). */
export function hypergeometricMode({ marked, unmarked, drawn }: Urn): number {
  return Math.floor(((drawn + 1) / (marked + unmarked + 2)) * (marked + 1));
}
