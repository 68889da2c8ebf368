import { untestableArms } from '../../stats/tests/adjusted-test.js';
import { welchTest } from '../../stats/tests/means-test.js';
import {
  type EstimatedArms,
  estimatedMean,
  estimatedRate,
} from '../../stats/tests/point-estimate.js';
import { effectiveUnits, linearizedEstimate, ratioTest } from '../../stats/tests/ratio-test.js';
import { stratifiedRateTest } from '../../stats/tests/stratified-rates.js';
import type { Untestable } from '../../stats/tests/two-sample-test.js';
import type { MetricKind } from '../metric-kind.js';
import { adjustedSamples } from './adjusted-forms.js';
import { linearized } from './linearized.js';
import { CHOSEN_BY_DATA, countsOf, type Samples } from './tests.js';

/** The kinds of metric that have a variance of which an error can be worked out. */
export type EstimatedKind = Exclude<MetricKind, 'quantile'>;

/**
 * What two arms are estimated at, each with its error variance, as the test of such a metric compares them:
 * adjusted for its covariates, a ratio linearized. A rate has the variance of its own arm, not the pooled one
 * that holds under no effect.
 *
 * Where an arm has no success or no failure, the rates' variances are those with half a success and half a
 * failure more in each arm, since none would claim that the rate is known.
 *
 * @see Gart & Zweifel (1967), Biometrika 54, 181–187, for the half.
 */
export function estimatedArms(
  samples: Samples,
  kind: EstimatedKind,
  covariates: readonly string[],
): EstimatedArms | Untestable {
  const { control, treatment } = samples;
  if (covariates.length > 0) return adjustedArmsOf(samples, kind);
  if (kind === 'proportion') return estimatedRates(samples);
  const test = (kind === 'mean' ? welchTest : ratioTest)(
    control.moments,
    treatment.moments,
    'two-sided',
  );
  if (typeof test === 'string') return test;
  const arm = ({ moments }: Samples['control']) =>
    kind === 'mean'
      ? estimatedMean(moments)
      : linearizedEstimate(linearized(moments)!, effectiveUnits(moments));
  return { control: arm(control), treatment: arm(treatment) };
}

function adjustedArmsOf(samples: Samples, kind: MetricKind): EstimatedArms | Untestable {
  const arms = adjustedSamples(samples, kind, CHOSEN_BY_DATA)?.arms ?? 'ZERO_DENOMINATOR';
  return typeof arms === 'string' ? arms : (untestableArms(arms) ?? arms);
}

function estimatedRates(samples: Samples): EstimatedArms | Untestable {
  const [c, t] = [countsOf(samples.control), countsOf(samples.treatment)];
  if (c.n === 0 || t.n === 0) return 'TOO_FEW_UNITS';
  const isSure = [c, t].some(({ successes, n }) => successes === 0 || successes === n);
  const arm = ({ successes, n }: typeof c) => ({
    estimate: successes / n,
    variance: estimatedRate(isSure ? { successes: successes + 0.5, n: n + 1 } : { successes, n })
      .variance,
  });
  return { control: arm(c), treatment: arm(t) };
}

/**
 * The same within strata: each arm's estimates averaged by the weights that the effect is averaged by, n m/(n + m)
 * of the arms' units. Of counts the effect's variance is that of Mantel and Haenszel's test.
 */
export function stratifiedArms(
  strata: readonly Samples[],
  kind: EstimatedKind,
  covariates: readonly string[],
): EstimatedArms | Untestable {
  const counted = kind === 'proportion' && covariates.length === 0;
  const fewest = counted ? 1 : 2;
  const used = strata.filter(
    ({ control, treatment }) => control.moments.n >= fewest && treatment.moments.n >= fewest,
  );
  if (used.length === 0) return 'TOO_FEW_UNITS';
  const parts = used.map((samples) => partOf(samples, kind, covariates));
  const reason = parts.find((part) => typeof part === 'string');
  if (reason !== undefined) return reason;
  const averaged = average(parts as WeightedArms[]);
  return counted ? scaledToCounts(averaged, used) : averaged;
}

interface WeightedArms extends EstimatedArms {
  weight: number;
}

function partOf(
  samples: Samples,
  kind: EstimatedKind,
  covariates: readonly string[],
): WeightedArms | Untestable {
  const [n, m] = [samples.control.moments.n, samples.treatment.moments.n];
  const arms = estimatedArms(samples, kind, covariates);
  const weight = (n * m) / (n + m);
  if (arms === 'ZERO_VARIANCE') return { ...constantArms(samples, kind), weight };
  return typeof arms === 'string' ? arms : { ...arms, weight };
}

/** Where nothing varies within a stratum, its means are known there, as its test has it. */
function constantArms({ control, treatment }: Samples, kind: EstimatedKind): EstimatedArms {
  const mean = ({ moments }: Samples['control']) =>
    (kind === 'ratio' ? linearized(moments)! : moments).mean[0]!;
  return {
    control: { estimate: mean(control), variance: 0 },
    treatment: { estimate: mean(treatment), variance: 0 },
  };
}

function average(parts: readonly WeightedArms[]): EstimatedArms {
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
  const total = (term: (part: WeightedArms, share: number) => number) =>
    parts.reduce((sum, part) => sum + term(part, part.weight / weights), 0);
  const arm = (of: 'control' | 'treatment') => ({
    estimate: total((part, share) => share * part[of].estimate),
    variance: total((part, share) => share ** 2 * part[of].variance),
  });
  return {
    control: arm('control'),
    treatment: arm('treatment'),
    covariance: total((part, share) => share ** 2 * (part.covariance ?? 0)),
  };
}

function scaledToCounts(
  arms: EstimatedArms,
  strata: readonly Samples[],
): EstimatedArms | Untestable {
  const test = stratifiedRateTest(
    strata.map(({ control, treatment }) => ({
      control: countsOf(control),
      treatment: countsOf(treatment),
    })),
    'two-sided',
  );
  if (typeof test === 'string') return test;
  const spread = arms.control.variance + arms.treatment.variance;
  if (test.variance === 0 || spread === 0) return 'ZERO_VARIANCE';
  const scaled = (of: 'control' | 'treatment') => ({
    estimate: arms[of].estimate,
    variance: (arms[of].variance / spread) * test.variance,
  });
  return { control: scaled('control'), treatment: scaled('treatment') };
}
