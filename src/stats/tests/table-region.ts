import { emptyMasses, fillMasses } from '../distributions/binomial-masses.js';
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

/** Whether both hold the same tables; not where either is unknown. */
export function isSameRegion(a: Region | null, b: Region | null): boolean {
  if (a === null || b === null) return false;
  if (a.from !== b.from || a.tail !== b.tail || a.bounds.length !== b.bounds.length) return false;
  return a.bounds.every((bound, i) => bound === b.bounds[i]);
}

/** Statistics of one table worked out twice differ by no more; R's exact2x2 takes 1e-7 as well. */
const TIE = 1e-9;

/**
 * The tables at least as far on the claim's side as the observed one, among those that the rates between
 * the two ends make possible. A statistic that rises with one arm's successes and falls with the other's
 * makes a staircase of them, which is walked along.
 */
export function regionBeyond(
  { control, treatment }: { control: Counts; treatment: Counts },
  { statistic }: LineHypothesis,
  claim: 'greater' | 'less',
  ends: readonly [Rates, Rates],
): Region {
  const smaller = treatment.n <= control.n ? 'treatment' : 'control';
  const larger = smaller === 'control' ? 'treatment' : 'control';
  const arms = { control, treatment };
  const observed = statistic(control.successes, treatment.successes);
  const slack = TIE * Math.max(1, Math.abs(observed));
  const beyond = (x: number, y: number) => {
    const z = smaller === 'control' ? statistic(x, y) : statistic(y, x);
    return claim === 'greater' ? z >= observed - slack : z <= observed + slack;
  };
  const tail = (claim === 'greater') === (smaller === 'treatment') ? 'lower' : 'upper';
  const counts = {
    small: reach(arms[smaller].n, [ends[0][smaller], ends[1][smaller]]),
    large: reach(arms[larger].n, [ends[0][larger], ends[1][larger]]),
  };
  const bounds = staircase(beyond, counts, tail);
  return { smaller, tail, from: counts.small.least, bounds };
}

interface Reach {
  least: number;
  most: number;
}

function reach(n: number, rates: readonly [number, number]): Reach {
  const [low, high] = [emptyMasses(), emptyMasses()];
  fillMasses(low, n, Math.min(...rates));
  fillMasses(high, n, Math.max(...rates));
  return { least: low.from, most: high.to };
}

/** The bound for each count of the smaller arm, of which each is no lower than the one before. */
function staircase(
  beyond: (x: number, y: number) => boolean,
  { small, large }: { small: Reach; large: Reach },
  tail: Region['tail'],
): Float64Array {
  // The first count, of those that may be, at which being beyond changes: up to the one before, or from it on.
  const changed = (x: number) => (y: number) => beyond(x, y) === (tail === 'upper');
  const bounds = new Float64Array(small.most - small.least + 1);
  let [before, rise] = [large.least, 0];
  for (let i = 0; i < bounds.length; i += 1) {
    const bound = firstFrom(changed(small.least + i), before, large.most + 1, rise);
    [before, rise] = [bound, bound - before];
    bounds[i] = tail === 'lower' ? bound - 1 : bound;
  }
  return bounds;
}

/** The first whole number from `from` on that has it, `end` if none before does; about `guess` steps on. */
function firstFrom(has: (y: number) => boolean, from: number, end: number, guess: number): number {
  let [low, high] = [from - 1, end];
  let [next, stride] = [from + guess, 1];
  while (high - low > 1) {
    next = Math.min(high - 1, Math.max(low + 1, next));
    if (has(next)) high = next;
    else low = next;
    const open = high === end || low < from;
    next = open ? next + (high === next ? -stride : stride) : Math.floor((low + high) / 2);
    stride *= 2;
  }
  return high;
}
