import { addMetricAggregate } from '../../experiment/aggregates.js';
import {
  isLack,
  keyOf,
  type MetricColumns,
  namedColumns,
  type ThirdColumn,
} from '../../experiment/summary-layout.js';
import { type MetricReading, partsOf } from '../reading.js';
import { findColumn, type Header } from '../recognize/header.js';
import { spreadColumn } from '../recognize/summary-metrics.js';
import { badValue } from '../values/values.js';
import {
  type CountReader,
  countReader,
  type Field,
  type FoldContext,
  fieldReader,
  type RowReader,
} from './fields.js';
import type { SpreadField } from './summarized-moments.js';
import { type SummarizedFields, summarizedSample } from './summarized-sample.js';

/** Summaries: each row a cell, or a shard of one, with n, means, variances and covariances. */
export function summaryReader(context: FoldContext): RowReader {
  const { header, reading, options } = context;
  const unitsAt = countReader(header, reading.unitsColumn!, options);
  const metrics = reading.metrics.map((metric) => metricReader(context, metric));
  return (fields, line) => {
    const { value: units, place } = unitsAt(fields, line);
    if (units === null)
      throw badValue(place, 'there is no number of units', 'a summary gives n in each row');
    const samples = metrics.map((read, i) =>
      summarizedSample(units, read(fields, line), reading.metrics[i]!),
    );
    return (into) => {
      into.units += units;
      samples.forEach((sample, i) => {
        addMetricAggregate(into.samples[i]!, sample);
      });
    };
  };
}

/** Reads what a row says of one metric. */
function metricReader(
  { header, options }: FoldContext,
  metric: MetricReading,
): (fields: string[], line: number) => SummarizedFields {
  const { parts, covariances, thirds, missing } = columnsIn(header, metric);
  const numbers = (name: string) => fieldReader(header, name, options);
  const counts = (names: string[]): CountReader[] =>
    names
      .filter((name) => findColumn(header, name) !== null)
      .map((name) => countReader(header, name, options));
  const names = partsOf(metric);
  const isSaid = (part: number) =>
    !isLack(names, part) || findColumn(header, parts[part]!.mean) !== null;
  const saidOrNone = (said: boolean, name: string) => (said ? numbers(name) : NONE);
  const means = parts.map(({ mean }, i) => saidOrNone(isSaid(i), mean));
  const variances = parts.map(({ mean, variance }, i) => {
    const { name, spread } = spreadColumn(header, mean) ?? { name: variance, spread: 'variance' };
    const read = saidOrNone(isSaid(i), name);
    return (fields: string[], line: number): SpreadField => ({ ...read(fields, line), spread });
  });
  const between = parts.flatMap((_, i) =>
    parts
      .slice(0, i)
      .map((_, j) => saidOrNone(isSaid(i) && isSaid(j), covariances[(i * (i - 1)) / 2 + j]!)),
  );
  const isKnown = ({ of }: ThirdColumn) => of.every(isSaid);
  const hasThirds = thirds.filter(isKnown).every(({ name }) => findColumn(header, name) !== null);
  const third = hasThirds ? thirds.map((column) => saidOrNone(isKnown(column), column.name)) : null;
  const n = counts(parts.map((part) => part.n));
  const [without] = counts([missing]);
  return (fields, line) => {
    const of = <F extends Field>(readers: ((fields: string[], line: number) => F)[]) =>
      readers.map((read) => read(fields, line));
    return {
      n: n.map((read) => read(fields, line)),
      missing: without?.(fields, line) ?? null,
      means: of(means),
      variances: of(variances),
      covariances: of(between),
      thirds: third === null ? null : of(third),
    };
  };
}

/** What stands for columns that a summary need not have: no unit lacks a covariate. */
const NONE = (): Field => ({
  text: '0',
  format: { decimal: '.', thousands: '' },
  place: { file: '', line: 0, column: 0, name: '' },
});

/** The names of a metric's columns as this header has them: the longest of them, else the plain ones. */
function columnsIn(header: Header, metric: MetricReading): MetricColumns {
  const parts = partsOf(metric);
  const plain = namedColumns(parts, () => false);
  const ways = [
    namedColumns(parts, () => true, keyOf(parts)),
    namedColumns(parts, () => true),
    plain,
  ];
  const isThere = (name: string) => findColumn(header, name) !== null;
  const named = (of: (columns: MetricColumns) => string) => ways.map(of).find(isThere) ?? of(plain);
  return {
    parts: plain.parts.map(
      (part, i) => ways.map((way) => way.parts[i]!).find(({ mean }) => isThere(mean)) ?? part,
    ),
    covariances: plain.covariances.map((_, i) => named(({ covariances }) => covariances[i]!)),
    thirds: plain.thirds.map(({ of }, i) => ({ name: named(({ thirds }) => thirds[i]!.name), of })),
    missing: named(({ missing }) => missing),
  };
}
