import { valuesOf } from '../../../src/experiment/aggregates.js';
import type { KeptSpans, MetricSpans } from '../../../src/read/kept-spans.js';
import { cellName } from '../../../src/read/scan/cell-names.js';
import type { Spans } from '../../../src/read/scan/narrowed.js';
import { unitsOf, type ValueCounts } from '../../../src/stats/value-counts.js';
import { type Case, type Outcome, outcomeOf, partsOf } from './both-ways.js';

/**
 * What differs, of a case that was read record by record, where it is scanned for some of the values: those within
 * spans, how many lie below, between and above them, and the ends; `null` where none are kept, or capped by quantiles.
 */
export async function narrowedDifferences(
  one: Case,
  path: string,
  read: Outcome,
): Promise<string[] | null> {
  if (read.known === null || (one.options.caps ?? []).length > 0) return null;
  const { aggregates } = read.known;
  const spansOf = aggregates.keeps.map((keeps, i) => (keeps ? spansFor(read, i) : null));
  if (spansOf.every((spans) => spans === null)) return null;
  const spans: KeptSpans = spansOf.map((own) => own && inAllCells(read, own));
  const scanned = await outcomeOf({ ...one, spans }, path, true);
  const [mine, theirs] = [scanned!, read].map(({ known }) =>
    partsOf(known!.aggregates).flatMap(([name, { samples }]) =>
      samples.map((sample, i) => {
        const figures = spansOf[i] ? outline(valuesOf(sample), spansOf[i]) : null;
        return JSON.stringify([name, figures]);
      }),
    ),
  ) as [string[], string[]];
  return mine.flatMap((text, i) => (text === theirs[i] ? [] : [`${text}, not ${theirs[i]}`]));
}

/** Two spans among all of a metric's values; `null` where there are too few. */
function spansFor({ known }: Outcome, metric: number): Spans | null {
  const all = [...known!.aggregates.variants.values()]
    .flatMap(({ samples }) => [...valuesOf(samples[metric]!).values])
    .sort((a, b) => a - b);
  const at = (share: number) => all[Math.floor(share * all.length)]!;
  if (all.length < 6) return null;
  return [
    [at(0.2), at(0.4)],
    [(at(0.6) + at(0.7)) / 2, at(0.8)],
  ].filter(([least, most], i) => least! <= most! && (i === 0 || at(0.4) < least!)) as never;
}

function inAllCells({ known }: Outcome, spans: Spans): MetricSpans {
  const { variants, segments } = known!.aggregates;
  const names = [
    ...[...variants.keys()].map((variant) => cellName(0, variant, [])),
    ...[...segments.values()].flatMap((values, part) =>
      [...values].flatMap(([value, inner]) =>
        [...inner.keys()].map((variant) => cellName(part, variant, [value])),
      ),
    ),
  ];
  return {
    cells: Object.fromEntries(names.map((name) => [name, spans])),
    variants: {},
    pooled: spans,
  };
}

/** The values within spans, how many there are in each lot beside them, and the least and the largest. */
function outline(run: ValueCounts, spans: Spans) {
  const lots = spans.map(() => 0).concat(0);
  const within: [number, number][] = [];
  run.values.forEach((value, i) => {
    const lot = spans.findIndex(([, most]) => value <= most);
    if (lot !== -1 && value >= spans[lot]![0]) within.push([value, run.counts[i]!]);
    else lots[lot === -1 ? spans.length : lot]! += run.counts[i]!;
  });
  return { lots, within, units: unitsOf(run), ends: [run.values[0], run.values.at(-1)] };
}
