import { noSuchMetric, UserError } from '../../errors.js';
import {
  type Aggregates,
  addValues,
  type CappedSide,
  type MetricAggregate,
} from '../../experiment/aggregates.js';
import { quantileType7 } from '../../stats/tests/sample-quantile.js';
import {
  type Cap,
  type CapEnd,
  fileOf,
  type Layout,
  type MetricReading,
  type Reading,
  type ReadOptions,
} from '../reading.js';

/** The values of capped metrics, kept until the cap can be told from all of them. */
export interface DeferredValues {
  /** One for each metric; `null` where it has no cap. */
  caps: (Cap | null)[];
  /** Of each sample of a capped metric: each unit's values, its own first. */
  values: Map<MetricAggregate, (readonly number[])[]>;
}

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

/** Where the values of capped metrics are kept; `null` where there is no cap. */
export function noDeferredValues({ caps, metrics }: Reading): DeferredValues | null {
  if (caps.length === 0) return null;
  const capOf = ({ name }: MetricReading) => caps.find(({ metric }) => metric === name) ?? null;
  return { caps: metrics.map(capOf), values: new Map() };
}

/** Keeps one unit's values of a capped metric. */
export function deferValues(
  { values }: DeferredValues,
  sample: MetricAggregate,
  unit: readonly number[],
): void {
  const before = values.get(sample);
  if (before === undefined) values.set(sample, [unit]);
  else before.push(unit);
}

/**
 * Adds what was kept to its aggregates, each value beyond the cap brought to it. A relative cap is a
 * quantile of all variants' values together: one of each variant's own would hide their difference.
 *
 * @throws {UserError} when a metric turns out to be a proportion.
 */
export function addDeferred(
  kept: DeferredValues,
  aggregates: Aggregates,
  { metrics }: Reading,
): void {
  kept.caps.forEach((cap, i) => {
    if (cap === null) return;
    const variants = [...aggregates.variants].map(([variant, { samples }]) => {
      const units = kept.values.get(samples[i]!) ?? [];
      return { variant, sample: samples[i]!, own: units.map(([value]) => value!) };
    });
    const pooled = Float64Array.from(variants.flatMap(({ own }) => own)).sort();
    const isRate = variants.every(({ sample }) => sample.successes !== null) && pooled.every(isBit);
    if (metrics[i]!.kind === null && isRate) throw noMean(cap.metric, 'proportion');
    if (pooled.length === 0) return;
    const upper = sideOf(cap, pooled, variants, (value, limit) => value > limit);
    const lower = cap.lower && sideOf(cap.lower, pooled, variants, (value, limit) => value < limit);
    if (lower !== undefined && lower.limit > upper.limit) throw crossed(cap, lower, upper);
    const { metric } = cap;
    aggregates.capped.push({ metric, ...upper, ...(lower === undefined ? {} : { lower }) });
    for (const sample of samplesOf(aggregates, i))
      addCapped(sample, kept.values.get(sample), [lower?.limit ?? -Infinity, upper.limit]);
  });
}

/** What one end of a cap comes to, and how many values of each variant are beyond it. */
function sideOf(
  { share, value }: CapEnd,
  pooled: Float64Array,
  variants: readonly { variant: string; own: readonly number[] }[],
  isBeyond: (value: number, limit: number) => boolean,
): CappedSide {
  const limit = value ?? quantileType7(pooled, share!);
  const touched = variants.map(({ variant, own }) => {
    return { variant, units: own.filter((one) => isBeyond(one, limit)).length, of: own.length };
  });
  return { share, limit, touched };
}

function crossed({ metric }: Cap, lower: CappedSide, upper: CappedSide): UserError {
  return new UserError(
    (say) => `${say.cap()} ${metric}: its lower side, ${lower.limit}, is above ${upper.limit}`,
    { hint: 'write the lower side first, as METRIC=0..500' },
  );
}

function isBit(value: number): boolean {
  return value === 0 || value === 1;
}

/** Amounts cut down to 0 and 1 are no proportion. */
function addCapped(
  sample: MetricAggregate,
  units: readonly (readonly number[])[] = [],
  [least, most]: readonly [number, number],
): void {
  for (const [own, ...others] of units) {
    addValues(sample, [Math.min(most, Math.max(least, own!)), ...others]);
  }
  sample.successes = null;
}

/** A metric's samples, over all units and within segments. */
function samplesOf({ variants, segments }: Aggregates, metric: number): MetricAggregate[] {
  const parts = [...segments.values()].flatMap((values) => [...values.values()]);
  return [variants, ...parts].flatMap((part) =>
    [...part.values()].map(({ samples }) => samples[metric]!),
  );
}
