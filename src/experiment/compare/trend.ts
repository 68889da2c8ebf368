import { linearizedRatio } from '../../stats/tests/ratio-test.js';
import { meanTrend, proportionTrend } from '../../stats/tests/trend.js';
import type { Untestable } from '../../stats/tests/two-sample-test.js';
import type { Aggregates, MetricAggregate } from '../aggregates.js';
import type { Comparison } from '../comparison.js';
import type { Design } from '../design.js';
import type { MetricKind } from '../metric-kind.js';
import { aroundControl } from './all-pairs.js';
import { adjustedFamilies } from './compare.js';
import { testPair } from './pair.js';
import { kindOf } from './tested.js';

/** How a metric goes with the strength of personalization. */
export interface Trend {
  metric: string;
  kind: MetricKind;
  /** Change of the metric, in its unit, per unit of intensity; `null` where there is no test. */
  slope: number | null;
  /** Chi-square (rates) or t (means). */
  statistic: number | null;
  df: number | null;
  pValue: number | null;
  logPValue: number | null;
  reason: Untestable | null;
  /** What each strength adds to the one below it, a family of their own. */
  steps: Comparison[];
}

/** The trend of each metric over the variants in order of intensity; none without intensities. */
export function trendsOf(aggregates: Aggregates, design: Design): Trend[] {
  const { intensity } = design;
  if (intensity === null) return [];
  const ordered = [...intensity.keys()].sort((a, b) => intensity.get(a)! - intensity.get(b)!);
  return design.metrics.flatMap((metric, i) => {
    // A trend of quantiles would need a model of all values.
    if (metric.kind === 'quantile') return [];
    const kind = kindOf(aggregates, metric, i);
    const samples = ordered.map((variant) => aggregates.variants.get(variant)!.samples[i]!);
    const doses = ordered.map((variant) => intensity.get(variant)!);
    const test = trendTest(samples, doses, kind, design);
    const steps = stepsOf(ordered, samples, i, kind, design);
    const common = { metric: metric.name, kind, steps };
    return typeof test === 'string'
      ? { ...common, ...NO_TREND, reason: test }
      : { ...common, ...test, reason: null };
  });
}

const NO_TREND = { slope: null, statistic: null, df: null, pValue: null, logPValue: null };

/** Cochran–Armitage's chi-square of rates, or a linear contrast of means. */
function trendTest(
  samples: readonly MetricAggregate[],
  doses: readonly number[],
  kind: MetricKind,
  { alternative }: Design,
) {
  if (kind !== 'proportion') {
    if (kind === 'ratio' && samples.some(({ moments }) => moments.mean[1] === 0)) {
      return 'ZERO_DENOMINATOR';
    }
    const arms = samples.map(({ moments }) =>
      kind === 'ratio' ? linearizedRatio(moments) : moments,
    );
    return meanTrend(arms, doses, alternative);
  }
  const counts = samples.map(({ successes, moments }) => ({ successes: successes!, n: moments.n }));
  const test = proportionTrend(counts, doses, alternative);
  return typeof test === 'string' ? test : { ...test, statistic: test.statistic ** 2, df: 1 };
}

function stepsOf(
  ordered: readonly string[],
  samples: readonly MetricAggregate[],
  index: number,
  kind: MetricKind,
  design: Design,
): Comparison[] {
  // What a step adds is asked, not whether it keeps a margin.
  const metric = { ...design.metrics[index]!, margin: null };
  const named = (i: number) => ({ variant: ordered[i]!, sample: samples[i]! });
  const tested = ordered.slice(1).map((_, i) => ({
    metric,
    role: index === 0 ? ('primary' as const) : ('secondary' as const),
    kind,
    segment: null,
    ranks: null,
    ...testPair(named(i), named(i + 1), kind, metric, aroundControl(design, ordered[i]!)),
  }));
  return adjustedFamilies(tested, { ...design, money: null });
}
