import { LIKELIHOOD } from '../../stats/sequential/rate-sequence.js';
import { type EstimatedArms, estimatedDifference } from '../../stats/tests/point-estimate.js';
import { deltaArms, effectiveUnits } from '../../stats/tests/ratio-test.js';
import { SCORE } from '../../stats/tests/score-test.js';
import type { Untestable } from '../../stats/tests/two-sample-test.js';
import { adjustedSamples } from '../compare/adjusted-forms.js';
import { linearized } from '../compare/linearized.js';
import type { Samples } from '../compare/tests.js';
import type { Design, MetricDesign } from '../design.js';
import { marginsOf } from '../guardrail/margin-side.js';
import { type Distances, estimateDistances, meanDistances } from './distances.js';
import { rateDistances } from './rate-distances.js';

/** The distances that the gate judges a metric by under this design; `null` where it has a test of another kind. */
export function distancesOf(design: Design, index: number): Distances | null {
  const metric = design.metrics[index]!;
  const { kind } = metric;
  if (design.stratify !== null || kind === null || kind === 'quantile') return null;
  const isSequence = design.monitoring?.plan.method === 'always-valid';
  if (metric.covariates.length > 0) {
    return ofArms(index, (samples) => adjustedSamples(samples, kind, design.tests)?.arms ?? null);
  }
  const test = design.tests[kind];
  switch (kind) {
    case 'proportion':
      if (isSequence) return rateDistances(index, LIKELIHOOD, []);
      if (test !== null && test !== 'score') return null;
      return rateDistances(index, SCORE, test === null ? roughUnder(metric) : []);
    case 'mean':
      return isSequence || test !== 'student' ? meanDistances(index) : null;
    case 'ratio':
      return ofArms(index, (samples) => ratioArms(samples, isSequence));
  }
}

/** The hypotheses under which counts may be too few for the score test. */
function roughUnder(metric: MetricDesign) {
  // No difference is a ratio of 1, for which nothing is sought.
  return metric.margin === null ? [{ ratio: 1 }] : marginsOf(metric);
}

function ratioArms(
  { control, treatment }: Samples,
  isSequence: boolean,
): EstimatedArms | Untestable | null {
  const [c, t] = [control.moments, treatment.moments];
  const [a, b] = [linearized(c), linearized(t)];
  if (a === null || b === null) return null;
  if (isSequence) return estimatedDifference(a, b);
  return deltaArms(a, b, { control: effectiveUnits(c), treatment: effectiveUnits(t) });
}

/** Of estimates that take all of the moments. */
function ofArms(
  metric: number,
  armsOf: (samples: Samples) => EstimatedArms | Untestable | null,
): Distances {
  return estimateDistances((control, treatment, taken) => {
    const samples = { control: control.sample(metric), treatment: treatment.sample(metric) };
    const arms = armsOf(samples);
    taken.df = 0;
    if (arms === null || typeof arms === 'string') return;
    taken.control.estimate = arms.control.estimate;
    taken.control.variance = arms.control.variance;
    taken.treatment.estimate = arms.treatment.estimate;
    taken.treatment.variance = arms.treatment.variance;
    taken.covariance = arms.covariance ?? 0;
    taken.units = samples.control.moments.n + samples.treatment.moments.n;
    taken.df = arms.df ?? Number.POSITIVE_INFINITY;
  });
}
