import type { Alternative } from '../../stats/alternative.js';
import { orderedValues, placesAmong } from '../../stats/ordered-values.js';
import type { SequenceTime } from '../../stats/sequential/confidence-sequence.js';
import { quantileSequenceSides } from '../../stats/sequential/quantile-sequence.js';
import { type QuantileTest, quantileTestOf } from '../../stats/tests/quantile-sides.js';
import { quantileTest } from '../../stats/tests/quantile-test.js';
import { quantileType6 } from '../../stats/tests/sample-quantile.js';
import type { TwoSampleTest, Untestable } from '../../stats/tests/two-sample-test.js';
import { type MetricAggregate, valuesOf } from '../aggregates.js';
import type { Arm } from '../arm.js';

/** One variant's quantile; it has no variance of which a size could be worked out. */
export function quantileArm(variant: string, sample: MetricAggregate, at: number | null): Arm {
  const places = placesAmong([orderedValues(valuesOf(sample))]);
  const mean = places.units === 0 ? 0 : quantileType6(places, at!);
  return { variant, n: sample.moments.n, mean, variance: null };
}

/** The comparison of two quantiles, by the bootstrap's own distribution. */
export function quantileComparison(
  control: MetricAggregate,
  treatment: MetricAggregate,
  at: number,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  const test = quantileTest(valuesOf(control), valuesOf(treatment), at, alternative);
  return typeof test === 'string' ? test : compared(test, 'bootstrap');
}

/** The same as a sequence that holds at every look. */
export function quantileSequence(
  control: MetricAggregate,
  treatment: MetricAggregate,
  at: number,
  time: SequenceTime,
  alternative: Alternative,
): TwoSampleTest | Untestable {
  const [c, t] = [valuesOf(control), valuesOf(treatment)];
  const sides = quantileSequenceSides(c, t, at, time, alternative);
  if (typeof sides === 'string') return sides;
  return compared(quantileTestOf(sides, alternative), 'confidence-sequence');
}

function compared(
  { pValue, logPValue, effectInterval, relativeInterval }: QuantileTest,
  method: string,
): TwoSampleTest {
  return {
    method,
    statistic: null,
    df: null,
    pValue,
    logPValue,
    criticalValue: () => null,
    pValueAt: () => null,
    effectInterval,
    relativeInterval,
  };
}
