import { HALF_LOG_TWO_PI } from '../distributions/gamma.js';
import { logNormalUpper } from '../distributions/normal.js';
import { gaussLegendreRule } from '../numeric/gauss-legendre.js';

/**
 * Where the statistic of a test may be that has not stopped yet: points z with the probability that
 * each stands for, at this fraction of the information.
 */
export interface Continuation {
  fraction: number;
  points: Float64Array;
  masses: Float64Array;
  logMasses: Float64Array;
}

/** Before the first look: nothing is known yet. */
export const UNSTARTED: Continuation = {
  fraction: 0,
  points: Float64Array.of(0),
  masses: Float64Array.of(1),
  logMasses: Float64Array.of(0),
};

/** From z at one look to z at the next: normal, with mean slope · z + shift and this deviation. */
export interface Step {
  fraction: number;
  slope: number;
  shift: number;
  deviation: number;
}

/** ln of the probability below which nothing is followed: 1e-200, far from where doubles end. */
export const NEGLIGIBLE = -460;

/** How many standard deviations from its mean a normal density is that much below its summit. */
const FAR = Math.sqrt(-2 * NEGLIGIBLE);

/** How many standard deviations hold a normal distribution but for 2e-17, less than doubles tell from 1. */
const WHOLE = 8.5;

/**
 * A panel of PANEL deviations and its points: the rule's error for a normal density of half that
 * variance, the narrowest product of two that occurs, is (PANEL√2)³³ (16!)³ ⁄ (33 (32!)² 2¹⁶) < 3e-10.
 */
const PANEL = 5;
const RULE = gaussLegendreRule(16);

/**
 * The step of the statistic to a later fraction of the information, if its mean at fraction 1 is
 * `drift`: its increments on the scale z√fraction are independent.
 *
 * @see Armitage, McPherson & Rowe (1969), JRSS A 132, 235–244; Jennison & Turnbull (2000), Group
 * Sequential Methods, §3.1 and §19.2.
 */
export function stepTo(from: Continuation, fraction: number, drift: number): Step {
  const added = fraction - from.fraction;
  return {
    fraction,
    slope: Math.sqrt(from.fraction / fraction),
    shift: (drift * added) / Math.sqrt(fraction),
    deviation: Math.sqrt(added / fraction),
  };
}

/** ln of the probability of getting past `bound` with this step, and its derivative by the bound. */
export function logCrossing(
  state: Continuation,
  step: Step,
  bound: number,
): { log: number; derivative: number } {
  const { first } = within(state, step, bound);
  const near = state.points.subarray(first);
  const logMasses = state.logMasses.subarray(first);
  const distances = near.map((point) => distance(step, point, bound));
  const logs = logMasses.map((log, i) => log + logNormalUpper(distances[i]!));
  const most = logs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (most === Number.NEGATIVE_INFINITY) return { log: most, derivative: 0 };
  let [tail, density] = [0, 0];
  for (let i = 0; i < logs.length; i += 1) {
    tail += Math.exp(logs[i]! - most);
    density += Math.exp(logMasses[i]! - most - 0.5 * distances[i]! ** 2 - HALF_LOG_TWO_PI);
  }
  return { log: most + Math.log(tail), derivative: -density / tail / step.deviation };
}

/** The same test with the sign of its statistic turned round, and so its step. */
export function turned(state: Continuation, step: Step): [Continuation, Step] {
  return [
    {
      fraction: state.fraction,
      points: state.points.map((z) => -z).reverse(),
      masses: state.masses.toReversed(),
      logMasses: state.logMasses.toReversed(),
    },
    { ...step, shift: -step.shift },
  ];
}

/**
 * The test after this step, if it goes on between the two bounds; the look after it will be at `next`.
 * The points lie close enough for both steps, so looks may follow at any distance. Upwards they go as
 * far as the least spends need, downwards as far as there is anything.
 */
export function continued(
  from: Continuation,
  step: Step,
  [lower, upper]: [number, number],
  next: number,
): Continuation {
  const mean = step.shift + step.slope * centreOf(from);
  const [left, right] = [Math.max(lower, mean - WHOLE), Math.min(upper, mean + FAR)];
  const later = Math.sqrt((next - step.fraction) / step.fraction);
  const { points, weights } = grid(left, right, PANEL * Math.min(step.deviation, later));
  const masses = weights.map((weight, i) => weight * density(from, step, points[i]!));
  return { fraction: step.fraction, points, masses, logMasses: masses.map(Math.log) };
}

function centreOf({ points, masses }: Continuation): number {
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return points.reduce((sum, z, i) => sum + (z * masses[i]!) / total, 0);
}

/** Panels of that width or less, each with the rule's points. */
function grid(left: number, right: number, width: number) {
  const panels = right > left ? Math.ceil((right - left) / width) : 0;
  const half = (right - left) / panels / 2;
  const size = RULE.points.length;
  const weights = new Float64Array(panels * size).map((_, i) => half * RULE.weights[i % size]!);
  const points = weights.map(
    (_, i) => left + half * (2 * Math.floor(i / size) + 1 + RULE.points[i % size]!),
  );
  return { points, weights };
}

/** The density at z after the step, of what had not stopped before it. */
function density(state: Continuation, step: Step, z: number): number {
  const { first, reach } = within(state, step, z);
  let sum = 0;
  for (let i = first; i < state.points.length; i += 1) {
    const u = distance(step, state.points[i]!, z);
    if (u < -reach) break;
    sum += state.masses[i]! * Math.exp(-0.5 * u * u);
  }
  return (sum * Math.exp(-HALF_LOG_TWO_PI)) / step.deviation;
}

/** How far z is from where the step leads from a point, in its deviations. */
function distance({ slope, shift, deviation }: Step, point: number, z: number): number {
  return (z - shift - slope * point) / deviation;
}

/**
 * The points from which the step may lead to z: at distances up to `reach`, the first of them. The
 * product of the density before and that of the step is largest within the first two terms of reach.
 */
function within({ points }: Continuation, step: Step, z: number): { first: number; reach: number } {
  const outside = Math.max(0, distance(step, points.at(-1)!, z), -distance(step, points[0]!, z));
  const reach = outside + Math.abs(z - step.shift) * step.deviation + WHOLE;
  const least = (z - step.shift - reach * step.deviation) / step.slope;
  return { first: firstFrom(points, least), reach };
}

/** The index of the first of increasing points that is not below z; 0 where z is no number. */
function firstFrom(points: Float64Array, z: number): number {
  let [from, to] = [0, points.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (points[middle]! < z) from = middle + 1;
    else to = middle;
  }
  return from;
}
