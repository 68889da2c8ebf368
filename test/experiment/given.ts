import {
  type Aggregates,
  emptyAggregates,
  type MetricAggregate,
} from '../../src/experiment/aggregates.js';
import { CHOSEN_BY_DATA } from '../../src/experiment/compare/tests.js';
import type { ComparedOnly, Comparison } from '../../src/experiment/comparison.js';
import { DEFAULTS, type Design, type MetricDesign } from '../../src/experiment/design.js';
import { binaryMoments, summaryMoments } from '../../src/stats/moments.js';

/** A sample of so many successes among n units. */
export function rate(successes: number, n: number, missing = 0): MetricAggregate {
  return { moments: binaryMoments(successes, n), successes, missing };
}

/** A sample of n units with that mean and sample variance. */
export function mean(n: number, average: number, variance: number, missing = 0): MetricAggregate {
  return { moments: summaryMoments(n, average, variance), successes: null, missing };
}

/** Cells with a sample for each metric in each variant; units are those of the first metric. */
export function cellsOf(
  metrics: string[],
  variants: Record<string, MetricAggregate[]>,
): Aggregates {
  const aggregates = emptyAggregates(metrics);
  for (const [name, samples] of Object.entries(variants)) {
    const first = samples[0]!;
    aggregates.variants.set(name, { units: first.moments.n + first.missing, samples });
  }
  return aggregates;
}

/** A metric that decides its own kind and has no MDE, but for what is said. */
export function metricOf(name: string, rest: Partial<MetricDesign> = {}): MetricDesign {
  return {
    name,
    kind: null,
    mde: null,
    covariates: [],
    quantile: null,
    margin: null,
    lowerIsBetter: false,
    ...rest,
  };
}

/** The default design for these aggregates, their first variant the control, but for what is said. */
export function designOf(aggregates: Aggregates, rest: Partial<Design> = {}): Design {
  const [control = '', ...treatments] = aggregates.variants.keys();
  return {
    ...DEFAULTS,
    control,
    treatments,
    metrics: aggregates.metrics.map((name) => metricOf(name)),
    allocation: null,
    allPairs: false,
    pooled: false,
    poolBelow: 0,
    intensity: null,
    money: null,
    bayes: false,
    prior: 'flat',
    stratify: null,
    tests: CHOSEN_BY_DATA,
    monitoring: null,
    ...rest,
  };
}

/** A comparison of two rates that was tested and did not reject, but for what is said. */
export function comparedOf(rest: Partial<ComparedOnly> = {}): ComparedOnly {
  return {
    metric: 'signup',
    role: 'primary',
    kind: 'proportion',
    segment: null,
    covariate: null,
    strata: null,
    netEffect: null,
    posterior: null,
    ranks: null,
    skewness: null,
    control: { variant: 'generic', n: 1000, mean: 0.1, variance: 0.09, successes: 100 },
    treatment: { variant: 'personal', n: 1000, mean: 0.11, variance: 0.0979, successes: 110 },
    method: 'score',
    statistic: 0.73,
    df: null,
    pValue: 0.46,
    logPValue: Math.log(0.46),
    adjustedPValue: 0.46,
    confidence: 0.95,
    coverage: 'alone',
    criticalValue: 1.96,
    effect: { estimate: 0.01, lower: -0.017, upper: 0.037 },
    relativeEffect: { estimate: 0.1, lower: -0.15, upper: 0.43 },
    margin: null,
    logPBeyond: null,
    progress: { informationFraction: null, alphaSpent: 0.05 },
    limits: {
      effect: rest.effect ?? { lower: -0.017, upper: 0.037 },
      relativeEffect:
        rest.relativeEffect === undefined ? { lower: -0.15, upper: 0.43 } : rest.relativeEffect,
    },
    reason: null,
    ...rest,
  };
}

/** The same with an outcome and a sample size, as a verdict reads it. */
export function comparisonOf(rest: Partial<Comparison> = {}): Comparison {
  return {
    ...comparedOf(rest),
    outcome: 'inconclusive',
    mdePValue: null,
    futility: null,
    sampleSize: {
      required: { control: 14_751, treatment: 14_751, total: 29_502 },
      decision: null,
      basis: 'observed',
      effect: { absolute: 0.01, relative: 0.1 },
      smallestDetectable: { absolute: 0.04, relative: 0.4 },
    },
    ...rest,
  };
}
