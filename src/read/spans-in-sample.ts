import { orderedValues, valueAt } from '../stats/ordered-values.js';
import { type Limits, merged, type ValueCounts } from '../stats/value-counts.js';
import type { MetricSpans } from './kept-spans.js';
import { cellOf } from './scan/cell-names.js';
import { apart, type Spans } from './scan/narrowed.js';
import { SAMPLE } from './scan/sample-sizes.js';
import { placesOfLimit, placesOfQuantile, type Wanted } from './wanted-places.js';

/** A sample's values of one metric by the names of their cells. */
export type Sampled = ReadonlyMap<string, ValueCounts>;

/** Where the wanted values of a metric are likely to lie, by a sample of so large a share of all units. */
export function spansIn(sampled: Sampled, share: number, wanted: Wanted): MetricSpans {
  const whole = [...sampled].filter(([name]) => cellOf(name).part === 0);
  if ('pooled' in wanted) {
    const all = together(whole.map(([, values]) => values));
    const pooled = apart(
      wanted.pooled.map((at) => spanAround(all, share, (n) => placesOfLimit(n, at))),
    );
    return { cells: ofEach(sampled.keys(), () => pooled), variants: {}, pooled };
  }
  const spanOf = (values: ValueCounts) =>
    spanAround(values, share, (n) => placesOfQuantile(n, wanted.quantile));
  const names = new Set(whole.map(([name]) => cellOf(name).variant));
  const variants = ofEach(names, (variant) => {
    const own = whole.filter(([name]) => cellOf(name).variant === variant);
    return [spanOf(together(own.map(([, values]) => values)))];
  });
  // The units of a variant are those of its cells of the first part.
  const cells = ofEach(sampled.keys(), (name) => {
    const { part, variant } = cellOf(name);
    const own = [spanOf(sampled.get(name)!)];
    return apart(part === 0 ? [...own, ...variants[variant]!] : own);
  });
  return { cells, variants, pooled: null };
}

function ofEach(names: Iterable<string>, spansOf: (name: string) => Spans): Record<string, Spans> {
  return Object.fromEntries(Array.from(names, (name) => [name, spansOf(name)]));
}

function together(samples: readonly ValueCounts[]): ValueCounts {
  return samples.reduce(merged);
}

/** Of the units a share on either side: two slices of the sample, where rows stand in the order of their values. */
const SLACK = 2 / SAMPLE.slices;
/** So many standard errors of a share among sampled units: beyond lies one in two millions (2·Φ(−5)). */
const DEVIATIONS = 5;

function spanAround(
  sample: ValueCounts,
  share: number,
  places: (units: number) => readonly [number, number],
): Limits {
  const ordered = orderedValues(sample);
  const sampled = ordered.units;
  const units = Math.max(1, Math.round(sampled / share));
  const [first, last] = places(units).map((place) => place / units) as [number, number];
  const slack = (at: number) => SLACK + DEVIATIONS * Math.sqrt((at * (1 - at)) / sampled);
  const low = Math.floor((first - slack(first)) * sampled) - 1;
  const high = Math.ceil((last + slack(last)) * sampled);
  return [
    low < 0 ? Number.NEGATIVE_INFINITY : valueAt(ordered, low)!,
    high < sampled ? valueAt(ordered, high)! : Number.POSITIVE_INFINITY,
  ];
}
