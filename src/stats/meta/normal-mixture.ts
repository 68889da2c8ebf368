import { normalQuantile, normalTails } from '../distributions/normal.js';
import { requireConfidence, requireDomain } from '../numeric/domain.js';
import { bracketedRoot } from '../numeric/roots.js';

/** A normal distribution as part of a mixture; the weights of all add up to 1, a variance may be 0. */
export interface NormalPart {
  weight: number;
  mean: number;
  variance: number;
}

/** What is known of a quantity: a distribution in a few figures. */
export interface Believed {
  mean: number;
  sd: number;
  /** Between these it lies with the probability asked for, equally likely below as above. */
  lower: number;
  upper: number;
  /** How likely it is above 0. */
  aboveZero: number;
}

/** Reaches that surely hold the quantile: a part's share of a tail is below what doubles add up to there. */
const FAR = 40;

/**
 * The chance that a mixture of normal distributions lies below x, in [0, 1].
 *
 * @see by definition: Σ weight · Φ((x − mean) ÷ sd).
 * @example
 * mixtureBelow([{ weight: 0.5, mean: 0, variance: 1 }, { weight: 0.5, mean: 2, variance: 4 }], 1); // => 0.5749
 */
export function mixtureBelow(parts: readonly NormalPart[], x: number): number {
  let sum = 0;
  for (const { weight, mean, variance } of parts) {
    if (variance > 0) sum += weight * normalTails((x - mean) / Math.sqrt(variance)).lower;
    else if (mean <= x) sum += weight;
  }
  // Weights add up to 1 but for their rounding.
  return Math.min(1, sum);
}

/**
 * The chance that a mixture of normal distributions lies above x, of its own digits however small it is.
 *
 * @see by definition: Σ weight · Φ((mean − x) ÷ sd).
 * @example
 * mixtureAbove([{ weight: 1, mean: 0, variance: 1 }], 10); // => 7.6199e-24
 */
export function mixtureAbove(parts: readonly NormalPart[], x: number): number {
  let sum = 0;
  for (const { weight, mean, variance } of parts) {
    if (variance > 0) sum += weight * normalTails((x - mean) / Math.sqrt(variance)).upper;
    else if (mean > x) sum += weight;
  }
  return Math.min(1, sum);
}

/**
 * The point below which a mixture of normal distributions lies with probability p.
 *
 * @param p in (0, 1).
 * @throws {RangeError} outside it.
 * @see mixtureBelow, inverted. Error: 1e-10 of its spread.
 * @example
 * const parts = [{ weight: 0.5, mean: 0, variance: 1 }, { weight: 0.5, mean: 2, variance: 4 }];
 * mixtureQuantile(parts, 0.5); // => 0.6667
 */
export function mixtureQuantile(parts: readonly NormalPart[], p: number): number {
  requireDomain(p > 0 && p < 1, 'p', 'between 0 and 1, both excluded', p);
  let [from, to] = endsOf(parts, normalQuantile(p));
  const excess = (x: number) => mixtureBelow(parts, x) - p;
  const width = (to - from || Math.abs(from) || 1) / FAR;
  // Each part has exactly p below its own quantile, so the mixture's lies between the least and the largest.
  if (excess(from) >= 0) return from;
  if (excess(to) <= 0) return to;
  [from, to] = [from - width * Number.EPSILON, to + width * Number.EPSILON];
  return bracketedRoot(excess, from, to, 1e-10 * width);
}

/** The least and the largest of the parts' own quantiles; parts may be more than a call takes arguments. */
function endsOf(parts: readonly NormalPart[], z: number): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { mean, variance } of parts) {
    const own = mean + z * Math.sqrt(variance);
    least = Math.min(least, own);
    most = Math.max(most, own);
  }
  return [least, most];
}

/** Mean and variance of a mixture. */
export function mixtureMoments(parts: readonly NormalPart[]): Omit<NormalPart, 'weight'> {
  const mean = parts.reduce((sum, part) => sum + part.weight * part.mean, 0);
  const variance = parts.reduce(
    (sum, part) => sum + part.weight * (part.variance + (part.mean - mean) ** 2),
    0,
  );
  return { mean, variance };
}

/**
 * What is known of a quantity by a mixture of normal distributions: its mean, spread, middle and how likely it is
 * above 0.
 *
 * @param confidence of its interval, in (0, 1), as 0.95.
 * @throws {RangeError} outside it.
 * @see by definition: the variance of a mixture is Σ weight · (variance + (its mean − the whole's)²);
 * mixtureQuantile, mixtureAbove.
 * @example
 * const { mean, lower, upper, aboveZero } = believed([{ weight: 1, mean: 0.01, variance: 0.00005 }], 0.95);
 * [mean, lower, upper, aboveZero]; // => [ 0.01, -0.00386, 0.02386, 0.9214 ]
 */
export function believed(parts: readonly NormalPart[], confidence: number): Believed {
  requireConfidence(confidence);
  const { mean, variance } = mixtureMoments(parts);
  const outside = (1 - confidence) / 2;
  return {
    mean,
    sd: Math.sqrt(variance),
    lower: mixtureQuantile(parts, outside),
    upper: mixtureQuantile(parts, 1 - outside),
    aboveZero: mixtureAbove(parts, 0),
  };
}
