import {
  type Aggregates,
  emptyVariant,
  type MetricAggregate,
  type VariantAggregates,
} from '../experiment/aggregates.js';
import {
  crossedNames,
  isLack,
  type MetricColumns,
  type Parts,
  SEVERAL_VARIANTS,
  summaryColumns,
} from '../experiment/summary-layout.js';
import { checkDistinct } from '../experiment/summary-names.js';
import { writtenInSummary } from '../experiment/summary-text.js';
import { exactField } from './exact-field.js';

/** What the columns of a summary are called after. */
export interface SummaryShape {
  variantColumn: string;
  segmentColumns: readonly string[];
  /**
   * Of each metric its name, or a ratio's two columns; then of each covariate its column, and what says that a unit
   * lacks it: [['spend', 'spend_before', 'spend_before_missing'], ['orders', 'sessions']].
   */
  metrics: readonly (readonly string[])[];
}

/** One row of a summary: of which variant, with which values of the segment columns. */
interface SummaryRow {
  variant: string;
  segments: string[];
  cells: VariantAggregates;
}

/**
 * The cells as CSV in the layout of a summary, a row a cell; numbers read back exactly.
 *
 * @throws {UserError} when two of its columns would have the same name.
 * @example
 * const { plan } = await readPlan('fixtures/loyalty-plan.yaml');
 * const sources = [{ path: 'fixtures/loyalty.csv', variant: null }];
 * const { aggregates } = await readAggregates(sources, planReadOptions(plan), process);
 * const shape = { variantColumn: 'variant', segmentColumns: [], metrics: [['spend']] };
 * const [header, generic] = renderSummary(aggregates, shape).split('\n');
 * header; // => 'variant,n,spend_mean,spend_var,spend_third'
 * generic?.split(',').slice(0, 3); // => [ 'generic', '596', '20.157013422818792' ]
 */
export function renderSummary(cells: Aggregates, shape: SummaryShape): string {
  const rows = summaryRows(cells, shape);
  const metrics = uniqueMetrics(shape);
  const columns = metrics.flatMap(({ index, columns }) =>
    metricColumns(rows, index, columns, shape.metrics[index]!),
  );
  const keys = [shape.variantColumn, ...shape.segmentColumns];
  const results = ['n', ...columns.map(({ name }) => name)];
  checkDistinct(keys, results, shape.metrics);
  const header = [...keys, ...results];
  const lines = rows.map((row) => [
    ...[row.variant, ...row.segments].map(writtenInSummary),
    String(row.cells.units),
    ...columns.map(({ value }) => value(row.cells)),
  ]);
  const several = severalRow(cells, header.length, shape);
  return [header.map(writtenInSummary), ...lines, ...several]
    .map((fields) => `${fields.map(exactField).join(',')}\n`)
    .join('');
}

/** Variant by variant in order of appearance, so that they are read back in that order. */
function summaryRows(cells: Aggregates, { segmentColumns }: SummaryShape): SummaryRow[] {
  const parts = [...(cells.segments.values().next().value ?? [])];
  return [...cells.variants].flatMap(([variant, whole]) => {
    if (segmentColumns.length === 0) return [{ variant, segments: [], cells: whole }];
    const own = parts.flatMap(([crossed, variants]) => {
      const part = variants.get(variant);
      return part === undefined ? [] : [{ variant, segments: crossedNames(crossed), cells: part }];
    });
    // All units of a variant may have been left out; the variant is still there.
    const [any = crossedOfNone(segmentColumns)] = parts.map(([crossed]) => crossedNames(crossed));
    return own.length > 0 ? own : [{ variant, segments: any, cells: emptyVariant(cells) }];
  });
}

function crossedOfNone(columns: readonly string[]): string[] {
  return columns.map(() => '');
}

/** The metrics, each set of parts once. */
function uniqueMetrics({ metrics }: SummaryShape) {
  const all = summaryColumns(metrics).map((columns, index) => ({ columns, index }));
  const firstMean = ({ columns }: { columns: MetricColumns }) =>
    columns.parts.map(({ mean }) => mean).join('\n');
  return all.filter((one, i) => all.findIndex((two) => firstMean(two) === firstMean(one)) === i);
}

interface Column {
  name: string;
  value: (cells: VariantAggregates) => string;
}

/** The columns of one metric; how many units have it only where some do not. */
function metricColumns(
  rows: SummaryRow[],
  index: number,
  columns: MetricColumns,
  parts: Parts,
): Column[] {
  const samples = rows.map(({ cells }) => ({ units: cells.units, ...cells.samples[index]! }));
  const hasMissing = samples.some(({ units, moments }) => moments.n !== units);
  const isRest = samples.every(({ units, moments, missing }) => moments.n + missing === units);
  const column = (name: string, value: (sample: MetricAggregate) => string): Column => ({
    name,
    value: ({ samples }) => value(samples[index]!),
  });
  // Where no unit lacks a covariate, there is nothing to say of that.
  const isSaid = (part: number) =>
    !isLack(parts, part) || samples.some(({ moments }) => moments.mean[part] !== 0);
  return [
    ...columns.parts.flatMap(({ mean, variance, n }, i) =>
      !isSaid(i)
        ? []
        : [
            ...(hasMissing ? [column(n, ({ moments }) => String(moments.n))] : []),
            column(mean, ({ moments }) => (moments.n === 0 ? '' : String(moments.mean[i]!))),
            column(variance, (sample) => secondMoment(sample, i, i)),
          ],
    ),
    ...pairs(columns.parts.length).flatMap(([i, j], at) =>
      isSaid(i) && isSaid(j)
        ? [column(columns.covariances[at]!, (sample) => secondMoment(sample, i, j))]
        : [],
    ),
    ...(saysThirds(samples)
      ? columns.thirds.flatMap(({ name, of }, at) =>
          of.every(isSaid) ? [column(name, (sample) => thirdMoment(sample, at))] : [],
        )
      : []),
    ...(isRest ? [] : [column(columns.missing, ({ missing }) => String(missing))]),
  ];
}

function secondMoment({ moments }: MetricAggregate, i: number, j: number): string {
  if (moments.n < 2) return '';
  return String(moments.comoment[(i * (i + 1)) / 2 + j]! / (moments.n - 1));
}

/** Not of 0s and 1s, of which the mean tells, nor where no sample has them. */
function saysThirds(samples: readonly MetricAggregate[]): boolean {
  const isRate = samples.every(({ moments, successes }) => {
    return moments.mean.length === 1 && successes !== null;
  });
  return !isRate && samples.some(({ moments }) => moments.third !== null);
}

/** Empty where it is not known, or beyond the doubles. */
function thirdMoment({ moments: { n, third } }: MetricAggregate, at: number): string {
  const moment = n < 2 || third === null ? Number.NaN : third[at]! / n;
  return Number.isFinite(moment) ? String(moment) : '';
}

/** Below the diagonal of a matrix of so many rows: (1,0), (2,0), (2,1). */
function pairs(count: number): [number, number][] {
  return Array.from({ length: count }, (_, i) => i).flatMap((i) =>
    Array.from({ length: i }, (_, j): [number, number] => [i, j]),
  );
}

/** Units of several variants are in no cell, but counted. */
function severalRow(
  { unitsInTwoVariants }: Aggregates,
  length: number,
  shape: SummaryShape,
): string[][] {
  if (unitsInTwoVariants === 0) return [];
  const row = new Array<string>(length).fill('');
  row[0] = SEVERAL_VARIANTS;
  row[1 + shape.segmentColumns.length] = String(unitsInTwoVariants);
  return [row];
}
