import { addValues, type MetricAggregate } from '../../experiment/aggregates.js';
import { type CountedValues, countValue, noValues } from '../../stats/counted-values.js';
import type { Limits } from '../../stats/value-counts.js';
import type { Cap, MetricReading, Reading, ReadOptions } from '../reading.js';

/** What is known of capped metrics until the last value has been read. */
export interface DeferredValues {
  /** One for each metric; `null` where it has no cap. */
  caps: (MetricCap | null)[];
  /** Of each sample of a capped metric. */
  samples: Map<MetricAggregate, CappedSample>;
  /** Whether only the limits are wanted. */
  limitsOnly: boolean;
}

/** A metric's cap on its way. */
export interface MetricCap {
  cap: Cap;
  /** `null` where all values have to be known first, of which an end is a quantile. */
  limits: Limits | null;
  /** Whether a unit's value was neither 0 nor 1. */
  amounts: boolean;
}

/** A sample of a capped metric. */
export interface CappedSample {
  /** Where the limits are known: how many values were beyond them. */
  above: number;
  below: number;
  /** Else all values as they were, and what each unit says where covariates are measured with it. */
  values: CountedValues;
  units: (readonly number[])[];
}

/** Where the values of capped metrics are kept; `null` where there is no cap. */
export function noDeferredValues(
  { caps, metrics }: Reading,
  { limitsOnly = false }: ReadOptions,
): DeferredValues | null {
  if (caps.length === 0) return null;
  const capOf = ({ name }: MetricReading) => caps.find(({ metric }) => metric === name);
  return {
    caps: metrics.map((metric) => {
      const cap = capOf(metric);
      return cap === undefined ? null : { cap, limits: limitsOf(cap), amounts: false };
    }),
    samples: new Map(),
    limitsOnly,
  };
}

function limitsOf({ value, lower }: Cap): Limits | null {
  if (value === null || lower?.value === null) return null;
  return [lower?.value ?? Number.NEGATIVE_INFINITY, value];
}

/** What is known of a sample of a capped metric. */
export function cappedSample({ samples }: DeferredValues, sample: MetricAggregate): CappedSample {
  const known = samples.get(sample);
  if (known !== undefined) return known;
  const none = { above: 0, below: 0, values: noValues(), units: [] };
  samples.set(sample, none);
  return none;
}

/** Takes one unit's values of a capped metric: into its sample, or kept until the limits are known. */
export function deferValues(
  kept: DeferredValues,
  metric: number,
  sample: MetricAggregate,
  unit: readonly number[],
): void {
  const cap = kept.caps[metric]!;
  const known = cappedSample(kept, sample);
  const own = unit[0]!;
  cap.amounts ||= own !== 0 && own !== 1;
  if (cap.limits === null) {
    countValue(known.values, own);
    if (unit.length > 1 && !kept.limitsOnly) known.units.push(unit);
  } else {
    const [least, most] = cap.limits;
    known.above += own > most ? 1 : 0;
    known.below += own < least ? 1 : 0;
    addCapped(sample, unit, cap.limits);
  }
}

/** Adds one unit with its own value between limits. Whether its sample is of 0s and 1s its uncapped values tell. */
export function addCapped(
  sample: MetricAggregate,
  [own, ...others]: readonly number[],
  [least, most]: Limits,
): void {
  const { successes } = sample;
  addValues(sample, [Math.min(most, Math.max(least, own!)), ...others]);
  sample.successes = successes;
}
