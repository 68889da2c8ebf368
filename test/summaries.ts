import { expect } from 'vitest';
import type {
  Aggregates,
  MetricAggregate,
  VariantAggregates,
} from '../src/experiment/aggregates.js';
import { crossedNames } from '../src/experiment/summary-layout.js';
import { partsOf, type ReadOptions } from '../src/read/reading.js';
import { renderSummary } from '../src/render/summary-csv.js';
import { triples } from '../src/stats/moments.js';
import { readText } from './read/given.js';

/** The summary of a text of results. */
export async function summaryOf(text: string, options: Partial<ReadOptions>): Promise<string> {
  const { aggregates, reading } = await readText(text, { ...options, forSummary: true });
  return renderSummary(aggregates, {
    variantColumn: reading.variantColumn!,
    segmentColumns: reading.segments.flatMap(crossedNames),
    metrics: reading.metrics.map(partsOf),
  });
}

/** Expects the same aggregates, segments included, to `digits` of the size of what was added up. */
export function expectSameCells(a: Aggregates, b: Aggregates, digits: number): void {
  expect(b.unitsInTwoVariants).toBe(a.unitsInTwoVariants);
  expectSameVariants(a.variants, b.variants, digits);
  expect([...b.segments.keys()]).toEqual([...a.segments.keys()]);
  for (const [column, values] of a.segments) {
    const others = b.segments.get(column)!;
    expect(new Set(others.keys())).toEqual(new Set(values.keys()));
    for (const [value, part] of values) expectSameVariants(part, others.get(value)!, digits);
  }
}

type Variants = Map<string, VariantAggregates>;

function expectSameVariants(a: Variants, b: Variants, digits: number): void {
  expect(new Set(b.keys())).toEqual(new Set(a.keys()));
  for (const [name, { units, samples }] of a) {
    expect(b.get(name)!.units).toBe(units);
    samples.forEach((sample, i) => {
      expectSameSample(sample, b.get(name)!.samples[i]!, digits);
    });
  }
}

function expectSameSample(a: MetricAggregate, b: MetricAggregate, digits: number): void {
  const counts = ({ missing, successes, moments }: MetricAggregate) => [
    moments.n,
    missing,
    successes,
  ];
  expect(counts(b)).toEqual(counts(a));
  const [mine, theirs] = [a.moments, b.moments];
  const k = mine.mean.length;
  const spread = (i: number) => mine.comoment[(i * (i + 1)) / 2 + i]!;
  const close = (x: number, y: number, size: number) =>
    expect(Math.abs(y - x)).toBeLessThanOrEqual(digits * size);
  for (let i = 0; i < k; i++) {
    close(mine.mean[i]!, theirs.mean[i]!, Math.abs(mine.mean[i]!) + Math.sqrt(spread(i)));
    for (let j = 0; j <= i; j++) {
      const at = (i * (i + 1)) / 2 + j;
      close(mine.comoment[at]!, theirs.comoment[at]!, Math.sqrt(spread(i) * spread(j)) + TINY);
    }
  }
  triples(k).forEach((measures, at) => {
    const most = measures.reduce((size, i) => size * Math.sqrt(spread(i)), 1);
    close(mine.third![at]!, theirs.third![at]!, most + TINY);
  });
}

/** What rounding leaves of a second moment that is 0, for values of a size about 1. */
const TINY = 1e-3;

/** Expects two values of JSON to agree, numbers to `digits` relative. */
export function expectSameJson(a: unknown, b: unknown, digits: number, path = '$'): void {
  if (typeof a === 'number' && typeof b === 'number') {
    if (a === b) return;
    expect(Math.abs(b - a) / Math.max(Math.abs(a), Math.abs(b)), path).toBeLessThan(digits);
  } else if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
    expect(Object.keys(b), path).toEqual(Object.keys(a));
    for (const [key, value] of Object.entries(a)) {
      expectSameJson(value, (b as Record<string, unknown>)[key], digits, `${path}.${key}`);
    }
  } else {
    expect(b, path).toEqual(a);
  }
}
