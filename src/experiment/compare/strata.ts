import { sum } from 'simple-statistics';
import type { Alternative } from '../../stats/alternative.js';
import {
  brownForsytheTest,
  type Homogeneity,
  rateHomogeneityTest,
} from '../../stats/tests/homogeneity.js';
import { welchFreedom } from '../../stats/tests/point-estimate.js';
import { mantelFleissReach, mantelHaenszelTest, type Stratum } from '../../stats/tests/strata.js';
import type { ReferenceOf, StratifiedEffect } from '../../stats/tests/stratified-effect.js';
import { postStratifiedTest, type StratumEffect } from '../../stats/tests/stratified-means.js';
import { stratifiedRateTest } from '../../stats/tests/stratified-rates.js';
import type { Untestable } from '../../stats/tests/two-sample-test.js';
import type { Arm } from '../arm.js';
import type { Comparison } from '../comparison.js';

/** As much of a comparison within a segment as an average over segments is made of. */
export type StratumPart = Pick<
  Comparison,
  'control' | 'treatment' | 'kind' | 'covariate' | 'method' | 'statistic' | 'df'
> & {
  effect: { estimate: number };
  skewness: { difference: number } | null;
  /** Where it was tested at a margin rather than at no effect. */
  margin?: unknown;
};

/** Mantel & Fleiss (1980). */
const FEWEST_EVENTS = 5;

/** Whether the segments are tables of counts: a rate that no covariate adjusts. */
export function isCounted({ kind, covariate }: Pick<Comparison, 'kind' | 'covariate'>): boolean {
  return kind === 'proportion' && covariate === null;
}

/** What the effects in these segments average to: of counts by Mantel and Haenszel, else post-stratified. */
export function averageOf(
  parts: readonly StratumPart[],
  counted: boolean,
  alternative: Alternative,
  referenceOf?: ReferenceOf,
): StratifiedEffect | Untestable {
  return counted
    ? stratifiedRateTest(strataOf(parts), alternative, referenceOf)
    : postStratifiedTest(effectsOf(parts, counted), alternative, referenceOf);
}

/** Whether the events are so few that chance in one arm decides how rates average, by Mantel and Fleiss. */
export function hasTooFewEvents(parts: readonly StratumPart[]): boolean {
  return mantelFleissReach(strataOf(parts)) < FEWEST_EVENTS;
}

/** The skewness of that average; `null` of counts, and where a segment's is not known. */
export function averageSkewness(parts: readonly StratumPart[], counted: boolean): number | null {
  if (counted) return null;
  const taken = withVariance(parts);
  if (taken.some(({ skewness }) => skewness === null)) return null;
  const terms = taken.map((part) => {
    const { variance, weight } = effectOf(part, counted);
    return { spread: weight ** 2 * variance, skew: part.skewness!.difference };
  });
  const spread = sum(terms.map((term) => term.spread));
  return spread === 0
    ? null
    : sum(
        terms.map((term) => (term.spread / spread) * Math.sqrt(term.spread / spread) * term.skew),
      );
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

function strataOf(parts: readonly StratumPart[]): Stratum[] {
  return parts.map(({ control, treatment }) => ({
    control: { successes: control.successes!, n: control.n },
    treatment: { successes: treatment.successes!, n: treatment.n },
  }));
}

/** The effects of the segments with a variance: two units or more in each arm. */
function effectsOf(parts: readonly StratumPart[], counted: boolean): StratumEffect[] {
  return withVariance(parts)
    .map((part) => effectOf(part, counted))
    .filter(({ variance }) => !Number.isNaN(variance));
}

function withVariance(parts: readonly StratumPart[]): StratumPart[] {
  return parts.filter(({ control, treatment }) => control.n > 1 && treatment.n > 1);
}

function effectOf(part: StratumPart, counted: boolean): StratumEffect {
  const { control, treatment, effect } = part;
  const [n, m] = [control.n, treatment.n];
  const judged = testedError(part) ?? observedError(part, counted);
  return { estimate: effect.estimate, ...judged, weight: (n * m) / (n + m) };
}

/** What the segment's own t-test judges its effect by; `null` where that has another error or none. */
function testedError({ method, effect, statistic, df, margin }: StratumPart) {
  // Of a test at a margin the statistic is how far the effect is from there, not from 0.
  if (margin) return null;
  if ((method !== 'welch' && method !== 'delta') || df === null || !statistic) return null;
  return { variance: (effect.estimate / statistic) ** 2, df };
}

/** The arms' own variances, less what a covariate explains of them. */
function observedError({ control, treatment, covariate }: StratumPart, counted: boolean) {
  const [a, b] = [errorVariance(control, counted), errorVariance(treatment, counted)];
  const explained = covariate?.varianceReduction ?? 0;
  const spread = a + b;
  if (spread === 0) return { variance: 0, df: Number.POSITIVE_INFINITY };
  // As shares, so that squares neither overflow nor vanish.
  const df = welchFreedom(
    { error: a / spread, df: control.n - 1 },
    { error: b / spread, df: treatment.n - 1 },
  );
  return { variance: (1 - explained) * spread, df };
}

/** NaN where there is none: of a quantile, or of a ratio whose denominators add up to 0. */
function errorVariance({ mean, variance, n }: Arm, counted: boolean): number {
  return counted ? (mean * (1 - mean)) / (n - 1) : (variance ?? Number.NaN) / n;
}
