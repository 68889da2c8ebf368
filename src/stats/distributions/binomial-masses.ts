/** The probabilities of the counts `from` to `to`, at the start of `masses`; the others are negligible. */
export interface BinomialMasses {
  from: number;
  to: number;
  masses: Float64Array;
}

/** No masses yet: what `fillMasses` is given to fill, again and again, so that nothing is to be collected. */
export function emptyMasses(): BinomialMasses {
  return { from: 0, to: -1, masses: new Float64Array(64) };
}

/** Below this share of the largest nothing adds to a sum of doubles. */
const NEGLIGIBLE = 1e-17;

/**
 * How many deviations from the mode a mass is that much below it, and how many counts further at most where
 * the distribution is skewed.
 *
 * @see Bernstein's inequality, as in Boucheron, Lugosi & Massart (2013), Concentration Inequalities, §2.7.
 */
const [DEVIATIONS, COUNTS] = [9, 28];

/**
 * Fills in all probabilities of a binomial distribution that matter, from the most likely count outwards; what they
 * sum to tells how likely that one is.
 *
 * @param n trials, a whole number ≥ 0. @param p in [0, 1].
 * @see the ratio of neighbours, (n − k) p ⁄ ((k + 1) (1 − p)).
 * Error: 1e-12 relative, for n to 1e9, against binomialLogMass.
 */
export function fillMasses(into: BinomialMasses, n: number, p: number): void {
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const reach = Math.ceil(DEVIATIONS * Math.sqrt(n * p * (1 - p))) + COUNTS;
  let [from, to] = [Math.max(0, mode - reach), Math.min(n, mode + reach)];
  if (into.masses.length < to - from + 1) into.masses = new Float64Array(2 * (to - from + 1));
  const { masses } = into;
  const odds = p / (1 - p);
  const start = from;
  let sum = 1;
  masses[mode - start] = 1;
  let mass = 1;
  for (let k = mode; k < to; k += 1) {
    mass *= ((n - k) * odds) / (k + 1);
    if (!(mass > NEGLIGIBLE)) to = k;
    else {
      masses[k + 1 - start] = mass;
      sum += mass;
    }
  }
  mass = 1;
  for (let k = mode; k > from; k -= 1) {
    mass *= k / ((n - k + 1) * odds);
    if (!(mass > NEGLIGIBLE)) from = k;
    else {
      masses[k - 1 - start] = mass;
      sum += mass;
    }
  }
  for (let i = 0; i <= to - from; i += 1) masses[i] = masses[i + from - start]! / sum;
  into.from = from;
  into.to = to;
}

/** Turns masses into P(X ≤ k), or of the upper tail P(X ≥ k), summed from the end of that tail on. */
export function cumulate({ from, to, masses }: BinomialMasses, tail: 'lower' | 'upper'): void {
  const last = to - from;
  if (tail === 'lower') for (let i = 1; i <= last; i += 1) masses[i]! += masses[i - 1]!;
  else for (let i = last - 1; i >= 0; i -= 1) masses[i]! += masses[i + 1]!;
}

/** The probability of that tail from a count on, of what `cumulate` has made. */
export function tailFrom(
  { from, to, masses }: BinomialMasses,
  tail: 'lower' | 'upper',
  k: number,
): number {
  if (tail === 'lower') return k < from ? 0 : masses[Math.min(k, to) - from]!;
  return k > to ? 0 : masses[Math.max(k, from) - from]!;
}
