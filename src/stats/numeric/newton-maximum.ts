import { dot } from './linear-forms.js';
import { choleskyFactor, inverseOfPositive, solved } from './positive-definite.js';

/** A smooth function at a point, with its first and second derivatives. */
export interface Surface {
  value: number;
  gradient: readonly number[];
  hessian: readonly (readonly number[])[];
}

/** Where a function is largest. */
export interface Maximum {
  at: number[];
  value: number;
  /** The inverse of its second derivatives there, negated: of a log-likelihood the covariance of its estimates. */
  covariance: number[][];
}

/** Why no maximum was found. */
export type NoMaximum =
  /** It rises on and on towards an end of the space. */
  | 'AT_THE_EDGE'
  /** It is flat in a direction, or the steps came to no end. */
  | 'NO_CONVERGENCE';

/** Far more than a function with one summit takes. */
const MOST_STEPS = 300;

/** No step changes a coordinate by more, since second derivatives tell only of what is near. */
const LONGEST_STEP = 1;

/** So little is left to climb that the point is within 1e-7 standard errors of the summit. */
const ARRIVED = 1e-14;

/**
 * The maximum of a smooth function, by Newton's steps, each made shorter until it climbs and turned to the
 * slope where the surface is not curved downwards.
 *
 * @param reach coordinates beyond ± this are an edge, where there is no maximum.
 * @see Nocedal & Wright (2006), Numerical Optimization, 2nd ed., §3.4 (Hessian with added multiple of I).
 */
export function newtonMaximum(
  surface: (at: readonly number[]) => Surface,
  start: readonly number[],
  reach: number,
): Maximum | NoMaximum {
  let at = [...start];
  let here = surface(at);
  for (let i = 0; i < MOST_STEPS; i += 1) {
    const step = uphill(here);
    const climb = dot(step, here.gradient);
    const next = at.map((x, k) => x + step[k]!);
    if (climb <= ARRIVED) return summit(next, surface(next));
    const higher = alongStep(surface, at, step, here, climb);
    if (higher === null) return 'NO_CONVERGENCE';
    [at, here] = [higher.at, higher.there];
    if (at.some((x) => Math.abs(x) > reach)) return 'AT_THE_EDGE';
  }
  return 'NO_CONVERGENCE';
}

/** The least that a curvature counts for: of a plane, too, some share of it is above 0. */
const FLAT = 1e-100;

/** A direction in which the function rises, as long as its curvature says. */
function uphill({ gradient, hessian }: Surface): number[] {
  const size = Math.max(...hessian.map((row, i) => Math.abs(row[i]!)), FLAT);
  for (let ridge = 0; ; ridge = ridge === 0 ? 1e-6 * size : 10 * ridge) {
    const curved = hessian.map((row, i) => row.map((h, j) => (i === j ? ridge - h : -h)));
    const root = choleskyFactor(curved);
    if (root === null) continue;
    const step = solved(root, gradient);
    const longest = Math.max(...step.map(Math.abs));
    return longest > LONGEST_STEP ? step.map((x) => (x * LONGEST_STEP) / longest) : step;
  }
}

/** The first point along a step, halved again and again, that is higher by a due share (Armijo's rule). */
function alongStep(
  surface: (at: readonly number[]) => Surface,
  at: readonly number[],
  step: readonly number[],
  here: Surface,
  climb: number,
): { at: number[]; there: Surface } | null {
  for (let share = 1; share > 1e-10; share /= 2) {
    const next = at.map((x, k) => x + share * step[k]!);
    const there = surface(next);
    // Near the summit, what is left to climb is less than the rounding of the height.
    const rounding = 1e-13 * Math.abs(here.value);
    if (there.value >= here.value + 1e-4 * share * climb - rounding) return { at: next, there };
  }
  return null;
}

function summit(at: number[], { value, hessian }: Surface): Maximum | NoMaximum {
  const covariance = inverseOfPositive(hessian.map((row) => row.map((h) => -h)));
  if (covariance === null || !Number.isFinite(value)) return 'NO_CONVERGENCE';
  return { at, value, covariance };
}
