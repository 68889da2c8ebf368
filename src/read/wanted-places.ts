import type { MetricAggregate } from '../experiment/aggregates.js';
import { type CountedValues, noValues, valueCounts } from '../stats/counted-values.js';
import { orderedValues, type Places, placesAmong } from '../stats/ordered-values.js';
import { placesThatMatter } from '../stats/tests/quantile-spread.js';
import type { ReadState } from './file-state.js';
import type { KeptSpans, MetricSpans } from './kept-spans.js';
import type { Cap, MetricReading, Reading, ReadOptions } from './reading.js';
import { cellName } from './scan/cell-names.js';
import type { Spans } from './scan/narrowed.js';

/** Which of a metric's values are wanted: around a quantile of each sample, or at quantiles of all units together. */
export type Wanted = { quantile: number } | { pooled: number[] };

/** What is wanted of a metric's values; `null` where it may be all. */
export function wantedOf(
  { name, quantile }: MetricReading,
  { caps }: Reading,
  { aroundQuantiles = false }: ReadOptions,
): Wanted | null {
  if (quantile !== null) return aroundQuantiles ? { quantile } : null;
  const cap = caps.find(({ metric }) => metric === name);
  const pooled = cap === undefined ? [] : sharesOf(cap);
  return pooled.length === 0 ? null : { pooled };
}

/** The quantiles that a cap's ends still wait for. */
function sharesOf({ lower, ...upper }: Cap): number[] {
  const ends = lower === undefined ? [upper] : [upper, lower];
  return ends.flatMap(({ value, share }) => (value === null ? [share!] : []));
}

/** The first and the last of places that are wanted together, from 0. */
type PlacesWanted = readonly [first: number, last: number];

/** What an interval asks of a sample of so many units for a quantile of it. */
export function placesOfQuantile(units: number, at: number): PlacesWanted {
  const [first, last] = placesThatMatter(units, at);
  return [first - 1, last - 1];
}

/** What a quantile by definition 7 asks of so many units. */
export function placesOfLimit(units: number, share: number): PlacesWanted {
  const place = (units - 1) * share;
  return [Math.floor(place), Math.ceil(place)];
}

/** Whether the values that are wanted are among those which were told apart, so that they are what they are. */
export function areTold(known: ReadState, spans: KeptSpans): boolean {
  return spans.every((one, metric) => {
    if (one === null) return true;
    return one.pooled === null
      ? isQuantileTold(known, metric, one)
      : areLimitsTold(known, metric, one.pooled);
  });
}

function areLimitsTold({ aggregates, kept }: ReadState, metric: number, spans: Spans): boolean {
  const { cap, limits } = kept!.caps[metric]!;
  if (limits !== null) return true;
  const samples = [...aggregates.variants.values()].map(({ samples }) => samples[metric]!);
  const pooled = placesIn(samples.map((sample) => kept!.samples.get(sample)?.values ?? noValues()));
  return sharesOf(cap).every((share) =>
    areWithin(pooled, placesOfLimit(pooled.units, share), spans),
  );
}

function isQuantileTold(
  { aggregates, reading }: ReadState,
  metric: number,
  { cells, variants }: MetricSpans,
): boolean {
  const at = reading.metrics[metric]!.quantile!;
  const isTold = ({ values }: MetricAggregate, spans: Spans | undefined) => {
    const places = placesIn([values!]);
    return spans === undefined || areWithin(places, placesOfQuantile(places.units, at), spans);
  };
  const ofVariants = [...aggregates.variants].every(([name, { samples }]) =>
    // Names are anything, `constructor` too.
    isTold(samples[metric]!, Object.hasOwn(variants, name) ? variants[name] : undefined),
  );
  return (
    ofVariants &&
    [...aggregates.segments.values()].every((values, part) =>
      [...values].every(([value, inner]) =>
        [...inner].every(([variant, { samples }]) =>
          isTold(samples[metric]!, cells[cellName(part, variant, [value])]),
        ),
      ),
    )
  );
}

function placesIn(samples: readonly CountedValues[]): Places {
  return placesAmong(samples.map((values) => orderedValues(valueCounts(values))));
}

function areWithin(among: Places, [first, last]: PlacesWanted, spans: Spans): boolean {
  if (among.units === 0) return true;
  const [low, high] = [among.at(first)!, among.at(last)!];
  return spans.some(([least, most]) => least <= low && high <= most);
}
