import { readFileSync } from 'node:fs';
import {
  type Aggregates,
  addAggregates,
  addValues,
  emptyAggregates,
  type MetricAggregate,
  segmentAggregates,
  variantAggregates,
} from '../../../src/experiment/aggregates.js';

/** Cells of one metric over one column: each segment's sample in each variant; the whole is their sum. */
export function segmentedCells(
  column: string,
  segments: Record<string, Record<string, MetricAggregate>>,
): Aggregates {
  const aggregates = emptyAggregates(['signup'], [1], [column]);
  for (const [value, variants] of Object.entries(segments)) {
    for (const [variant, sample] of Object.entries(variants)) {
      const added = { units: sample.moments.n + sample.missing, samples: [sample] };
      addAggregates(segmentAggregates(aggregates, column, value, variant), added);
      addAggregates(variantAggregates(aggregates, variant), added);
    }
  }
  return aggregates;
}

/** Cells of one metric with so many measures, unit by unit: [variant, segment, values]. */
export function unitCells(
  units: readonly (readonly [string, string, readonly number[]])[],
  measures: number,
): Aggregates {
  const aggregates = emptyAggregates(['m'], [measures], ['s']);
  for (const [variant, value, values] of units) {
    for (const into of [
      variantAggregates(aggregates, variant),
      segmentAggregates(aggregates, 's', value, variant),
    ]) {
      into.units += 1;
      addValues(into.samples[0]!, values);
    }
  }
  return aggregates;
}

/** How effects differ: chi-square, df, none and p, or F, both df and p. */
type Spread = [statistic: number, df: number, denominatorDf: number | null, p: number];

interface ByHand {
  tables: { table: number[][]; statistic: number; df: number; p: number }[];
  rates: {
    segments: [number, number, number, number][];
    method: string;
    spread: Spread;
    average: number;
    ends: [lower: number, upper: number];
    p: number;
  }[];
  means: {
    units: [arm: number, segment: number, x: number, y: number][];
    plain: [...Spread, average: number, se: number, df: number, p: number];
    adjusted: [...Spread, average: number, se: number, df: number, p: number];
    theta: number;
    effect: number;
    t: number;
    df: number;
    p: number;
    balance: number;
  }[];
}

/** R's figures; test/reference/README.md says how they were made. */
export const byHand: ByHand = JSON.parse(
  readFileSync(new URL('../../reference/segments-by-hand.json', import.meta.url), 'utf8'),
);
