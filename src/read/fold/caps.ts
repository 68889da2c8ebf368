import { noSuchMetric, UserError } from '../../errors.js';
import type {
  Aggregates,
  Capped,
  CappedSide,
  MetricAggregate,
} from '../../experiment/aggregates.js';
import type { CapEnd } from '../../experiment/size/plan.js';
import { countedMoments } from '../../stats/counted-moments.js';
import { countRun, valueCounts } from '../../stats/counted-values.js';
import { orderedValues, placesAmong } from '../../stats/ordered-values.js';
import { quantileType7 } from '../../stats/tests/sample-quantile.js';
import { clamped, type Limits, type ValueCounts } from '../../stats/value-counts.js';
import {
  type Cap,
  fileOf,
  type Layout,
  type MetricReading,
  type Reading,
  type ReadOptions,
} from '../reading.js';
import {
  addCapped,
  type CappedSample,
  cappedSample,
  type DeferredValues,
} from './deferred-values.js';

/**
 * The caps that were said, the last one for each metric.
 *
 * @throws {UserError} when there is no such metric, it is no mean, or rows are not units.
 */
export function capsOf(metrics: MetricReading[], layout: Layout, { caps }: ReadOptions): Cap[] {
  for (const { metric: name } of caps) {
    const metric = metrics.find((one) => one.name === name);
    if (metric === undefined) {
      const names = metrics.map((one) => one.name);
      throw noSuchMetric((say) => `${say.cap()} ${name}=…`, name, names);
    }
    if (layout !== 'rows') {
      throw new UserError(
        (say) => `${say.cap()} ${name}=…: ${fileOf(layout)} does not say what each unit's value is`,
        {
          hint: 'a cap needs rows of single units',
        },
      );
    }
    if (metric.kind !== null && metric.kind !== 'mean') throw noMean(name, metric.kind);
  }
  return caps.filter(({ metric }, i) => caps.findLastIndex((cap) => cap.metric === metric) === i);
}

function noMean(name: string, kind: string): UserError {
  return new UserError(
    (say) => `${say.cap()} ${name}=…: ${name} is a ${kind}, and only a mean can be capped`,
    {
      hint: 'leave it out; an average of large and small amounts is what a cap is for',
    },
  );
}

/**
 * Brings the capped metrics to their end: what was kept goes into its aggregates, each value beyond the cap brought
 * to it. A relative cap is a quantile of all variants' values together: one of each variant's own would hide their
 * difference.
 *
 * @throws {UserError} when a metric turns out to be a proportion.
 */
export function addDeferred(
  kept: DeferredValues,
  aggregates: Aggregates,
  { metrics }: Reading,
): void {
  kept.caps.forEach((known, i) => {
    if (known === null) return;
    const { cap, amounts } = known;
    const variants = [...aggregates.variants].map(([variant, { samples }]): Arm => {
      return { variant, sample: samples[i]!, own: cappedSample(kept, samples[i]!) };
    });
    const isRate = !amounts && variants.every(({ sample }) => sample.successes !== null);
    if (metrics[i]!.kind === null && isRate) throw noMean(cap.metric, 'proportion');
    if (variants.every(isEmpty)) return;
    const limits = known.limits ?? limitsAmong(variants, cap);
    for (const sample of samplesOf(aggregates, i)) {
      if (known.limits === null) addClamped(sample, cappedSample(kept, sample), limits);
      // Amounts cut down to 0 and 1 are no proportion.
      sample.successes = null;
    }
    aggregates.capped.push(cappedBy(cap, limits, variants));
  });
}

/** One variant's sample of a capped metric. */
interface Arm {
  variant: string;
  sample: MetricAggregate;
  own: CappedSample;
}

function isEmpty({ sample, own }: Arm): boolean {
  return sample.moments.n === 0 && valueCounts(own.values).values.length === 0;
}

/** What a cap comes to, and how many values of each variant are beyond it. */
function cappedBy(cap: Cap, [least, most]: Limits, variants: readonly Arm[]): Capped {
  const side = ({ share }: CapEnd, limit: number, beyond: 'above' | 'below'): CappedSide => {
    const touched = variants.map(({ variant, sample, own }) => {
      return { variant, units: own[beyond], of: sample.moments.n };
    });
    return { share, limit, touched };
  };
  const upper = { metric: cap.metric, ...side(cap, most, 'above') };
  if (cap.lower === undefined) return upper;
  if (least > most) throw crossed(cap, least, most);
  return { ...upper, lower: side(cap.lower, least, 'below') };
}

/** What the values of all variants together are brought between. */
function limitsAmong(variants: readonly Arm[], { lower, ...upper }: Cap): Limits {
  const pooled = placesAmong(variants.map(({ own }) => orderedValues(valueCounts(own.values))));
  const limitOf = ({ value, share }: CapEnd) => value ?? quantileType7(pooled, share!);
  return [lower === undefined ? Number.NEGATIVE_INFINITY : limitOf(lower), limitOf(upper)];
}

/** Adds the values that were kept to their sample, between limits, and counts those beyond. */
function addClamped(sample: MetricAggregate, own: CappedSample, limits: Limits): void {
  const counts = valueCounts(own.values);
  own.above = unitsBeyond(counts, (value) => value > limits[1]);
  own.below = unitsBeyond(counts, (value) => value < limits[0]);
  if (own.units.length > 0) {
    for (const unit of own.units) addCapped(sample, unit, limits);
  } else {
    sample.moments = countedMoments(counts, limits);
    if (sample.values !== undefined) countRun(sample.values, clamped(counts, limits));
  }
}

function unitsBeyond(
  { values, counts }: ValueCounts,
  isBeyond: (value: number) => boolean,
): number {
  return counts.reduce((units, count, i) => (isBeyond(values[i]!) ? units + count : units), 0);
}

function crossed({ metric }: Cap, least: number, most: number): UserError {
  return new UserError(
    (say) => `${say.cap()} ${metric}: its lower side, ${least}, is above ${most}`,
    { hint: 'write the lower side first, as METRIC=0..500' },
  );
}

/** A metric's samples, over all units and within segments. */
function samplesOf({ variants, segments }: Aggregates, metric: number): MetricAggregate[] {
  const parts = [...segments.values()].flatMap((values) => [...values.values()]);
  return [variants, ...parts].flatMap((part) =>
    [...part.values()].map(({ samples }) => samples[metric]!),
  );
}
