import { bracketedRoot } from '../numeric/roots.js';
import { logNormalUpper, normalUpperQuantile } from './normal.js';
import { studentTails } from './student.js';

/**
 * The z beyond which the normal distribution has as much as Student's t has beyond `t`; nearer 0 than t.
 *
 * @param df degrees of freedom, positive.
 * @throws {RangeError} when t is NaN or df is not positive.
 * @see normalUpperQuantile, studentTails. Error: 1e-12 relative, below 1e-4 1e-16 absolute, against R and mpmath.
 */
export function normalEquivalent(t: number, df: number): number {
  if (t === 0) return 0;
  return Math.sign(t) * normalUpperQuantile(studentTails(Math.abs(t), df).logUpper);
}

/**
 * The inverse: the t beyond which Student's distribution has as much as the normal one beyond `z`;
 * Infinity where that is beyond the doubles, as it soon is with few degrees of freedom.
 *
 * @param z 0 or more.
 */
export function studentEquivalent(z: number, df: number): number {
  if (z === 0) return 0;
  const target = logNormalUpper(z);
  const excess = (logT: number) => studentTails(Math.exp(logT), df).logUpper - target;
  const least = Math.log(z);
  let step = 1;
  while (least + step < LOG_LARGEST && excess(least + step) > 0) step *= 2;
  const most = Math.min(least + step, LOG_LARGEST);
  if (excess(most) > 0) return Number.POSITIVE_INFINITY;
  // Rounding may have the normal end of the bracket on the wrong side where df are very many.
  return excess(least) > 0 ? Math.exp(bracketedRoot(excess, least, most)) : z;
}

const LOG_LARGEST = Math.log(Number.MAX_VALUE);
