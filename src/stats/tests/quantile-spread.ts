import { binomialLogMass } from '../distributions/binomial.js';
import { requireDomain } from '../numeric/domain.js';
import { orderedValues, placesAmong, rankAt, type Sample, unitsUpTo } from '../ordered-values.js';
import { quantileType6 } from './sample-quantile.js';

/** Where the quantile of a sample lies in resamples: a distribution over the sample's own values. */
export interface QuantileSpread {
  /** The sample's quantile, its smallest and its largest value. */
  quantile: number;
  least: number;
  most: number;
  /** The values that a resample's quantile takes, ascending, each with its probability. */
  values: Float64Array;
  mass: Float64Array;
  /** The probability of the value at that place and all above; one entry more, of 0. */
  massFrom: Float64Array;
  /** ln of the probability that the quantile lies below, or above, all of the sample. */
  logBelow: number;
  logAbove: number;
  /** The spread of the same quantile, from above, of the negated values. */
  mirrored(): QuantileSpread;
}

/** exp of less is no double (2⁻¹⁰⁷⁴). */
const LEAST_LOG = -745;

/**
 * The distribution of a quantile over Poisson resamples: the place of its value in the ordered sample
 * is binomial with n + 1 trials and probability `at`; 0 and n + 1 lie outside the sample.
 *
 * @param sample of one unit or more, finite. @param at in (0, 1).
 * @throws {RangeError} when a value is not finite.
 * @see Schultzberg & Ankargren (2022), Resampling-free bootstrap inference for quantiles, theorem 1.
 */
export function orderStatisticMasses(sample: Sample, at: number): QuantileSpread {
  const sorted = orderedValues(sample);
  const [n, least, most] = [sorted.units, sorted.values[0]!, sorted.values.at(-1)!];
  // NaN sorts last.
  const finite = Number.isFinite(least) && Number.isFinite(most);
  requireDomain(finite, 'values', 'finite', Number.isFinite(least) ? most : least);
  const [first, last] = placesThatMatter(n, at);
  const from = rankAt(sorted, first - 1);
  const values = sorted.values.slice(from, rankAt(sorted, last - 1) + 1);
  const mass = new Float64Array(values.length);
  let [place, upTo] = [first, unitsUpTo(sorted, from - 1)];
  for (let i = 0; i < mass.length; i += 1) {
    upTo += sorted.counts[from + i]!;
    for (; place <= Math.min(last, upTo); place += 1) {
      mass[i]! += Math.exp(binomialLogMass(place, n + 1, at));
    }
  }
  const tails = { logBelow: (n + 1) * Math.log1p(-at), logAbove: (n + 1) * Math.log(at) };
  return spread({
    quantile: quantileType6(placesAmong([sorted]), at),
    least,
    most,
    values,
    mass,
    ...tails,
  });
}

/** The places 1 … n whose binomial mass is a double other than 0: the first and the last of those that are asked for. */
export function placesThatMatter(n: number, at: number): [number, number] {
  const matters = (place: number) => binomialLogMass(place, n + 1, at) > LEAST_LOG;
  const mode = Math.min(n, Math.max(1, Math.floor((n + 2) * at)));
  const end = (limit: number) => {
    let [inside, beyond] = [mode, limit];
    if (matters(limit)) return limit;
    while (Math.abs(beyond - inside) > 1) {
      const middle = Math.floor((inside + beyond) / 2);
      if (matters(middle)) inside = middle;
      else beyond = middle;
    }
    return inside;
  };
  return [end(1), end(n)];
}

function spread(plain: Omit<QuantileSpread, 'massFrom' | 'mirrored'>): QuantileSpread {
  const { length } = plain.mass;
  const massFrom = new Float64Array(length + 1);
  for (let i = length - 1; i >= 0; i -= 1) massFrom[i] = massFrom[i + 1]! + plain.mass[i]!;
  let mirrored: QuantileSpread | null = null;
  const inMirror = () => {
    mirrored ??= spread(negated(plain));
    return mirrored;
  };
  return { ...plain, massFrom, mirrored: inMirror };
}

function negated(plain: Omit<QuantileSpread, 'massFrom' | 'mirrored'>) {
  return {
    quantile: -plain.quantile,
    least: -plain.most,
    most: -plain.least,
    values: plain.values.map((value) => 0 - value).reverse(),
    mass: plain.mass.toReversed(),
    logBelow: plain.logAbove,
    logAbove: plain.logBelow,
  };
}
