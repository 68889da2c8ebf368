import { normalUpper } from '../distributions/normal.js';
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
   * each look or before, and that of having stopped on the other side or for futility.
   */
  at: (drift: number, past: Float64Array, other: Float64Array) => void;
}

/** As far from a boundary as that a normal statistic does not come: 1e-12. */
const NEVER = 7;

/** The course of a test of one look whose normal statistic must exceed a critical value. */
export function oneLookCourse(
  critical: number,
  alternative: SequentialLooks['alternative'],
): DecisionCourse {
  const twoSided = alternative === 'two-sided';
  return {
    fractions: [1],
    reach: Math.abs(critical) + NEVER,
    at: (drift, past, other) => {
      past[0] = normalUpper(critical - drift);
      other[0] = twoSided ? normalUpper(critical + drift) : 0;
    },
  };
}

/**
 * The course of a test with these boundaries, and bounds of futility below which it is given up.
 *
 * @param boundaries one for each fraction, the last of which is 1; Infinity where it cannot stop.
 * @see crossingProbabilities, interpolated in the drift.
 * Error: 1e-10 absolute in each chance.
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
  const interpolated = interpolatedBy(chances, 2 * fractions.length);
  const both = new Float64Array(2 * fractions.length);
  return {
    fractions,
    reach,
    at: (drift, past, other) => {
      interpolated(Math.max(-reach, Math.min(drift, reach)), both);
      past.set(both.subarray(0, fractions.length));
      other.set(both.subarray(fractions.length));
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

/** Points of a panel that is two drifts wide: for Φ(16) that is right to 2e-12 (its 16th derivative ⁄ 2¹⁵ 16!). */
const POINTS = 16;
const HALF = 1;

/** Chebyshev's points on (−1, 1), and the weights of barycentric interpolation there (Berrut & Trefethen 2004, eq. 5.3). */
const ANGLES = Array.from({ length: POINTS }, (_, i) => ((2 * i + 1) * Math.PI) / (2 * POINTS));
const PLACES = ANGLES.map(Math.cos);
const WEIGHTS = ANGLES.map((angle, i) => (i % 2 === 0 ? 1 : -1) * Math.sin(angle));

/** For 0: a weight beside which all others vanish, and which still is a number. */
const ON_THE_POINT = 1e-200;

/** A function of several values, computed at a few points of each panel that is asked for and interpolated there. */
function interpolatedBy(
  compute: (x: number) => number[],
  size: number,
): (x: number, into: Float64Array) => void {
  const panels = new Map<number, number[][]>();
  return (x, into) => {
    const panel = Math.floor(x / (2 * HALF));
    const centre = (2 * panel + 1) * HALF;
    let values = panels.get(panel);
    if (values === undefined) {
      values = PLACES.map((place) => compute(centre + HALF * place));
      panels.set(panel, values);
    }
    into.fill(0);
    const place = (x - centre) / HALF;
    let total = 0;
    for (let i = 0; i < POINTS; i += 1) {
      const distance = place - PLACES[i]!;
      const weight = WEIGHTS[i]! / (distance === 0 ? ON_THE_POINT : distance);
      total += weight;
      for (let j = 0; j < size; j += 1) into[j]! += weight * values[i]![j]!;
    }
    for (let j = 0; j < size; j += 1) into[j]! /= total;
  };
}
