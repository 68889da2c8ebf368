import { normalUpper } from '../distributions/normal.js';
import { interpolatedBy } from '../numeric/interpolated.js';
import { crossingProbabilities } from '../sequential/crossing.js';
import type { SequentialLooks } from '../sequential/sequential-boundary.js';

/** How a test that is looked at comes to its end: the chances at each look, by the drift of its statistic. */
export interface DecisionCourse {
  /** The share of its units that each look has; the last has them all. */
  fractions: readonly number[];
  /** From this drift on, in either direction, nothing changes any more. */
  reach: number;
  /**
   * Writes, for a drift in the direction of the alternative, the chance of having rejected on that side at
   * each look or before, and that of having stopped on the other side or for futility at each but the last,
   * which ends the test anyhow.
   */
  at: (drift: number, past: Float64Array, other: Float64Array) => void;
}

/** How many drifts wide a panel of the interpolation is: for Φ that is right to 1e-9 (its 16th derivative · 1.5¹⁶ ⁄ 2¹⁵ 16!). */
const PANEL = 3;

/** As far from a boundary as that a normal statistic does not come: 1e-12. */
const NEVER = 7;

/** The course of a test of one look whose normal statistic must exceed a critical value. */
export function oneLookCourse(critical: number): DecisionCourse {
  return {
    fractions: [1],
    reach: Math.abs(critical) + NEVER,
    at: (drift, past) => {
      past[0] = normalUpper(critical - drift);
    },
  };
}

/**
 * The course of a test with these boundaries, and bounds of futility below which it is given up.
 *
 * @param boundaries one for each fraction, the last of which is 1; Infinity where it cannot stop.
 * @see crossingProbabilities, interpolated in the drift.
 * Error: 2e-9 absolute in each chance.
 */
export function sequentialCourse(
  boundaries: readonly number[],
  looks: Pick<SequentialLooks, 'fractions' | 'alternative'>,
  futility: readonly number[] = [],
): DecisionCourse {
  const { fractions } = looks;
  const chances = (drift: number) => {
    const { past, opposite, futile } = crossingProbabilities(boundaries, looks, drift, futility);
    return [...cumulated(past), ...cumulated(opposite.map((chance, i) => chance + futile[i]!))];
  };
  const reaches = fractions.map((fraction, i) => {
    const bounds = [boundaries[i]!, futility[i] ?? 0].filter(Number.isFinite);
    return (Math.max(...bounds.map(Math.abs)) + NEVER) / Math.sqrt(fraction);
  });
  const reach = Math.max(...reaches.filter(Number.isFinite));
  const interpolated = interpolatedBy(chances, 2 * fractions.length, PANEL);
  const both = new Float64Array(2 * fractions.length);
  const [ofPast, ofOther] = [both.subarray(0, fractions.length), both.subarray(fractions.length)];
  return {
    fractions,
    reach,
    at: (drift, past, other) => {
      interpolated(Math.max(-reach, Math.min(drift, reach)), both);
      past.set(ofPast);
      other.set(ofOther);
    },
  };
}

function cumulated(chances: readonly number[]): number[] {
  let sum = 0;
  return chances.map((chance) => {
    sum += chance;
    return sum;
  });
}
