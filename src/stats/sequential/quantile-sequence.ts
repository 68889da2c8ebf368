import type { Alternative } from '../alternative.js';
import { betaTails } from '../distributions/beta.js';
import { logBetaKernel } from '../distributions/deviance.js';
import { firstThat } from '../first-that.js';
import { requireDomain } from '../numeric/domain.js';
import {
  countsOf,
  countUpTo,
  type OrderedValues,
  orderedValues,
  placesAmong,
  type Sample,
  valueAt,
} from '../ordered-values.js';
import type { QuantileSide, QuantileSides } from '../tests/quantile-sides.js';
import { quantileType6 } from '../tests/sample-quantile.js';
import type { Untestable } from '../tests/two-sample-test.js';
import type { ValueCounts } from '../value-counts.js';
import { type SequenceTime, tunedInformation } from './confidence-sequence.js';

/**
 * Both one-sided tests of two quantiles, valid at every look: the probability that p is ever below a
 * level is at most that level, at any size, whatever the values are distributed as.
 *
 * How many of an arm's values lie below its true quantile is binomial with probability `at`; a mixture of
 * likelihood ratios over higher, or over lower probabilities is a martingale. Were the control's quantile
 * x and the effect no more than d, the product of the two arms' mixtures, one at x, the other at x + d,
 * would seldom be large; so p is 1 over its least value over all x, which is the most that the truth
 * could have made of it.
 *
 * @param control one number a unit, finite, like `treatment`; or counted values. @param at in (0, 1).
 * @throws {RangeError} outside these, and as sequenceReference.
 * @see Howard & Ramdas (2022), Sequential estimation of quantiles with applications to A/B testing and
 * best-arm identification, Bernoulli 28, 1704–1728, theorem 1 and §3; the one-sided mixture, Howard,
 * Ramdas, McAuliffe & Sekhon (2021), Annals of Statistics 49, proposition 7. They bound each arm by
 * itself; the product of both, as Turner, Ly & Grünwald (2021) take it of rates, is tighter.
 * Error: 1e-10 absolute in ln p, none in the ends, against R.
 */
export function quantileSequenceSides(
  control: Sample,
  treatment: Sample,
  at: number,
  time: SequenceTime,
  alternative: Alternative,
): QuantileSides | Untestable {
  requireDomain(at > 0 && at < 1, 'at', 'between 0 and 1, both excluded', at);
  const [before, after] = [countsOf(control), countsOf(treatment)];
  if (before.values.length === 0 || after.values.length === 0) return 'TOO_FEW_UNITS';
  const prior = priorUnits(time, alternative);
  const [c, t] = [armOf(before, at, prior), armOf(after, at, prior)];
  const [controls, treated] = [c.sorted.values, t.sorted.values];
  const [least, most] = [controls[0]!, controls.at(-1)!];
  const isConstant = least === most && treated[0] === least && treated.at(-1) === most;
  if (isConstant) return 'ZERO_VARIANCE';
  const isPositive = least > 0 && treated[0]! > 0;
  return {
    control: quantileType6(placesAmong([c.sorted]), at),
    treatment: quantileType6(placesAmong([t.sorted]), at),
    difference: { above: sideOf(c, t, DIFFERENCE), below: sideOf(t, c, DIFFERENCE) },
    share: isPositive ? { above: sideOf(c, t, SHARE), below: sideOf(t, c, INVERSE_SHARE) } : null,
  };
}

/** Of both arms: half of all planned units over what a sequence is tuned to, whatever the split comes to. */
function priorUnits(time: SequenceTime, alternative: Alternative): number {
  const { plannedUnits } = time;
  return plannedUnits / 2 / tunedInformation({ ...time, units: plannedUnits }, alternative);
}

/** What an effect does to a value of the one arm to be compared with the other's, and back. */
interface Scale {
  moved(value: number, effect: number): number;
  effect(from: number, to: number): number;
}

const DIFFERENCE: Scale = {
  moved: (value, effect) => value + effect,
  effect: (from, to) => to - from,
};

const SHARE: Scale = {
  moved: (value, effect) => value * (1 + effect),
  effect: (from, to) => (to - from) / from,
};

/** The same of the negated share, seen from the treatment, whose value is the larger by 1 ⁄ (1 + share). */
const INVERSE_SHARE: Scale = {
  moved: (value, negated) => (negated < 1 ? value / (1 - negated) : Number.POSITIVE_INFINITY),
  effect: (from, to) => (to - from) / to,
};

/** That `high` has a larger quantile than `low` by more than an effect. */
function sideOf(low: Arm, high: Arm, scale: Scale): QuantileSide {
  return {
    exceeds: (effect) => pValueOf(leastEvidence(low, high, (x) => scale.moved(x, effect))),
    bound: (level) => boundAt(low, high, scale, (evidence) => pValueOf(evidence).pValue < level),
  };
}

/**
 * The least evidence that is left whatever the quantile of `low` is, where that of `high` is no larger
 * than the moved one. Between two values of `low` nothing changes but for the worse, so that these are gone
 * through, and what lies beyond all of them.
 */
function leastEvidence(low: Arm, high: Arm, moved: (value: number) => number): number {
  const upTo = (place: number) => countUpTo(high.sorted, moved(valueAt(low.sorted, place)!));
  const at = (place: number) => low.above(place) + high.below(upTo(place));
  const n = low.sorted.units;
  let least = Math.min(low.above(n) + high.below(high.sorted.units), at(low.middle));
  // Before the first of these places the evidence of `high` alone is more, after the last that of `low`.
  const from = firstThat((place) => low.above(0) + high.below(upTo(place)) < least, n);
  for (let place = from; place < n; place += 1) {
    if (low.above(place) + high.below(high.sorted.units) >= least) break;
    least = Math.min(least, at(place));
  }
  return least;
}

/** The smallest effect at which some quantile of `low` leaves too little evidence; `null` where any does. */
function boundAt(
  low: Arm,
  high: Arm,
  { effect }: Scale,
  isEnough: (evidence: number) => boolean,
): number | null {
  const n = low.sorted.units;
  if (!isEnough(low.above(n) + high.below(high.sorted.units))) return null;
  // How many values of `high` may lie at a point or below it: one more, and the evidence is too little.
  const room = (place: number) =>
    firstThat((count) => !isEnough(low.above(place) + high.below(count)), high.sorted.units + 1) -
    1;
  const least = room(0);
  if (least < 0) return null;
  let bound = Number.POSITIVE_INFINITY;
  const take = (place: number) => {
    const count = room(place);
    if (count === high.sorted.units) return false;
    bound = Math.min(bound, effect(valueAt(low.sorted, place)!, valueAt(high.sorted, count)!));
    return true;
  };
  for (let place = low.middle; place < n && take(place); place += 1);
  for (let place = low.middle - 1; place >= 0; place -= 1) {
    // Lower values of `low` have no less room than that, and lie no nearer.
    if (effect(valueAt(low.sorted, place)!, valueAt(high.sorted, least)!) >= bound) break;
    take(place);
  }
  return bound + 0;
}

/** The evidence that is the least, turned into a p-value. */
function pValueOf(logEvidence: number): { pValue: number; logPValue: number } {
  const logPValue = Math.min(0, -logEvidence);
  return { pValue: Math.max(Number.MIN_VALUE, Math.exp(logPValue)), logPValue };
}

/** One arm's values with what they say against any point's being its quantile, as logarithms. */
interface Arm {
  sorted: OrderedValues;
  /** The place of the value nearest to the quantile. */
  middle: number;
  /** That a point with so many values below it lies above the quantile. */
  above(count: number): number;
  /** That a point with so many values at it or below lies below the quantile. */
  below(count: number): number;
}

function armOf(counts: ValueCounts, at: number, prior: number): Arm {
  const sorted = orderedValues(counts);
  const { values, units: n } = sorted;
  // NaN sorts last.
  const finite = Number.isFinite(values[0]) && Number.isFinite(values.at(-1));
  requireDomain(finite, 'values', 'finite', finite ? 0 : values.at(-1)!);
  const fewer = mixture(n, 1 - at, prior);
  return {
    sorted,
    middle: Math.min(n - 1, Math.floor(n * at)),
    above: mixture(n, at, prior),
    below: (count) => fewer(n - count),
  };
}

/**
 * ln of the mixture of likelihood ratios that a count of n is of a larger probability than p, over a beta
 * prior with the mean p and that many units, cut off at p.
 */
function mixture(n: number, p: number, units: number): (count: number) => number {
  const [a, b] = [units * p, units * (1 - p)];
  const known = new Map<number, number>();
  const none = logBetaKernel(a, b, p, 1 - p) - betaTails(p, a, b).logUpper;
  return (count) => {
    const found = known.get(count);
    if (found !== undefined) return found;
    const [x, y] = [a + count, b + n - count];
    const log = none - logBetaKernel(x, y, p, 1 - p) + betaTails(p, x, y).logUpper;
    known.set(count, log);
    return log;
  };
}
