import { type BetaPrior, rateComparison } from '../../stats/bayes/beta-binomial.js';
import { meanComparison } from '../../stats/bayes/normal-posterior.js';
import { linearizedRatio } from '../../stats/tests/ratio-test.js';
import type { Counts } from '../../stats/tests/score-statistics.js';
import type { MetricAggregate } from '../aggregates.js';
import type { PosteriorView } from '../comparison.js';
import { type Design, type MetricDesign, type RatePrior, wantedSign } from '../design.js';
import type { MetricKind } from '../metric-kind.js';
import { countsOf } from './tests.js';

/**
 * How likely the treatment is better, and what either choice is expected to lose, with flat priors, or
 * of rates another that is asked for, and without covariates; `null` unless asked for, or where it cannot be had.
 */
export function posteriorView(
  control: MetricAggregate,
  treatment: MetricAggregate,
  kind: MetricKind,
  metric: MetricDesign,
  design: Design,
): PosteriorView | null {
  if (!design.bayes || kind === 'quantile' || control.moments.n === 0 || treatment.moments.n === 0)
    return null;
  const compared = comparisonOf(control, treatment, kind, design.prior);
  if (compared === null || typeof compared === 'string') return null;
  const { difference, expectedLoss } = compared;
  const prior = kind === 'proportion' ? design.prior : 'flat';
  if (wantedSign(design, metric) > 0) {
    return { probabilityBetter: difference.upper, expectedLoss, prior };
  }
  // Where lower is better, what one choice loses is what the other would have lost.
  const { control: ofControl, treatment: ofTreatment } = expectedLoss;
  return {
    probabilityBetter: difference.lower,
    expectedLoss: { treatment: ofControl, control: ofTreatment },
    prior,
  };
}

/** The shapes of what both rates are taken for before the data. */
export function priorOf(prior: RatePrior, control: Counts, treatment: Counts): BetaPrior {
  if (prior === 'flat') return [1, 1];
  if (prior === 'pooled') return pooledPrior(control, treatment);
  return [prior.successes, prior.units - prior.successes];
}

/**
 * A prior for both rates around what they have in common, as strong as the units among which one is of
 * the rarer outcome. A flat one takes a rate of a half for likely: of two arms without any success it says
 * that the smaller one is the better, with 90 % where it has a tenth of the units.
 */
function pooledPrior(control: Counts, treatment: Counts): BetaPrior {
  // Half a success more, so that the pooled rate is never 0 or 1 (Jeffreys 1946).
  const successes = control.successes + treatment.successes + 0.5;
  const failures = control.n + treatment.n + 1 - successes;
  const rarer = Math.min(successes, failures);
  return [successes / rarer, failures / rarer];
}

function comparisonOf(
  control: MetricAggregate,
  treatment: MetricAggregate,
  kind: MetricKind,
  prior: RatePrior,
) {
  if (kind === 'proportion') {
    const counts = [control, treatment].map(countsOf) as [Counts, Counts];
    return rateComparison(...counts, priorOf(prior, ...counts));
  }
  const arms = [control, treatment].map(({ moments }) => moments);
  if (kind === 'ratio' && arms.some(({ mean }) => mean[1] === 0)) return null;
  const [a, b] = kind === 'ratio' ? arms.map(linearizedRatio) : arms;
  return meanComparison(a!, b!);
}
