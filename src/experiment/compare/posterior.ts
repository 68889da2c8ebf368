import { rateComparison } from '../../stats/bayes/beta-binomial.js';
import { meanComparison } from '../../stats/bayes/normal-posterior.js';
import { linearizedRatio } from '../../stats/tests/ratio-test.js';
import type { MetricAggregate } from '../aggregates.js';
import type { PosteriorView } from '../comparison.js';
import { type Design, type MetricDesign, wantedSign } from '../design.js';
import type { MetricKind } from '../metric-kind.js';

/**
 * How likely the treatment is better, and what either choice is expected to lose, with flat priors and
 * without the covariate; `null` unless asked for, or where it cannot be had.
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
  const compared = comparisonOf(control, treatment, kind);
  if (compared === null || typeof compared === 'string') return null;
  const { difference, expectedLoss } = compared;
  if (wantedSign(design, metric) > 0) return { probabilityBetter: difference.upper, expectedLoss };
  // Where lower is better, what one choice loses is what the other would have lost.
  const { control: ofControl, treatment: ofTreatment } = expectedLoss;
  return {
    probabilityBetter: difference.lower,
    expectedLoss: { treatment: ofControl, control: ofTreatment },
  };
}

function comparisonOf(control: MetricAggregate, treatment: MetricAggregate, kind: MetricKind) {
  if (kind === 'proportion') {
    return rateComparison(
      { successes: control.successes!, n: control.moments.n },
      { successes: treatment.successes!, n: treatment.moments.n },
    );
  }
  const arms = [control, treatment].map(({ moments }) => moments);
  if (kind === 'ratio' && arms.some(({ mean }) => mean[1] === 0)) return null;
  const [a, b] = kind === 'ratio' ? arms.map(linearizedRatio) : arms;
  return meanComparison(a!, b!);
}
