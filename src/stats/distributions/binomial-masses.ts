import { binomialLogMass } from './binomial.js';

/** The probabilities of the counts `from`, `from` + 1, …; those left out are below 1e-18 of the largest. */
export interface BinomialMasses {
  from: number;
  masses: Float64Array;
}

/** Below this share of the largest nothing adds to a sum of doubles. */
const NEGLIGIBLE = 1e-18;

/**
 * All probabilities of a binomial distribution that matter, from the most likely count outwards.
 *
 * @param n trials, a whole number ≥ 0. @param p in [0, 1].
 * @see the ratio of neighbours, (n − k) p ⁄ ((k + 1) (1 − p)).
 * Error: 1e-12 relative, for n to 1e9, against binomialLogMass.
 */
export function binomialMasses(n: number, p: number): BinomialMasses {
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const most = Math.exp(binomialLogMass(mode, n, p));
  const odds = p / (1 - p);
  const below: number[] = [];
  for (let [k, mass] = [mode, most]; k > 0; k -= 1) {
    mass *= k / ((n - k + 1) * odds);
    if (!(mass > NEGLIGIBLE * most)) break;
    below.push(mass);
  }
  const above: number[] = [];
  for (let [k, mass] = [mode, most]; k < n; k += 1) {
    mass *= ((n - k) * odds) / (k + 1);
    if (!(mass > NEGLIGIBLE * most)) break;
    above.push(mass);
  }
  return {
    from: mode - below.length,
    masses: Float64Array.of(...below.reverse(), most, ...above),
  };
}

/** P(X ≤ k), or of the upper tail P(X ≥ k), as sums over the masses from the end of that tail on. */
export function cumulated(
  { from, masses }: BinomialMasses,
  tail: 'lower' | 'upper',
): (k: number) => number {
  const sums = new Float64Array(masses.length);
  const last = masses.length - 1;
  let sum = 0;
  for (let i = 0; i <= last; i += 1) {
    const at = tail === 'lower' ? i : last - i;
    sum += masses[at]!;
    sums[at] = sum;
  }
  return tail === 'lower'
    ? (k) => (k < from ? 0 : sums[Math.min(k - from, last)]!)
    : (k) => (k > from + last ? 0 : sums[Math.max(k - from, 0)]!);
}
