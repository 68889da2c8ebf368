import { combinedMoments } from '../combined-moments.js';
import type { Moments } from '../moments.js';
import { differenceVariance, type EstimatedArms, type PointEstimate } from './point-estimate.js';
import type { Interval } from './two-sample-test.js';

/** An estimate, its variance, and how far its interval reaches. */
export interface BoundedEstimate extends PointEstimate, Interval {}

/**
 * What the units outside add to each unit that could see a difference: Σ over them ÷ the number of those who could, of
 * 1 and of each measurement, with the covariances of these sums' errors. Who could is estimated, too.
 *
 * Given who could see a difference, what these do errs independently of how many there are and of what the others do,
 * so that nothing here is correlated with their means.
 */
export interface Outside {
  /** Of 1 first, and then of each measurement. */
  sums: number[];
  covariance: number[][];
  /** How many could. */
  triggered: number;
}

/**
 * What `others` add to each of so many units that could see a difference.
 *
 * With the indicator T of those who could, Σ (1 − T) y ÷ Σ T is a ratio of means, whose influence function is
 * ((1 − T) y − κT) ÷ P(T): as (1 − T) T = 0 its variance is (Σ (1 − T) y² + κ² Σ T) ÷ (Σ T)².
 *
 * @see Deng & Hu (2015), Diluted treatment effect estimation for trigger analysis in online controlled experiments,
 * WSDM, §3; Deng, Knoblich & Lu (2018), KDD, eq. (2).
 */
export function outsideOf(others: Moments, triggered: number): Outside {
  const { n, mean, comoment } = others;
  const sums = [n, ...mean.map((one) => one * n)].map((sum) => sum / triggered);
  // Raw second moments are what is wanted; of units outside they are never differenced.
  const product = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i === j ? n : n * mean[Math.max(i, j) - 1]!;
    const [row, column] = [Math.max(i, j) - 1, Math.min(i, j) - 1];
    return comoment[(row * (row + 1)) / 2 + column]! + n * mean[row]! * mean[column]!;
  };
  const covariance = sums.map((a, i) =>
    sums.map((b, j) => (product(i, j) / triggered + a * b) / triggered),
  );
  return { sums, covariance, triggered };
}

/** What is divided by; where its error is not alike on both sides, how far it goes at so many standard errors. */
export interface Divisor extends PointEstimate {
  ends?: (errors: number) => { lower: number; upper: number };
}

/**
 * How many units there are for each that could see a difference: 1 ÷ their share, whose interval is Wilson's, since a
 * small share errs more to one side.
 *
 * @see Wilson (1927), JASA 22(158), 209–212.
 */
export function unitsPerTriggered({ sums, covariance, triggered }: Outside): Divisor {
  const estimate = 1 + sums[0]!;
  const share = 1 / estimate;
  const units = triggered * estimate;
  const ends = (errors: number) => {
    const square = errors ** 2 / units;
    const middle = share + square / 2;
    const half = Math.sqrt(square * (share * (1 - share) + square / 4));
    return { lower: (1 + square) / (middle + half), upper: (1 + square) / (middle - half) };
  };
  return { estimate, variance: covariance[0]![0]!, ends };
}

/**
 * What all units of the control come to, for each that could see a difference, and how its error goes together with that
 * of the effect.
 */
export function controlPerTriggered(
  arms: EstimatedArms,
  outside: Outside,
): Divisor & { correlation: number } {
  const { sums, covariance } = outside;
  const { control, covariance: between = 0 } = arms;
  const variance = control.variance + covariance[1]![1]!;
  const joint = between - control.variance;
  const scale = Math.sqrt(differenceVariance(arms) * variance);
  const correlation = scale > 0 ? Math.max(-1, Math.min(1, joint / scale)) : 0;
  const estimate = control.estimate + sums[1]!;
  return { estimate, variance, correlation, ends: totalEnds(estimate, variance, outside) };
}

/** The ends of the control's total: what is owed to how many there are errs as that does, and the rest alike. */
function totalEnds(estimate: number, variance: number, outside: Outside) {
  const { sums } = outside;
  const units = unitsPerTriggered(outside);
  const mean = sums[0] === 0 ? 0 : sums[1]! / sums[0]!;
  const rest = Math.max(0, variance - mean ** 2 * units.variance);
  return (errors: number) => {
    const { lower, upper } = units.ends!(errors);
    const [below, above] = [units.estimate - lower, upper - units.estimate];
    const reach = (of: number) => Math.hypot(errors * Math.sqrt(rest), mean * of);
    const [down, up] = mean < 0 ? [above, below] : [below, above];
    return { lower: estimate - reach(down), upper: estimate + reach(up) };
  };
}

/**
 * The moments of an arm's ratio over all units, numerator ÷ denominator, written as a mean of one number for each unit
 * that could see a difference; covariates follow. See linearizedRatio.
 *
 * @param arm measurement 0 the numerator and 1 the denominator
 */
export function linearizedOverAll(arm: Moments, { sums }: Outside): Moments {
  const denominator = arm.mean[1]! + sums[2]!;
  const ratio = (arm.mean[0]! + sums[1]!) / denominator;
  const unit = arm.mean.map(() => 0);
  const rows = arm.mean
    .slice(1)
    .map((_, r) =>
      r === 0 ? unit.with(0, 1 / denominator).with(1, -ratio / denominator) : unit.with(r + 1, 1),
    );
  const linear = combinedMoments(arm, rows);
  return { ...linear, mean: linear.mean.with(0, ratio), residual: linear.residual.with(0, 0) };
}

/** Two arms' ratios over all units, with what they share by the units outside: these have no variant's effect. */
export function withOutside(
  arms: EstimatedArms,
  { control, treatment }: { control: Moments; treatment: Moments },
  outside: Outside,
): EstimatedArms {
  const gradients = {
    control: gradientOf(control, outside),
    treatment: gradientOf(treatment, outside),
  };
  const form = (a: number[], b: number[]) =>
    a.reduce(
      (sum, x, i) => sum + b.reduce((row, y, j) => row + x * y * outside.covariance[i]![j]!, 0),
      0,
    );
  const own = (name: 'control' | 'treatment') => ({
    estimate: arms[name].estimate,
    variance: arms[name].variance + form(gradients[name], gradients[name]),
  });
  return {
    ...arms,
    control: own('control'),
    treatment: own('treatment'),
    covariance: (arms.covariance ?? 0) + form(gradients.control, gradients.treatment),
  };
}

/** How an arm's ratio over all units moves with what the units outside add: nothing by their number alone. */
function gradientOf({ mean }: Moments, { sums }: Outside): number[] {
  const denominator = mean[1]! + sums[2]!;
  const ratio = (mean[0]! + sums[1]!) / denominator;
  return [0, 1 / denominator, -ratio / denominator];
}

/**
 * The quotients of two estimates that fit both; `null` where the divisor cannot be told from 0, at as many standard
 * errors as the dividend's own interval reaches. It excludes 0 exactly when the dividend's interval does.
 *
 * Fieller's interval, each side with the variance that the dividend's interval has there (MOVER-R), so that whatever
 * test that comes from, its decision holds for the quotient too.
 *
 * @see Fieller (1954), JRSS B 16(2), 175–185; Donner & Zou (2012), Statistical Methods in Medical Research 21(4),
 * 347–359, and for correlated estimates Li, Koval, Donner & Zou (2010), Statistics in Medicine 29(24), 2579–2587.
 */
export function quotientOf(
  dividend: BoundedEstimate,
  divisor: Divisor,
  correlation = 0,
): ({ estimate: number } & Interval) | null {
  if (divisor.estimate < 0) {
    const { lower, upper } = dividend;
    const turned = { ...dividend, estimate: -dividend.estimate };
    const ends = { lower: upper === null ? null : -upper, upper: lower === null ? null : -lower };
    return quotientOf(
      { ...turned, ...ends },
      { ...divisor, estimate: -divisor.estimate },
      correlation,
    );
  }
  const error = Math.sqrt(dividend.variance);
  const bound = (end: number | null, side: -1 | 1): number | null => {
    if (end === null) return null;
    const reach = side * (end - dividend.estimate);
    // A quotient is nearest to 0 where its divisor is largest.
    const isNear = Math.sign(end) !== side;
    const own = divisor.variance === 0 ? 0 : reachOf(divisor, reach / error, isNear);
    const joint = correlation * reach * own;
    const found = root(dividend.estimate, divisor.estimate, { end, own, joint }, side);
    // Rounding may not take an end across 0.
    if (end > 0) return found > 0 ? found : Math.max(found, Number.MIN_VALUE);
    return end < 0 ? Math.min(found, -Number.MIN_VALUE) : 0 * found;
  };
  const ends = { lower: bound(dividend.lower, -1), upper: bound(dividend.upper, 1) };
  const estimate = dividend.estimate / divisor.estimate;
  const isOpen = Object.values(ends).some((end) => Number.isNaN(end));
  return isOpen || !Number.isFinite(estimate) ? null : { estimate, ...ends };
}

/** How far a divisor may be above its estimate, or below, at so many standard errors. */
function reachOf({ estimate, variance, ends }: Divisor, errors: number, above: boolean): number {
  if (ends === undefined) return errors * Math.sqrt(variance);
  const { lower, upper } = ends(errors);
  return above ? upper - estimate : estimate - lower;
}

/** An end of Fieller's interval; NaN where it is no interval. */
function root(
  dividend: number,
  divisor: number,
  { end, own, joint }: { end: number; own: number; joint: number },
  side: -1 | 1,
): number {
  const leading = divisor ** 2 - own ** 2;
  if (!(leading > 0)) return Number.NaN;
  const half = dividend * divisor - joint;
  const constant = end * (2 * dividend - end);
  const sign = half < 0 ? -1 : 1;
  const far = half + sign * Math.sqrt(Math.max(0, half ** 2 - leading * constant));
  // One root is a sum of like numbers; the product of both gives the other.
  if (sign === side) return far / leading;
  return far === 0 ? 0 : constant / far;
}
