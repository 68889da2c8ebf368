import type { Moments } from '../moments.js';
import { type LeastSquares, sharedRegressions } from '../numeric/least-squares.js';
import { bilinear, traceOfProduct } from '../numeric/linear-forms.js';
import {
  type AdjustedArms,
  type BothArms,
  columnsApart,
  meanAt,
  raisedForRatio,
  spreadWithin,
} from './adjusted-arms.js';
import { welchFreedom } from './point-estimate.js';
import type { EffectiveUnits } from './ratio-test.js';

/**
 * Means of both arms, each by its own regression at the covariates' means over both: R's
 * lm(metric ~ arm * covariates) with the covariates centred.
 *
 * Given the covariates, each mean has the exact error of a prediction, with one degree of freedom less
 * for each slope. That the means over both arms are themselves of a sample adds the spread of what the
 * slopes differ by, less what they would by their own errors.
 *
 * @param control moments of (metric, column …) per unit, like `treatment`; of a ratio, linearizedRatio.
 * @param units of a ratio, the effective ones; see deltaTest.
 * @see Lin (2013), Agnostic notes on regression adjustments to experimental data, Annals of Applied
 * Statistics 7, 295–318, §4; Negi & Wooldridge (2021), Revisiting regression adjustment in experiments with
 * heterogeneous treatment effects, Econometric Reviews 40, 504–534, for the means' own error.
 */
export function ownSlopes(
  control: Moments,
  treatment: Moments,
  units: EffectiveUnits,
): AdjustedArms {
  const squares = [control.comoment, treatment.comoment];
  const { fits, leftOut, rank } = sharedRegressions(squares, control.mean.length - 1);
  const away = columnsApart(control, treatment);
  const a = predicted(control, fits[0]!, { at: away.control, units: units.control, rank });
  const b = predicted(treatment, fits[1]!, { at: away.treatment, units: units.treatment, rank });
  const [n, m] = [control.n, treatment.n];
  const spread = spreadWithin(control, treatment);
  const shared = meansError(fits, [a.unitVariance, b.unitVariance], spread, n + m);
  const few = Math.min(a.df, b.df);
  const both = a.error + b.error;
  const df = few > 0 && both > 0 ? welchFreedom(a, b) : few;
  return {
    control: { estimate: a.estimate, variance: a.error + shared.control },
    treatment: { estimate: b.estimate, variance: b.error + shared.treatment },
    covariance: shared.covariance,
    balanced: a.unitVariance / n + b.unitVariance / m + shared.difference,
    df,
    earlyDf: Math.min(df, 2 * few),
    thetas: fits[0]!.slopes.map((slope, i) => (n * fits[1]!.slopes[i]! + m * slope) / (n + m)),
    leftOut,
    ownSlopes: true,
  };
}

/** An arm's mean where the columns are at their means over both arms, with the variance of a unit about its line. */
function predicted(
  arm: Moments,
  { slopes, inverse, rest }: LeastSquares,
  { at, units, rank }: { at: readonly number[]; units: number; rank: number },
) {
  const df = units - 1 - rank;
  const unitVariance = (rest / df) * raisedForRatio(arm.n, units);
  const error = unitVariance * (1 / arm.n + bilinear(at, inverse, at));
  return { estimate: meanAt(arm, slopes, at), unitVariance, error, df };
}

/** Slopes agree to about 1e-11, and these are squares of them. */
const ROUNDING = 1e-20;

/** What the covariates' means over both arms, which are of a sample, add to the errors of the two means. */
function meansError(
  fits: readonly LeastSquares[],
  unitVariances: readonly number[],
  spread: readonly (readonly number[])[],
  total: number,
): BothArms<number> & { covariance: number; difference: number } {
  const [c, t] = fits.map(({ slopes }) => slopes);
  const difference = t!.map((slope, i) => slope - c![i]!);
  const mean = t!.map((slope, i) => (slope + c![i]!) / 2);
  const square = bilinear(difference, spread, difference);
  const [a, b] = fits.map(
    ({ inverse }, arm) => unitVariances[arm]! * traceOfProduct(inverse, spread),
  );
  const both = bilinear(mean, spread, mean);
  const alike = square <= ROUNDING * both;
  const beyond = alike ? 0 : Math.max(0, square - a! - b!);
  const between = square > 0 ? bilinear(mean, spread, difference) * Math.sqrt(beyond / square) : 0;
  return {
    control: (both - between + beyond / 4) / total,
    treatment: (both + between + beyond / 4) / total,
    covariance: (both - beyond / 4) / total,
    difference: beyond / total,
  };
}
