import { sum } from 'simple-statistics';
import { requireDomain } from '../numeric/domain.js';
import { crossingProbabilities } from '../sequential/crossing.js';
import { type SequentialLooks, spendingBoundaries } from '../sequential/sequential-boundary.js';
import { driftWithPower } from './drift.js';
import { type FutilityRule, plannedFutilityBounds } from './futility-plan.js';
import { type ErrorRates, fixedDrift, requirePower } from './power-domain.js';

/** What a group-sequential test needs, beside a test of the same alpha and power that is looked at once. */
export interface SequentialSize {
  /** |z| that must be exceeded at each look. */
  boundaries: number[];
  /** Its largest size ÷ the size of the test looked at once; 1 or more. */
  inflation: number;
  /** The mean of its last statistic with the effect that has the power. */
  drift: number;
  /** Its expected size ÷ its largest, without any effect and with the effect that has the power. */
  expected: { null: number; effect: number };
  /** The probability of having stopped at each look or before, with a rejection on either side. */
  stopped: { null: number[]; effect: number[] };
  /** z below which it stops for futility at each look; −Infinity where it does not. */
  futility: number[];
  /** The probability of having stopped for futility at each look or before. */
  futile: { null: number[]; effect: number[] };
}

/**
 * What a group-sequential test with these looks needs for its power.
 *
 * @param looks fractions ending with 1.
 * @param design alpha in (0, 1), power in (alpha, 1); of a two-sided test, power is rejecting on the side
 * of the effect.
 * @param rule by which it is stopped for futility, if it is; the size is one at which the power holds where
 * that is done at every bound.
 * @throws {RangeError} outside these.
 * @see Jennison & Turnbull (2000), Group Sequential Methods, §7.2, and §2.4 for its inflation;
 * futilityBounds.
 * Error: 1e-9 relative, against R's mvtnorm.
 * @example
 * // O'Brien–Fleming spending over five equal looks, as rpact has it.
 * groupSequentialSize(
 *   { fractions: [0.2, 0.4, 0.6, 0.8, 1], spending: 'obrien-fleming', alternative: 'two-sided' },
 *   { alpha: 0.05, power: 0.8 },
 * ).inflation; // => 1.02472
 */
export function groupSequentialSize(
  looks: SequentialLooks,
  design: ErrorRates,
  rule: FutilityRule | null = null,
): SequentialSize {
  const futility = plannedFutilityBounds(looks, design.alpha, rule);
  return sequentialSize(spendingBoundaries(looks, design.alpha), looks, design, futility);
}

/**
 * What a test that stops at these boundaries needs for its power, such as Pocock's constant one.
 *
 * @param boundaries |z| that must be exceeded at each look, or z of a one-sided test.
 * @param looks fractions ending with 1.
 * @param rates alpha in (0, 1), power in (alpha, 1); of a two-sided test, power is rejecting on the side of the
 * effect.
 * @param futility z below which it is given up at each look; left out: never.
 * @throws {RangeError} outside these.
 * @see crossingProbabilities; Pocock (1977), Biometrika 64, 191–199; Jennison & Turnbull (2000), Group Sequential
 * Methods, §7.2.
 * @example
 * // Pocock's boundary for four looks: Jennison & Turnbull (2000), tables 2.1 and 2.2.
 * const looks = { fractions: [0.25, 0.5, 0.75, 1], alternative: 'two-sided' } as const;
 * sequentialSize([2.3613, 2.3613, 2.3613, 2.3613], looks, { alpha: 0.05, power: 0.8 }).inflation; // => 1.202
 */
export function sequentialSize(
  boundaries: number[],
  looks: Pick<SequentialLooks, 'fractions' | 'alternative'>,
  { alpha, power }: ErrorRates,
  futility: number[] = looks.fractions.map(() => Number.NEGATIVE_INFINITY),
): SequentialSize {
  const { fractions, alternative } = looks;
  const last = fractions.at(-1) ?? Number.NaN;
  requireDomain(last === 1, 'the last fraction', '1', last);
  requirePower(power, alpha);
  const fixed = fixedDrift(alpha, alternative, power);
  const at = (drift: number) => crossingProbabilities(boundaries, looks, drift, futility);
  // No test has more power than the one that looks once (Neyman & Pearson), but for rounding.
  const drift = driftWithPower((mean) => sum(at(mean).past), power, fixed);
  const [none, effect] = [at(0), at(drift)];
  const rejected = [none, effect].map(({ past, opposite }) => past.map((p, i) => p + opposite[i]!));
  const share = (rejections: number[], futile: number[]) =>
    expectedShare(rejections, fractions) + expectedShare(futile, fractions) - 1;
  return {
    boundaries,
    inflation: (drift / fixed) ** 2,
    drift,
    expected: {
      null: share(rejected[0]!, none.futile),
      effect: share(rejected[1]!, effect.futile),
    },
    stopped: { null: cumulated(rejected[0]!), effect: cumulated(rejected[1]!) },
    futility,
    futile: { null: cumulated(none.futile), effect: cumulated(effect.futile) },
  };
}

/** The mean of the fraction at which the test ends; the last look ends it whatever it finds. */
function expectedShare(stops: readonly number[], fractions: readonly number[]): number {
  return stops.reduce((share, stop, look) => share - stop * (1 - fractions[look]!), 1);
}

function cumulated(stops: readonly number[]): number[] {
  let sum = 0;
  return stops.map((stop) => {
    sum += stop;
    return sum;
  });
}

/**
 * The power, in (0, 1], of a group-sequential test with these looks, from the power `once` in (0, 1] of
 * the test of the same size that is looked at once, at the end; both of rejecting on the effect's side.
 *
 * @param looks fractions ending with 1.
 * @param rule by which it is stopped for futility, if it is; at every bound.
 * @see crossingProbabilities.
 */
export function groupSequentialPower(
  looks: SequentialLooks,
  alpha: number,
  rule: FutilityRule | null = null,
): (once: number) => number {
  const boundaries = spendingBoundaries(looks, alpha);
  const futility = plannedFutilityBounds(looks, alpha, rule);
  return (once) => {
    if (once === 1) return 1;
    const drift = fixedDrift(alpha, looks.alternative, once);
    const { past } = crossingProbabilities(boundaries, looks, drift, futility);
    return Math.min(1, sum(past));
  };
}
