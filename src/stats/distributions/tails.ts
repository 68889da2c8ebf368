/**
 * Both tails of a distribution at one point, as probabilities and as natural logarithms.
 * The logarithms stay right where the probabilities underflow to 0.
 */
export interface Tails {
  lower: number;
  upper: number;
  logLower: number;
  logUpper: number;
}

/** Which side of a point a probability lies on. */
export type Tail = 'lower' | 'upper';

/**
 * log(1 − exp(x)) for x ≤ 0: the logarithm of the complement of a probability given by its own.
 * NaN for x > 0. Error: about 1 ulp of the result's condition.
 * @see Mächler (2012), Accurately computing log(1 − exp(−|a|)), eq. (7), with its switch at ln 2.
 */
export function log1mExp(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x)) + 0;
}

/**
 * Both tails from the logarithm of one of them. Give the smaller one: the other is its complement,
 * and a complement of a tail near 1 would have lost its digits.
 */
export function tailsFromLog(log: number, tail: Tail): Tails {
  const capped = Math.min(log, 0);
  const [p, q] = [Math.exp(capped), 0 - Math.expm1(capped)];
  const logQ = log1mExp(capped);
  return tail === 'lower'
    ? { lower: p, upper: q, logLower: capped, logUpper: logQ }
    : { lower: q, upper: p, logLower: logQ, logUpper: capped };
}

/** Both tails from their two logarithms, when each was reached without a complement. */
export function tailsFromLogs(logLower: number, logUpper: number): Tails {
  return { lower: Math.exp(logLower), upper: Math.exp(logUpper), logLower, logUpper };
}

/** The tails of −X at −x, from those of X at x. */
export function mirroredTails(tails: Tails): Tails {
  return {
    lower: tails.upper,
    upper: tails.lower,
    logLower: tails.logUpper,
    logUpper: tails.logLower,
  };
}

/** The other tail. */
export function oppositeTail(tail: Tail): Tail {
  return tail === 'lower' ? 'upper' : 'lower';
}

/** The tails at and below the lower end of the support. */
export const NOTHING_BELOW: Tails = tailsFromLogs(Number.NEGATIVE_INFINITY, 0);

/** The tails at and above the upper end of the support. */
export const NOTHING_ABOVE: Tails = tailsFromLogs(0, Number.NEGATIVE_INFINITY);
