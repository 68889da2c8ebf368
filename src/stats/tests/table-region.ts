import { emptyMasses, fillMasses } from '../distributions/binomial-masses.js';
import { firstFrom } from '../first-that.js';
import type { LineHypothesis, Rates } from './line-hypothesis.js';
import type { Counts } from './score-statistics.js';

/**
 * Tables at least as far from a hypothesis as the observed one: with so many successes in the smaller arm,
 * those of the larger up to its bound, or from it on.
 */
export interface Region {
  smaller: 'control' | 'treatment';
  tail: 'lower' | 'upper';
  /** The successes of the smaller arm that the first bound is for. */
  from: number;
  bounds: Float64Array;
}

/** Statistics of one table worked out twice differ by no more; R's exact2x2 takes 1e-7 as well. */
const TIE = 1e-9;

/** Which tables are at least as far on a claim's side as the observed one. */
export interface Beyondness {
  smaller: Region['smaller'];
  tail: Region['tail'];
  /** By the successes of the smaller arm and of the larger. */
  holds(small: number, large: number): boolean;
}

/** Those of a hypothesis, whose statistic rises with one arm's successes and falls with the other's. */
export function beyondObserved(
  { control, treatment }: { control: Counts; treatment: Counts },
  { statistic }: LineHypothesis,
  claim: 'greater' | 'less',
): Beyondness {
  const smaller = treatment.n <= control.n ? 'treatment' : 'control';
  const observed = statistic(control.successes, treatment.successes);
  const slack = TIE * Math.max(1, Math.abs(observed));
  return {
    smaller,
    tail: (claim === 'greater') === (smaller === 'treatment') ? 'lower' : 'upper',
    holds: (small, large) => {
      const z = smaller === 'control' ? statistic(small, large) : statistic(large, small);
      return claim === 'greater' ? z >= observed - slack : z <= observed + slack;
    },
  };
}

/** These tables among those that the rates between the two ends make possible: a staircase, which is walked along. */
export function regionOf(
  { smaller, tail, holds }: Beyondness,
  arms: { control: Counts; treatment: Counts },
  ends: readonly [Rates, Rates],
): Region {
  const larger = smaller === 'control' ? 'treatment' : 'control';
  const counts = {
    small: reach(arms[smaller].n, [ends[0][smaller], ends[1][smaller]]),
    large: reach(arms[larger].n, [ends[0][larger], ends[1][larger]]),
  };
  const bounds = staircase(holds, counts, tail);
  return { smaller, tail, from: counts.small.least, bounds };
}

interface Reach {
  least: number;
  most: number;
}

/** Where masses are worked out that only their ends are asked of. */
const MASSES = emptyMasses();

function reach(n: number, [one, other]: readonly [number, number]): Reach {
  fillMasses(MASSES, n, Math.min(one, other));
  const least = MASSES.from;
  fillMasses(MASSES, n, Math.max(one, other));
  return { least, most: MASSES.to };
}

/** The bound for each count of the smaller arm, of which each is no lower than the one before. */
function staircase(
  holds: Beyondness['holds'],
  { small, large }: { small: Reach; large: Reach },
  tail: Region['tail'],
): Float64Array {
  // The first count, of those that may be, at which being beyond changes: up to the one before, or from it on.
  const changed = (x: number) => (y: number) => holds(x, y) === (tail === 'upper');
  const bounds = new Float64Array(small.most - small.least + 1);
  let [before, rise] = [large.least, 0];
  for (let i = 0; i < bounds.length; i += 1) {
    const bound = firstFrom(changed(small.least + i), before, large.most + 1, rise);
    [before, rise] = [bound, bound - before];
    bounds[i] = tail === 'lower' ? bound - 1 : bound;
  }
  return bounds;
}
