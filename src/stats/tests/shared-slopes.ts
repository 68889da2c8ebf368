import type { Moments } from '../moments.js';
import { type LeastSquares, restAlong, sharedRegressions } from '../numeric/least-squares.js';
import { bilinear, times, traceOfProduct } from '../numeric/linear-forms.js';
import {
  type AdjustedArms,
  type BothArms,
  columnSquares,
  columnsApart,
  meanAt,
  raisedForRatio,
  spreadWithin,
} from './adjusted-arms.js';
import { welchFreedom } from './point-estimate.js';
import type { EffectiveUnits } from './ratio-test.js';

/**
 * Means of both arms at the covariates' means over both, with the same slopes in both: classical analysis
 * of covariance, with one variance R's lm(metric ~ arm + covariates), else with a variance for each arm
 * as Welch's test is to Student's.
 *
 * To estimate the slopes takes a degree of freedom each, from each arm as much as it has of the columns'
 * variation; and their own error times the difference of the columns' means adds to that of the effect. Of
 * the columns no more are used than leave as many degrees of freedom as they take.
 *
 * @param control moments of (metric, column …) per unit, like `treatment`; of a ratio, linearizedRatio.
 * @param units of a ratio, the effective ones; see deltaTest.
 * @see Fisher (1932), Statistical Methods for Research Workers, 4th ed., §49.1; Cochran (1957), Analysis
 * of covariance, Biometrics 13, 261–281, §2.2.
 */
export function sharedSlopes(
  control: Moments,
  treatment: Moments,
  units: EffectiveUnits,
  oneVariance: boolean,
): AdjustedArms {
  const [n, m] = [control.n, treatment.n];
  const within = control.comoment.map((moment, i) => moment + treatment.comoment[i]!);
  const most = Math.floor((n + m - 2) / 2);
  const { fits, leftOut, rank } = sharedRegressions([within], control.mean.length - 1, most);
  const fit = fits[0]!;
  const own = aboutLine(control, fit, units.control);
  const other = aboutLine(treatment, fit, units.treatment);
  const both = oneVariance ? withOneVariance(own, other) : { control: own, treatment: other };
  const away = columnsApart(control, treatment);
  const apart = away.treatment.map((d, i) => d - away.control[i]!);
  const spread = spreadWithin(control, treatment);
  const means = bilinear(fit.slopes, spread, fit.slopes) / (n + m);
  const error = (x: readonly number[], y: readonly number[]) =>
    both.control.slopeError(x, y) + both.treatment.slopeError(x, y) + means;
  const errorOf = ({ mean, df, slopeError }: AboutLine) => {
    return { error: mean + slopeError(apart, apart), df };
  };
  const few = Math.min(both.control.df, both.treatment.df);
  const welch = welchFreedom(errorOf(both.control), errorOf(both.treatment));
  const df = oneVariance || !(few > 0) || Number.isNaN(welch) ? few : welch;
  return {
    control: armAt(
      control,
      fit,
      away.control,
      both.control.mean + error(away.control, away.control),
    ),
    treatment: armAt(
      treatment,
      fit,
      away.treatment,
      both.treatment.mean + error(away.treatment, away.treatment),
    ),
    covariance: error(away.control, away.treatment),
    balanced: both.control.mean + both.treatment.mean,
    df,
    earlyDf: Math.min(df, 2 * (Math.min(n, m) - 1) - rank),
    thetas: fit.slopes,
    leftOut,
    ownSlopes: false,
  };
}

function armAt(arm: Moments, { slopes }: LeastSquares, away: readonly number[], variance: number) {
  return { estimate: meanAt(arm, slopes, away), variance };
}

/** What an arm's units are off the line by. */
interface AboutLine {
  /** The error variance of its mean where the slopes are known. */
  mean: number;
  df: number;
  /** What its units' errors give to the error of the line at x and y. */
  slopeError: (x: readonly number[], y: readonly number[]) => number;
  /** The sum of squares, and the error variances for a variance of 1 of a unit. */
  rest: number;
  withVariance: (variance: number, df: number) => AboutLine;
}

function aboutLine(arm: Moments, fit: LeastSquares, units: number): AboutLine {
  const squares = columnSquares(arm);
  const share = traceOfProduct(fit.inverse, squares);
  const rest = restAlong(arm.comoment, fit.slopes);
  const withVariance = (variance: number, df: number): AboutLine => ({
    mean: variance / arm.n,
    df,
    slopeError: (x, y) =>
      variance * bilinear(times(fit.inverse, x), squares, times(fit.inverse, y)),
    rest,
    withVariance,
  });
  const df = units - 1 - share;
  return withVariance((rest / df) * raisedForRatio(arm.n, units), df);
}

function withOneVariance(control: AboutLine, treatment: AboutLine): BothArms<AboutLine> {
  const df = control.df + treatment.df;
  const variance = (control.rest + treatment.rest) / df;
  const same = ({ withVariance }: AboutLine) => withVariance(variance, df);
  return { control: same(control), treatment: same(treatment) };
}
