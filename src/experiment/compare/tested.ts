import type { TwoSampleTest, Untestable } from '../../stats/tests/two-sample-test.js';
import { type Aggregates, emptyAggregate, type VariantAggregates } from '../aggregates.js';
import type { Comparison, Segment } from '../comparison.js';
import type { Design, MetricDesign } from '../design.js';
import type { MetricKind } from '../metric-kind.js';
import { withLearned } from './learned.js';
import { type Pair, testPair } from './pair.js';
import { type Ranks, ranksOf } from './ranks.js';
import { stratifiedPair } from './stratified.js';

/** A pair as one of a family: which metric it is of, in what role, and of which units. */
export interface Tested extends Pair {
  metric: MetricDesign;
  role: Comparison['role'];
  kind: MetricKind;
  segment: Segment | null;
  /** Over all units, where values are kept to be ranked. */
  ranks: Ranks | null;
}

/** Every metric of every treatment against the control, in the order of compareAll, not yet judged. */
export function testAll(aggregates: Aggregates, design: Design): Tested[] {
  return design.metrics.flatMap((_, i) =>
    testMetric(aggregates, aggregates.variants, design, i, null),
  );
}

/** One metric of every treatment against the control, among these units. */
export function testMetric(
  aggregates: Aggregates,
  variants: ReadonlyMap<string, VariantAggregates>,
  design: Design,
  index: number,
  segment: Segment | null,
): Tested[] {
  const metric = design.metrics[index]!;
  const kind = kindOf(aggregates, metric, index);
  const named = (variant: string) => ({
    variant,
    sample:
      variants.get(variant)?.samples[index] ??
      emptyAggregate(aggregates.measures[index], aggregates.keeps[index]),
  });
  const control = named(design.control);
  return design.treatments.map((name) => {
    const treatment = named(name);
    const ranks = segment === null ? ranksOf(control.sample, treatment.sample, kind, design) : null;
    const pair = testPair(control, treatment, kind, metric, design);
    const column = segment === null && metric.margin === null ? design.stratify : null;
    const asked = { metric, kind, index, design };
    const compared = column === null ? pair : stratifiedPair(pair, aggregates, column, asked);
    const arms = { control, treatment, kind, metric, index, stratify: column };
    return {
      metric,
      role: roleOf(metric, index),
      kind,
      segment,
      ranks,
      ...compared,
      posterior:
        segment === null
          ? withLearned(compared.posterior, arms, aggregates, design)
          : compared.posterior,
    };
  });
}

function roleOf({ margin }: MetricDesign, index: number): Comparison['role'] {
  // The first metric decides, whether it is to get better or only not to get worse.
  if (index === 0) return 'primary';
  return margin === null ? 'secondary' : 'guardrail';
}

/** What a metric is: what was said, else a proportion if all its values are 0 or 1. */
export function kindOf(aggregates: Aggregates, { kind }: MetricDesign, index: number): MetricKind {
  if (kind !== null) return kind;
  const samples = [...aggregates.variants.values()].map((variant) => variant.samples[index]!);
  return samples.every(({ successes }) => successes !== null) ? 'proportion' : 'mean';
}

/** Whether there is a test, rather than a reason why there is none. */
export function isTest(test: TwoSampleTest | Untestable): test is TwoSampleTest {
  return typeof test !== 'string';
}
