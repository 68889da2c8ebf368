import { type Limits, merged, runOf, type ValueCounts } from '../../stats/value-counts.js';

/** Between which values, in rising order and apart, a sample's values are told apart; those beyond are only counted. */
export type Spans = readonly Limits[];

/**
 * The values of an array, which is changed, counted; those of a lot beside the spans, below, between or above them, are
 * taken for its least, once, and else for its largest. So whatever lies within a span has the place among all that it
 * has without, and the least and the largest value of all are what they are.
 */
export function narrowed(sample: Float64Array, spans: Spans): ValueCounts {
  const from = Float64Array.from(spans, ([least]) => least);
  const to = Float64Array.from(spans, ([, most]) => most);
  const lots = Array.from({ length: spans.length + 1 }, emptyLot);
  let count = 0;
  for (let i = 0; i < sample.length; i += 1) {
    const x = sample[i]!;
    let at = 0;
    while (at < to.length && x > to[at]!) at += 1;
    if (at < from.length && x >= from[at]!) {
      sample[count++] = x;
    } else {
      const lot = lots[at]!;
      lot.units += 1;
      if (x < lot.least) lot.least = x;
      if (x > lot.most) lot.most = x;
    }
  }
  return merged(runOf(sample.subarray(0, count)), runOfLots(lots));
}

/** Values that are not told apart. */
interface Lot {
  units: number;
  least: number;
  most: number;
}

function emptyLot(): Lot {
  return { units: 0, least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY };
}

function runOfLots(lots: readonly Lot[]): ValueCounts {
  const pairs = lots.flatMap(({ units, least, most }) => {
    if (units === 0) return [];
    if (least === most) return [[most, units] as const];
    return [[least, 1] as const, [most, units - 1] as const];
  });
  return {
    values: Float64Array.from(pairs, ([value]) => value + 0),
    counts: Uint32Array.from(pairs, ([, units]) => units),
  };
}

/** Spans, of which some may overlap, apart and in rising order. */
export function apart(spans: Spans): Spans {
  const found: [number, number][] = [];
  for (const [least, most] of spans.toSorted(([a], [b]) => a - b)) {
    const last = found.at(-1);
    if (last === undefined || least > last[1]) found.push([least, most]);
    else last[1] = Math.max(last[1], most);
  }
  return found;
}
