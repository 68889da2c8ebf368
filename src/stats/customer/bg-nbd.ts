import {
  type Maximum,
  type NoMaximum,
  newtonMaximum,
  type Surface,
} from '../numeric/newton-maximum.js';
import type { HistoryGroup, PurchaseHistory } from './purchases.js';

/** The parameters of the BG/NBD model, all positive, in the order of its vectors: r, α, a, b. */
export interface BgNbd {
  /** Shape of the gamma distribution of the customers' rates of purchase. */
  r: number;
  /** Its rate, in the unit of time. */
  alpha: number;
  /** Of the beta distribution of the chance to leave after a purchase, which has mean a ÷ (a + b). */
  a: number;
  b: number;
}

/** A model with how likely it makes the data, and the covariance of its parameters' logarithms. */
export interface BgNbdFit {
  model: BgNbd;
  logLikelihood: number;
  /** Of ln r, ln α, ln a, ln b. */
  covariance: number[][];
}

/** ln of the largest ratio of a parameter to its start: beyond, customers do not differ in it, or all do. */
const REACH = 14;

/**
 * The BG/NBD model that makes these customers' purchases most likely.
 *
 * Sums of logarithms stand in place of ln Γ, since purchases are whole: all derivatives are exact.
 *
 * @see Fader, Hardie & Lee (2005), Marketing Science 24, 275–284, eq. (6).
 * Error: 1e-7 relative in the parameters, against R, whose derivatives are numerical (test/reference/clv.R).
 */
export function bgNbdFit(groups: readonly HistoryGroup[]): BgNbdFit | NoMaximum {
  const customers = groups.reduce((sum, one) => sum + one.customers, 0);
  // In a unit in which the mean time is 1 the logarithms of all parameters are near 0.
  const unit = groups.reduce((sum, one) => sum + one.customers * one.observed, 0) / customers;
  const scaled = groups.map((one) => ({
    ...one,
    last: one.last / unit,
    observed: one.observed / unit,
  }));
  const above = customersAbove(scaled);
  const found = newtonMaximum((logs) => logSurface(logs, scaled, above), [0, 0, 0, 0], REACH);
  return typeof found === 'string' ? found : fitFrom(found, unit, scaled);
}

function fitFrom(
  { at, value, covariance }: Maximum,
  unit: number,
  groups: readonly HistoryGroup[],
) {
  const [r, alpha, a, b] = at.map(Math.exp) as [number, number, number, number];
  const repeats = groups.reduce((sum, one) => sum + one.customers * one.repeats, 0);
  // A density of times is smaller by the unit of each.
  const logLikelihood = value - repeats * Math.log(unit);
  return { model: { r, alpha: alpha * unit, a, b }, logLikelihood, covariance };
}

/** By i, how many customers have more than i repeat purchases. */
function customersAbove(groups: readonly HistoryGroup[]): Float64Array {
  const most = groups.reduce((largest, { repeats }) => Math.max(largest, repeats), 0);
  const above = new Float64Array(most);
  for (const { repeats, customers } of groups) {
    if (repeats > 0) above[repeats - 1]! += customers;
  }
  for (let i = most - 2; i >= 0; i -= 1) above[i]! += above[i + 1]!;
  return above;
}

/** The log-likelihood with its derivatives by the logarithms of the parameters. */
function logSurface(
  logs: readonly number[],
  groups: readonly HistoryGroup[],
  above: Float64Array,
): Surface {
  const [r, alpha, a, b] = logs.map(Math.exp) as [number, number, number, number];
  const model = { r, alpha, a, b };
  const surface = plainSurface(model, groups, above);
  const parameters = [r, alpha, a, b];
  const gradient = surface.gradient.map((slope, i) => slope * parameters[i]!);
  const hessian = surface.hessian.map((row, i) =>
    row.map((h, j) => h * parameters[i]! * parameters[j]! + (i === j ? gradient[i]! : 0)),
  );
  return { value: surface.value, gradient, hessian };
}

/** The same by the parameters themselves. */
function plainSurface(
  model: BgNbd,
  groups: readonly HistoryGroup[],
  above: Float64Array,
): { value: number; gradient: number[]; hessian: number[][] } {
  const { r, alpha, a, b } = model;
  let [value, customers] = [0, 0];
  const gradient = [0, 0, 0, 0];
  const hessian = [0, 1, 2, 3].map(() => [0, 0, 0, 0]);
  for (const [i, count] of above.entries()) {
    const [x, y, z] = [1 / (r + i), 1 / (b + i), 1 / (a + b + i)];
    value += count * Math.log(((r + i) * (b + i)) / (a + b + i));
    addTo(gradient, [x, 0, -z, y - z], count);
    const z2 = z * z;
    const rows = [
      [-x * x, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, z2, z2],
      [0, 0, z2, z2 - y * y],
    ];
    for (const [k, row] of rows.entries()) addTo(hessian[k]!, row, count);
  }
  for (const group of groups) {
    const mixture = mixtureOf(model, group);
    value += group.customers * mixture.value;
    customers += group.customers;
    addTo(gradient, mixture.gradient, group.customers);
    for (const [k, row] of mixture.hessian.entries()) addTo(hessian[k]!, row, group.customers);
  }
  value += customers * r * Math.log(alpha);
  addTo(gradient, [Math.log(alpha), r / alpha, 0, 0], customers);
  addTo(hessian[0]!, [0, 1 / alpha, 0, 0], customers);
  addTo(hessian[1]!, [1 / alpha, -r / alpha ** 2, 0, 0], customers);
  return { value, gradient, hessian };
}

function addTo(into: number[], row: readonly number[], times: number): void {
  for (const [i, value] of row.entries()) into[i]! += times * value;
}

/** ln of the part of the likelihood that tells a customer who is there from one who left, with derivatives. */
function mixtureOf(model: BgNbd, { repeats, last, observed }: PurchaseHistory) {
  const { r, alpha, a, b } = model;
  const there = branch(r + repeats, alpha + observed);
  if (repeats === 0) return there;
  const since = b + repeats - 1;
  const left = branch(r + repeats, alpha + last);
  left.value += Math.log(a / since);
  left.gradient[2] = 1 / a;
  left.gradient[3] = -1 / since;
  left.hessian[2]![2] = -1 / a ** 2;
  left.hessian[3]![3] = 1 / since ** 2;
  return logSum(there, left);
}

/** −shape · ln time, with derivatives by r and α. */
function branch(shape: number, time: number) {
  const slope = -1 / time;
  return {
    value: -shape * Math.log(time),
    gradient: [-Math.log(time), shape * slope, 0, 0],
    hessian: [
      [0, slope, 0, 0],
      [slope, shape * slope * slope, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ],
  };
}

type Branch = ReturnType<typeof branch>;

/** ln (eᵘ + eᵛ), with derivatives. */
function logSum(u: Branch, v: Branch): Branch {
  const larger = Math.max(u.value, v.value);
  const sum = Math.exp(u.value - larger) + Math.exp(v.value - larger);
  const share = Math.exp(v.value - larger) / sum;
  const apart = u.gradient.map((slope, i) => v.gradient[i]! - slope);
  return {
    value: larger + Math.log(sum),
    gradient: u.gradient.map((slope, i) => slope + share * apart[i]!),
    hessian: u.hessian.map((row, i) =>
      row.map(
        (h, j) =>
          (1 - share) * h + share * v.hessian[i]![j]! + share * (1 - share) * apart[i]! * apart[j]!,
      ),
    ),
  };
}

/** How a customer's own log-likelihood changes with ln r, ln α, ln a and ln b: the scores of the fit. */
export function bgNbdScore(model: BgNbd, history: PurchaseHistory): number[] {
  const { r, alpha, a, b } = model;
  const score = [...mixtureOf(model, history).gradient];
  for (let i = 0; i < history.repeats; i += 1) {
    const z = 1 / (a + b + i);
    addTo(score, [1 / (r + i), 0, -z, 1 / (b + i) - z], 1);
  }
  addTo(score, [Math.log(alpha), r / alpha, 0, 0], 1);
  return score.map((slope, i) => slope * [r, alpha, a, b][i]!);
}
