import type { Alternative } from '../alternative.js';
import type { PValue } from '../distributions/reference-distribution.js';
import { requireDomain } from '../numeric/domain.js';
import { countsOf, type Sample } from '../ordered-values.js';
import {
  type QuantileSide,
  type QuantileSides,
  type QuantileTest,
  quantileTestOf,
} from './quantile-sides.js';
import { orderStatisticMasses, type QuantileSpread } from './quantile-spread.js';
import type { Untestable } from './two-sample-test.js';

/**
 * The test that two arms have the same quantile, by the Poisson bootstrap: which of an arm's ordered
 * values is the quantile of a resample is binomial, so that the distribution of the difference of two
 * is summed up exactly, without resampling and without chance. Intervals are its percentiles, and
 * exclude 0 exactly when p < level.
 *
 * A resampled quantile beyond the sample is taken as beyond every bound, as in the distribution-free
 * interval of order statistics; so high quantiles of few units have no bound rather than a false one.
 * In the tails of small samples it is cautious: quantiles .9 of 80 and 150 units that are the same are
 * rejected at 10 % in 6 % of samples.
 * @param control one number a unit, finite, like `treatment`, which sorting takes n log n of; or counted values.
 * @param at which quantile, between 0 and 1.
 * @throws {RangeError} outside these.
 * @see Schultzberg & Ankargren (2022), Resampling-free bootstrap inference for quantiles, theorem 1;
 * Efron (1979), Annals of Statistics 7, 1–26, section 3, for the percentile interval.
 * Error: 1e-12 relative in p, none in the ends, against R; half a second an interval for two arms of a
 * million units.
 * @example
 * // Whether the median differs, in Student's hours of sleep.
 * const test = quantileTest(
 *   [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
 *   [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
 *   0.5,
 *   'two-sided',
 * );
 * if (typeof test === 'string') throw new Error(test);
 * [test.control, test.treatment, test.pValue]; // => [ 0.35, 1.75, 0.2310 ]
 * test.effectInterval(0.05); // => { lower: -1.5, upper: 4.6 }
 */
export function quantileTest(
  control: Sample,
  treatment: Sample,
  at: number,
  alternative: Alternative,
): QuantileTest | Untestable {
  const sides = quantileSides(control, treatment, at);
  return typeof sides === 'string' ? sides : quantileTestOf(sides, alternative);
}

/**
 * Both one-sided tests of the same, at any effect.
 *
 * @throws {RangeError} as quantileTest.
 */
export function quantileSides(
  control: Sample,
  treatment: Sample,
  at: number,
): QuantileSides | Untestable {
  requireDomain(at > 0 && at < 1, 'at', 'between 0 and 1, both excluded', at);
  const [before, after] = [countsOf(control), countsOf(treatment)];
  if (before.values.length === 0 || after.values.length === 0) return 'TOO_FEW_UNITS';
  const [c, t] = [orderStatisticMasses(before, at), orderStatisticMasses(after, at)];
  if (c.least === t.least && c.most === t.most && c.least === c.most) return 'ZERO_VARIANCE';
  const difference = { c, t, perUnit: false };
  const share = { c, t, perUnit: true };
  const positive = c.values[0]! > 0 && t.values[0]! >= 0;
  return {
    control: c.quantile,
    treatment: t.quantile,
    difference: bothSides(difference),
    share: positive ? bothSides(share) : null,
  };
}

function bothSides(quantiles: Quantiles): { above: QuantileSide; below: QuantileSide } {
  return { above: sideOf(pairOf(quantiles)), below: sideOf(pairOf(mirrored(quantiles))) };
}

function sideOf(pair: Pair): QuantileSide {
  return {
    exceeds: (effect) => pValue(pair, effect),
    bound: (level) => lowerPercentile(pair, level),
  };
}

/** Two independent quantiles, and whether their effect is a share of the control's. */
interface Quantiles {
  c: QuantileSpread;
  t: QuantileSpread;
  perUnit: boolean;
}

/** The same with what the difference from each of the control's values is divided by. */
interface Pair extends Quantiles {
  by: Float64Array;
}

function pairOf({ c, t, perUnit }: Quantiles): Pair {
  // A negated share is one of the absolute value, too.
  return { c, t, perUnit, by: c.values.map((x) => (perUnit ? Math.abs(x) : 1)) };
}

/** The effect of the treatment's value at one place, with which it rises, from the control's at another. */
function effectAt({ c, t, by }: Pair, ofControl: number, ofTreatment: number): number {
  return (t.values[ofTreatment]! - c.values[ofControl]!) / by[ofControl]!;
}

/** Of the claim that the effect is above that one. */
function pValue(pair: Pair, effect: number): PValue {
  const p = atMost(pair, effect);
  const logPValue = Math.min(0, Math.max(Math.log(p), pair.t.logBelow, pair.c.logAbove));
  return { pValue: Math.max(Number.MIN_VALUE, Math.min(1, p)), logPValue };
}

/** The quantiles whose effects are the negated ones, in the same steps, so that both ends are found alike. */
function mirrored({ c, t, perUnit }: Quantiles): Quantiles {
  return { c: c.mirrored(), t: t.mirrored(), perUnit };
}

/** Halvings that bring a bracket of doubles down to their spacing. */
const HALVINGS = 60;
/** Near a quantile effects lie closer than elsewhere: so many halvings more, and as many between two looks. */
const SPARE_HALVINGS = 4;

/** The smallest effect with P(effect ≤ it) ≥ area; `null` for none that is finite. */
function lowerPercentile(pair: Pair, area: number): number | null {
  const [controls, treated] = [pair.c.values.length, pair.t.values.length];
  if (outside(pair) >= area) return null;
  // From 0, if it is within, so that the bracket never straddles the null hypothesis.
  let above = effectAt(pair, 0, treated - 1);
  let below = effectAt(pair, controls - 1, 0);
  if (atMost(pair, below) >= area) return below;
  // Only at a level that leaves less than the other side's outside: beyond the sample, and beyond 0.
  if (atMost(pair, above) < area) return Math.max(above, Number.MIN_VALUE);
  if (below < 0 && above > 0) {
    if (atMost(pair, 0) >= area) above = 0;
    else below = 0;
  }
  // By then a bracket has few of the effects, if they are spread evenly.
  const few = Math.ceil(Math.log2(controls * treated)) + SPARE_HALVINGS;
  for (let halvings = 1; ; halvings += 1) {
    if (halvings <= HALVINGS) {
      const middle = below + (above - below) / 2;
      if (atMost(pair, middle) >= area) above = middle;
      else below = middle;
    }
    // The answer is one of the effects; in the end those left in the bracket are all but equal.
    if (halvings < HALVINGS && (halvings < few || halvings % SPARE_HALVINGS > 0)) continue;
    below = nextEffect(pair, below);
    if (below >= above || atMost(pair, below) >= area) return below;
  }
}

/** P(effect ≤ bound), a quantile that lies below or above its sample counted where it may matter. */
function atMost(pair: Pair, bound: number): number {
  const { c, t } = pair;
  const { length } = c.values;
  let [sum, first] = [0, 0];
  for (let i = 0; i < t.values.length; i += 1) {
    while (first < length && effectAt(pair, first, i) > bound) first += 1;
    sum += t.mass[i]! * c.massFrom[first]!;
  }
  return sum + outside(pair);
}

/** The probability that the treatment's quantile lies below its sample or the control's above. */
function outside({ c, t }: Pair): number {
  const [below, above] = [Math.exp(t.logBelow), Math.exp(c.logAbove)];
  return below + above * (1 - below);
}

/** The smallest effect above a bound. */
function nextEffect(pair: Pair, bound: number): number {
  const { length } = pair.c.values;
  let [least, last] = [Number.POSITIVE_INFINITY, -1];
  for (let i = 0; i < pair.t.values.length; i += 1) {
    while (last + 1 < length && effectAt(pair, last + 1, i) > bound) last += 1;
    if (last >= 0) least = Math.min(least, effectAt(pair, last, i));
  }
  return least;
}
