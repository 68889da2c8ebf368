import type { Alternative } from '../../stats/alternative.js';
import {
  brownForsytheTest,
  type Homogeneity,
  rateHomogeneityTest,
} from '../../stats/tests/homogeneity.js';
import { mantelHaenszelTest, type Stratum } from '../../stats/tests/strata.js';
import type { StratifiedEffect } from '../../stats/tests/stratified-effect.js';
import { postStratifiedTest, type StratumEffect } from '../../stats/tests/stratified-means.js';
import { stratifiedRateTest } from '../../stats/tests/stratified-rates.js';
import type { Untestable } from '../../stats/tests/two-sample-test.js';
import type { Arm } from '../arm.js';
import type { Comparison } from '../comparison.js';

/** Whether the segments are tables of counts: a rate that no covariate adjusts. */
export function isCounted({ kind, covariate }: Comparison): boolean {
  return kind === 'proportion' && covariate === null;
}

/** What the effects in these segments average to: of counts by Mantel and Haenszel, else post-stratified. */
export function averageOf(
  parts: readonly Comparison[],
  counted: boolean,
  alternative: Alternative,
): StratifiedEffect | Untestable {
  return counted
    ? stratifiedRateTest(strataOf(parts), alternative)
    : postStratifiedTest(effectsOf(parts, counted), alternative);
}

/** Whether these segments have the same effect: of counts by the score test where none is sparse, else by F. */
export function homogeneityOf(
  parts: readonly Comparison[],
  counted: boolean,
): Homogeneity | Untestable {
  const score = counted ? rateHomogeneityTest(strataOf(parts)) : 'TOO_FEW_UNITS';
  return typeof score === 'string' ? brownForsytheTest(effectsOf(parts, counted)) : score;
}

/** The classical test that within every segment both have the same rate; `null` where it cannot be had. */
export function commonRateTest(parts: readonly Comparison[]) {
  const test = mantelHaenszelTest(strataOf(parts));
  return typeof test === 'string' ? null : { statistic: test.statistic, pValue: test.pValue };
}

function strataOf(parts: readonly Comparison[]): Stratum[] {
  return parts.map(({ control, treatment }) => ({
    control: { successes: control.successes!, n: control.n },
    treatment: { successes: treatment.successes!, n: treatment.n },
  }));
}

/** The effects of the segments with a variance: two units or more in each arm. */
function effectsOf(parts: readonly Comparison[], counted: boolean): StratumEffect[] {
  return parts
    .filter(({ control, treatment }) => control.n > 1 && treatment.n > 1)
    .map((part) => effectOf(part, counted))
    .filter(({ variance }) => !Number.isNaN(variance));
}

function effectOf(
  { control, treatment, effect, covariate, df }: Comparison,
  counted: boolean,
): StratumEffect {
  const [a, b] = [errorVariance(control, counted), errorVariance(treatment, counted)];
  const [n, m] = [control.n, treatment.n];
  const explained = covariate?.varianceReduction ?? 0;
  // Only the segment's own test knows what the covariate leaves of each arm's variance.
  const adjusted = covariate === null ? null : df;
  return {
    estimate: effect.estimate,
    variance: (1 - explained) * (a + b),
    df: adjusted ?? welchFreedom(a / (a + b), n, m),
    weight: (n * m) / (n + m),
  };
}

/** Satterthwaite's degrees of freedom, given the first arm's share of the variance; of none there is no doubt. */
function welchFreedom(share: number, n: number, m: number): number {
  if (Number.isNaN(share)) return Number.POSITIVE_INFINITY;
  return 1 / (share ** 2 / (n - 1) + (1 - share) ** 2 / (m - 1));
}

/** NaN where there is none: of a quantile, or of a ratio whose denominators add up to 0. */
function errorVariance({ mean, variance, n }: Arm, counted: boolean): number {
  return counted ? (mean * (1 - mean)) / (n - 1) : (variance ?? Number.NaN) / n;
}
