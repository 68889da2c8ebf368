import type { Alternative } from '../../stats/alternative.js';
import {
  type SequenceTime,
  sequenceReference,
} from '../../stats/sequential/confidence-sequence.js';
import type { SkewedDifference } from '../../stats/tests/skewed-difference.js';
import type { ReferenceOf } from '../../stats/tests/stratified-effect.js';
import type { TwoSampleTest, Untestable } from '../../stats/tests/two-sample-test.js';
import { type Aggregates, emptyAggregate, type VariantAggregates } from '../aggregates.js';
import type { Design, MetricDesign } from '../design.js';
import type { MetricKind } from '../metric-kind.js';
import type { TestForms } from './monitored-test.js';
import { bothWays, type Pair, testPair } from './pair.js';
import {
  averageOf,
  averageSkewness,
  hasTooFewEvents,
  isCounted,
  type StratumPart,
} from './strata.js';
import { USUAL_TESTS } from './tests.js';

/** The pair as it is compared within the segments of a column: of the same units, by the average there. */
export function stratifiedPair(
  pair: Pair,
  aggregates: Aggregates,
  column: string,
  { metric, kind, index, design }: StratifiedMetric,
): Pair {
  const { control, treatment, covariate } = pair;
  const all = [...(aggregates.segments.get(column)?.values() ?? [])].map((variants) =>
    partOf(variants, aggregates, pair, { metric, kind, index, design }),
  );
  const parts = all.filter((part) => part.control.n > 0 && part.treatment.n > 0);
  const counted = isCounted({ kind, covariate });
  const average = averageOf(parts, counted, 'two-sided');
  const forms = formsOf(parts, counted);
  const used = unitsOf(parts);
  return {
    ...pair,
    ...bothWays(forms, design, treatment, control.n),
    effect: typeof average === 'string' ? pair.effect : average.estimate,
    relativeEffect: null,
    skew: skewWithin(parts, counted, pair.skew),
    strata: {
      column,
      strata: parts.length,
      unitsLeftOut: control.n + treatment.n - used,
      varianceReduction: typeof average === 'string' ? 0 : reductionBy(average.variance, pair),
    },
  };
}

/** Which metric it is, and how it is compared. */
interface StratifiedMetric {
  metric: MetricDesign;
  kind: MetricKind;
  index: number;
  design: Design;
}

interface SkewedPart extends StratumPart {
  /** Its standard error with one variance for both arms ÷ that with one for each. */
  pooledError: number;
}

/** The skewness of the average; where it has to be bounded, by the stratum where that costs most. */
function skewWithin(
  parts: readonly SkewedPart[],
  counted: boolean,
  whole: SkewedDifference | null,
): SkewedDifference | null {
  const difference = averageSkewness(parts, counted);
  if (difference === null || whole === null) return null;
  return { ...whole, difference, pooledError: Math.max(...parts.map((part) => part.pooledError)) };
}

function partOf(
  variants: ReadonlyMap<string, VariantAggregates>,
  { measures, keeps }: Aggregates,
  { control, treatment }: Pair,
  { metric, kind, index, design }: StratifiedMetric,
): SkewedPart {
  const named = ({ variant }: { variant: string }) => ({
    variant,
    sample: variants.get(variant)?.samples[index] ?? emptyAggregate(measures[index], keeps[index]),
  });
  const plain: Design = { ...design, monitoring: null, alternative: 'two-sided', bayes: false };
  const part = testPair(named(control), named(treatment), kind, metric, plain);
  const test = typeof part.test === 'string' ? null : part.test;
  // A rate that is averaged here has a covariate, and is compared as a mean.
  const tested = kind === 'proportion' ? 'mean' : kind;
  return {
    kind,
    control: part.control,
    treatment: part.treatment,
    covariate: part.covariate,
    method: design.tests[tested] ?? USUAL_TESTS[tested],
    statistic: test?.statistic ?? null,
    df: test?.df ?? null,
    effect: { estimate: part.effect },
    skewness: part.skew,
    pooledError: part.skew?.pooledError ?? 1,
  };
}

function formsOf(parts: readonly StratumPart[], counted: boolean): TestForms {
  if (counted && parts.length > 0 && hasTooFewEvents(parts)) {
    return { plain: () => 'TOO_FEW_EVENTS', sequence: () => 'TOO_FEW_EVENTS' };
  }
  const judged = (alternative: Alternative, referenceOf?: ReferenceOf) =>
    testOf(averageOf(parts, counted, alternative, referenceOf), counted);
  return {
    plain: (alternative) => judged(alternative),
    sequence: (time: SequenceTime, alternative) =>
      judged(alternative, (df) => sequenceReference(time, alternative, df)),
  };
}

function testOf(
  average: ReturnType<typeof averageOf>,
  counted: boolean,
): TwoSampleTest | Untestable {
  if (typeof average === 'string') return average;
  const { statistic, df, pValue, logPValue, criticalValue, pValueAt, interval } = average;
  return {
    method: counted ? 'mantel-haenszel' : 'post-stratified',
    statistic,
    df,
    pValue,
    logPValue,
    criticalValue,
    pValueAt,
    effectInterval: interval,
    // A lift would be of one control; within strata there are several.
    relativeInterval: () => null,
  };
}

function unitsOf(parts: readonly StratumPart[]): number {
  return parts.reduce((sum, { control, treatment }) => sum + control.n + treatment.n, 0);
}

/** The share of the effect's variance over all units that is gone within strata; below 0 where it grew. */
function reductionBy(variance: number, { control, treatment }: Pair): number {
  const own = ({ variance, n, mean, successes }: Pair['control']) =>
    (successes === undefined ? (variance ?? Number.NaN) : mean * (1 - mean)) / n;
  const whole = own(control) + own(treatment);
  return whole > 0 ? 1 - variance / whole : 0;
}
