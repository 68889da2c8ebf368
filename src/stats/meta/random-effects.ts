import { type ChiSquareTest, chiSquareTest } from '../distributions/chi-square.js';
import { fTails } from '../distributions/f-distribution.js';
import { normalQuantile, normalTails } from '../distributions/normal.js';
import { studentQuantile, studentTails } from '../distributions/student.js';
import { requireConfidence, requireDomain } from '../numeric/domain.js';
import { bilinear } from '../numeric/linear-forms.js';
import { symmetricInverse } from '../numeric/symmetric.js';
import {
  freedomOf,
  knownFit,
  type SpreadMisfit,
  type TauMethod,
  type TauSquaredInterval,
  tauSquaredInterval,
  tauSquaredOf,
} from './heterogeneity.js';
import type { KnownEffects } from './known-effects.js';

/** How an interval of a mean over effects is made. */
export const MEAN_METHODS = ['wald', 'knapp-hartung', 'modified-knapp-hartung'] as const;

/** How such an interval is made: by the normal distribution, by t, or by t and never narrower than the first. */
export type MeanMethod = (typeof MEAN_METHODS)[number];

/** An estimate with its standard error and interval. */
export interface EstimatedWithin {
  estimate: number;
  standardError: number;
  lower: number;
  upper: number;
  /** Two-sided, of its being 0; in (0, 1]. */
  pValue: number;
}

/** Effects put together, their true ones taken as spread normally around what the moderators say. */
export interface RandomEffects {
  method: TauMethod;
  meanMethod: MeanMethod;
  effects: number;
  tauSquared: number;
  /** By the Q-profile; `null` of a fixed effect, or of too few. */
  tauSquaredInterval: TauSquaredInterval | null;
  /** The constant first: without moderators the mean. */
  coefficients: EstimatedWithin[];
  /** Of the coefficients' errors. */
  covariance: number[][];
  /** Degrees of freedom of their t; `null`: normal. */
  df: number | null;
  /** Cochran's test that the moderators tell all there is of true effects; `null` where nothing is left over. */
  heterogeneity: ChiSquareTest | null;
  /** I², in [0, 1): the share of the spread that is of true effects, at a typical error. */
  shareBeyondChance: number;
  /** That the moderators tell nothing: Wald's chi-square, or F × its degrees of freedom; `null` without any. */
  moderators: { statistic: number; df: number; errorDf: number | null; pValue: number } | null;
}

/**
 * The mean of true effects, their spread, and what moderators tell of them.
 *
 * @param confidence of the intervals, in (0, 1), as 0.95.
 * @param meanMethod Knapp and Hartung's modified interval is a t with the variance that they estimate, never
 * narrower than Wald's standard error would make it.
 * @returns a misfit where there are too few effects, or moderators that say the same.
 * @throws {RangeError} when the confidence is outside.
 * @see Knapp & Hartung (2003), Statistics in Medicine 22, 2693–2710; Röver, Knapp & Friede (2015), BMC Medical
 * Research Methodology 15:99, for the modification; Higgins & Thompson (2002), Statistics in Medicine 21,
 * 1539–1558, for I², with the typical variance df ⁄ tr P of metafor.
 * Error: 1e-9 relative, against metafor 3.8.1.
 * @example
 * // Kacker (2004), Metrologia 41, 132–136: nine results of laboratories, by Paule and Mandel.
 * const y = [61, 61.4, 62.21, 62.3, 62.34, 62.6, 62.7, 62.84, 65.9];
 * const v = [0.2025, 1.21, 0.09, 0.2025, 0.3844, 0.5625, 0.0676, 0.0225, 1.8225];
 * const effects = knownEffects(independentEffects(y.map((estimate, i) => ({ estimate, variance: v[i]! }))));
 * if ('why' in effects) throw new Error(effects.why);
 * const found = randomEffects(effects, 0.95, 'paule-mandel');
 * if (typeof found === 'string') throw new Error(found);
 * found.tauSquared; // => 0.705395
 * found.coefficients[0]?.estimate; // => 62.40762
 * found.heterogeneity?.statistic; // => 24.8019
 */
export function randomEffects(
  effects: KnownEffects,
  confidence: number,
  method: TauMethod = 'reml',
  meanMethod: MeanMethod = 'modified-knapp-hartung',
): RandomEffects | SpreadMisfit {
  requireConfidence(confidence);
  const tauSquared = tauSquaredOf(effects, method);
  if (typeof tauSquared === 'string') return tauSquared;
  const error = freedomOf(effects);
  const fit = knownFit(effects, tauSquared);
  const usesT = meanMethod !== 'wald';
  if (usesT && error < 1) return 'TOO_FEW_EFFECTS';
  const scale = usesT ? knappHartungScale(fit.q / error, meanMethod) : 1;
  const covariance = fit.covariance.map((row) => row.map((x) => x * scale));
  const df = usesT ? error : null;
  const q = knownFit(effects, 0);
  return {
    method,
    meanMethod,
    effects: effects.values.length,
    tauSquared,
    tauSquaredInterval: method === 'fixed' ? null : tauSquaredInterval(effects, confidence),
    coefficients: fit.coefficients.map((estimate, i) =>
      within(estimate, Math.sqrt(covariance[i]![i]!), df, confidence),
    ),
    covariance,
    df,
    heterogeneity: error < 1 ? null : chiSquareTest(q.q, error),
    shareBeyondChance:
      method === 'fixed'
        ? Math.max(0, error < 1 ? 0 : (q.q - error) / q.q) || 0
        : tauSquared / (tauSquared + error / q.trace),
    moderators: moderatorTest(fit.coefficients, covariance, df),
  };
}

function knappHartungScale(ratio: number, meanMethod: MeanMethod): number {
  return meanMethod === 'modified-knapp-hartung' ? Math.max(1, ratio) : ratio;
}

/** An estimate with its interval by t, or without degrees of freedom by the normal distribution. */
export function within(
  estimate: number,
  standardError: number,
  df: number | null,
  confidence: number,
): EstimatedWithin {
  const reach = criticalValue(df, confidence) * standardError;
  const pValue =
    standardError === 0
      ? estimate === 0
        ? 1
        : 0
      : twoSided(Math.abs(estimate) / standardError, df);
  return {
    estimate,
    standardError,
    lower: estimate - reach,
    upper: estimate + reach,
    pValue: Math.max(Number.MIN_VALUE, pValue),
  };
}

function criticalValue(df: number | null, confidence: number): number {
  const outside = (1 - confidence) / 2;
  return df === null ? normalQuantile(outside, 'upper') : studentQuantile(outside, df, 'upper');
}

function twoSided(statistic: number, df: number | null): number {
  const { upper } = df === null ? normalTails(statistic) : studentTails(statistic, df);
  return 2 * upper;
}

function moderatorTest(
  coefficients: readonly number[],
  covariance: readonly (readonly number[])[],
  errorDf: number | null,
): RandomEffects['moderators'] {
  const [, ...slopes] = coefficients;
  if (slopes.length === 0) return null;
  const own = covariance.slice(1).map((row) => row.slice(1));
  const solved = symmetricInverse(own);
  if (solved === null) return null;
  const statistic = bilinear(slopes, solved.inverse, slopes);
  const df = slopes.length;
  const pValue =
    errorDf === null
      ? chiSquareTest(statistic, df).pValue
      : fTails(statistic / df, df, errorDf).upper;
  return { statistic, df, errorDf, pValue: Math.max(Number.MIN_VALUE, pValue) };
}

/**
 * Between which values the true effect of another experiment like these is expected: the mean's uncertainty and
 * the spread of true effects together.
 *
 * @param confidence in (0, 1), as 0.95.
 * @param moderators of that experiment, beside the constant, as many as were fitted.
 * @throws {RangeError} where they are more or fewer, or the confidence is outside.
 * @see Higgins, Thompson & Spiegelhalter (2009), J. Royal Statistical Society A 172, 137–159, eq. (12).
 * Error: 1e-9, against metafor's predict.
 * @example
 * const effects = knownEffects(
 *   independentEffects([
 *     { estimate: 0.02, variance: 0.0001 },
 *     { estimate: 0.05, variance: 0.0002 },
 *     { estimate: -0.01, variance: 0.0001 },
 *   ]),
 * );
 * if ('why' in effects) throw new Error(effects.why);
 * const found = randomEffects(effects, 0.95, 'reml', 'wald');
 * if (typeof found === 'string') throw new Error(found);
 * const { estimate, lower, upper } = predictionInterval(found, 0.95);
 * [estimate, lower, upper]; // => [ 0.01889, -0.04380, 0.08159 ]
 */
export function predictionInterval(
  { coefficients, covariance, tauSquared, df }: RandomEffects,
  confidence: number,
  moderators: readonly number[] = [],
): EstimatedWithin {
  requireConfidence(confidence);
  const row = [1, ...moderators];
  const asMany = row.length === coefficients.length;
  requireDomain(asMany, 'moderators', `${coefficients.length - 1} of them`, moderators.length);
  const estimate = row.reduce((sum, x, i) => sum + x * coefficients[i]!.estimate, 0);
  const variance = bilinear(row, covariance, row);
  return within(estimate, Math.sqrt(variance + tauSquared), df, confidence);
}
