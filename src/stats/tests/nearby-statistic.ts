import type { ArmSizes } from './line-hypothesis.js';
import type { RatePair } from './score-statistics.js';

/** Newton's step squares what it is off by, relatively to the nearer end: after one this small that is 1e-14, far below what tells tables apart. */
const SMALL_STEP = 1e-7;

/** Newton's steps that leave the bracket are halvings, of which a double has no more. */
const MOST_STEPS = 80;

/**
 * The score statistic for "the rates differ by `difference`" of one table after another, given the successes of
 * control and treatment: that of differenceStatistic, but that the search for the most likely rates begins at
 * Farrington and Manning's root of their cubic, which loses digits where rates are next to 0 or 1, and ends after a step or two.
 *
 * @param difference in (−1, 1), not 0.
 * @see Farrington & Manning (1990), Statistics in Medicine 9, 1447–1454, appendix 1.
 * Error: 1e-11 relative against differenceStatistic; at a rate within ε of 1, 2e-16 ⁄ ε.
 */
export function nearbyStatistic(
  sizes: ArmSizes,
  difference: number,
): (control: number, treatment: number) => number {
  const search = searchOf(sizes, difference);
  const { leastC, leastT } = search;
  return (control, treatment) => {
    const u = mostLikely(control, treatment, search);
    const c = leastC + u;
    const t = leastT + u;
    const variance =
      (c * Math.max(0, 1 - c)) / sizes.control + (t * Math.max(0, 1 - t)) / sizes.treatment;
    const apart = treatment / sizes.treatment - control / sizes.control - difference;
    return apart === 0 ? 0 : apart / Math.sqrt(variance);
  };
}

/** The rates of two arms under a hypothesis. */
export interface BothRates {
  control: RatePair;
  treatment: RatePair;
}

/**
 * The most likely rates that differ by `difference`, as nearbyStatistic seeks them, given the successes of control
 * and treatment; in one and the same object, for a simulation asks millions of times.
 *
 * @param sizes read anew at each table. @param difference as nearbyStatistic's.
 */
export function nearbyRates(
  sizes: ArmSizes,
  difference: number,
): (control: number, treatment: number) => BothRates {
  const search = searchOf(sizes, difference);
  const at = { control: { rate: 0, complement: 1 }, treatment: { rate: 0, complement: 1 } };
  return (control, treatment) => {
    const u = mostLikely(control, treatment, search);
    at.control.rate = search.leastC + u;
    at.control.complement = Math.max(0, 1 - at.control.rate);
    at.treatment.rate = search.leastT + u;
    at.treatment.complement = Math.max(0, 1 - at.treatment.rate);
    return at;
  };
}

function searchOf(sizes: ArmSizes, difference: number): Search {
  const leastC = Math.max(0, -difference);
  const leastT = Math.max(0, difference);
  return { sizes, difference, leastC, leastT, most: 1 - Math.abs(difference) };
}

/** Where the most likely rates that differ so are sought. */
interface Search {
  sizes: ArmSizes;
  difference: number;
  /** The lowest rates that do. */
  leastC: number;
  leastT: number;
  /** How far both may lie above. */
  most: number;
}

/**
 * How far both rates lie above the lowest that differ so: the root of a falling likelihood slope. In plain
 * assignments, since a short run ends before this is compiled.
 */
function mostLikely(x: number, y: number, search: Search): number {
  const { sizes, leastC, leastT, most } = search;
  const fx = sizes.control - x;
  const fy = sizes.treatment - y;
  const atLeast = part(x, leastC) + part(y, leastT) - part(fx, 1 - leastC) - part(fy, 1 - leastT);
  if (atLeast <= 0) return 0;
  const [highC, highT] = [leastC + most, leastT + most];
  const atMost = part(x, highC) + part(y, highT) - part(fx, 1 - highC) - part(fy, 1 - highT);
  if (atMost >= 0) return most;
  let low = 0;
  let high = most;
  const guess = rootOfCubic(x, y, search) - leastT;
  let u = guess > 0 && guess < most ? guess : most / 2;
  for (let i = 0; i < MOST_STEPS; i += 1) {
    const c = leastC + u;
    const t = leastT + u;
    const a = part(x, c);
    const b = part(y, t);
    const d = part(fx, 1 - c);
    const e = part(fy, 1 - t);
    const slope = a + b - d - e;
    if (slope > 0) low = u;
    else high = u;
    const next = u + slope / (part(a, c) + part(b, t) + part(d, 1 - c) + part(e, 1 - t));
    if (Math.abs(next - u) <= SMALL_STEP * Math.min(u, most - u))
      return Math.min(high, Math.max(low, next));
    u = next > low && next < high ? next : (low + high) / 2;
  }
  return u;
}

/** The treatment's most likely rate; NaN where rounding leaves no root. */
function rootOfCubic(x: number, y: number, { sizes, difference }: Search): number {
  const theta = sizes.control / sizes.treatment;
  const rateC = x / sizes.control;
  const rateT = y / sizes.treatment;
  const a = 1 + theta;
  const b = -(1 + theta + rateT + theta * rateC + difference * (theta + 2));
  const c = difference * (difference + 2 * rateT + theta + 1) + rateT + theta * rateC;
  const d = -rateT * difference * (1 + difference);
  const centre = b / (3 * a);
  const v = centre * centre * centre - (b * c) / (6 * a * a) + d / (2 * a);
  const radius = Math.sign(v) * Math.sqrt(centre * centre - c / (3 * a));
  const angle = Math.acos(Math.min(1, Math.max(-1, v / (radius * radius * radius))));
  return 2 * radius * Math.cos((Math.PI + angle) / 3) - centre;
}

function part(count: number, rate: number): number {
  return count === 0 ? 0 : count / rate;
}
