import { sum } from 'simple-statistics';
import { requireDomain } from '../numeric/domain.js';
import { bracketedRoot } from '../numeric/roots.js';
import {
  crossingProbabilities,
  type SequentialLooks,
  spendingBoundaries,
} from '../sequential/sequential-boundary.js';
import { type ErrorRates, fixedDrift, requirePower } from './power-domain.js';

/** What a group-sequential test needs, beside a test of the same alpha and power that is looked at once. */
export interface SequentialSize {
  /** |z| that must be exceeded at each look. */
  boundaries: number[];
  /** Its largest size ÷ the size of the test looked at once; 1 or more. */
  inflation: number;
  /** Its expected size ÷ its largest, without any effect and with the effect that has the power. */
  expected: { null: number; effect: number };
  /** The probability of having stopped at each look or before, with a rejection on either side. */
  stopped: { null: number[]; effect: number[] };
}

/**
 * What a group-sequential test with these looks needs for its power.
 *
 * @param looks fractions ending with 1.
 * @param design alpha in (0, 1), power in (alpha, 1); of a two-sided test, power is rejecting on the side
 * of the effect.
 * @throws {RangeError} outside these.
 * @see Jennison & Turnbull (2000), Group Sequential Methods, §7.2, and §2.4 for its inflation.
 * Error: 1e-9 relative, against R's mvtnorm.
 */
export function groupSequentialSize(looks: SequentialLooks, design: ErrorRates): SequentialSize {
  return sequentialSize(spendingBoundaries(looks, design.alpha), looks, design);
}

/** The same with any boundaries, such as Pocock's (1977) constant one. */
export function sequentialSize(
  boundaries: number[],
  looks: Pick<SequentialLooks, 'fractions' | 'alternative'>,
  { alpha, power }: ErrorRates,
): SequentialSize {
  const { fractions, alternative } = looks;
  const last = fractions.at(-1) ?? Number.NaN;
  requireDomain(last === 1, 'the last fraction', '1', last);
  requirePower(power, alpha);
  const fixed = fixedDrift(alpha, alternative, power);
  const drift = driftOf(boundaries, looks, power, fixed);
  const stops = [0, drift].map((mean) => stoppingProbabilities(boundaries, looks, mean));
  const [none, effect] = stops.map((each) => expectedShare(each, fractions));
  return {
    boundaries,
    inflation: (drift / fixed) ** 2,
    expected: { null: none!, effect: effect! },
    stopped: { null: cumulated(stops[0]!), effect: cumulated(stops[1]!) },
  };
}

/** Of a drift, in standard errors: an order above the error of the crossing probabilities. */
const ACCURACY = 1e-11;

/** The mean of the last statistic at which the test rejects in its direction with that power. */
function driftOf(
  boundaries: number[],
  looks: Pick<SequentialLooks, 'fractions' | 'alternative'>,
  power: number,
  fixed: number,
): number {
  const surplus = (drift: number) =>
    crossingProbabilities(boundaries, looks, drift).past.reduce((a, b) => a + b, 0) - power;
  // No test has more power than the one that looks once (Neyman & Pearson), but for rounding.
  if (surplus(fixed) >= 0) return fixed;
  let upper = 2 * fixed;
  while (surplus(upper) < 0) upper *= 2;
  return bracketedRoot(surplus, fixed, upper, ACCURACY);
}

function stoppingProbabilities(
  boundaries: number[],
  looks: Pick<SequentialLooks, 'fractions' | 'alternative'>,
  drift: number,
): number[] {
  const { past, opposite } = crossingProbabilities(boundaries, looks, drift);
  return past.map((probability, look) => probability + opposite[look]!);
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
 * @see crossingProbabilities.
 */
export function groupSequentialPower(
  looks: SequentialLooks,
  alpha: number,
): (once: number) => number {
  const boundaries = spendingBoundaries(looks, alpha);
  return (once) => {
    if (once === 1) return 1;
    const drift = fixedDrift(alpha, looks.alternative, once);
    const { past } = crossingProbabilities(boundaries, looks, drift);
    return Math.min(1, sum(past));
  };
}
