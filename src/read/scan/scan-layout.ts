import type { Limits } from '../../stats/counted-values.js';
import type { FoldContext } from '../fold/fields.js';
import { formatOf, keepsValues, type MetricReading } from '../reading.js';
import { findColumn, requireColumn } from '../recognize/header.js';
import type { NumberFormat } from '../values/numbers.js';
import type { Watch } from '../watch/watch.js';
import { IS_SAME_ORDER, MEASURE, MOST } from './layout.js';
import { haveRoom, type ScannedFilter, scannedFilters } from './scanned-filters.js';

/** A column of numbers, or of labels of which one is the success. */
export interface ValueColumn {
  /** Its position, from 0. */
  column: number;
  format: NumberFormat;
  success: string | null;
  /** What its values are brought between as they are read; `null` where they are left as they are. */
  limits: Limits | null;
}

/** What the scanner has to know of a file; plain data, so that threads can be told. */
export interface ScanLayout {
  columns: number;
  delimiter: string;
  /** Whether the first of `texts` holds the variant. */
  variantColumn: boolean;
  /** Positions of the columns of variants and segments. */
  texts: number[];
  values: ValueColumn[];
  /** For each metric, what measures it by its position in `values`: its own, a denominator, covariates. */
  metrics: number[][];
  /** The metrics of which more than moments is wanted. */
  keeps: KeptMetric[];
  /** The columns of ids, of which some are sampled. */
  ids: IdsColumn[];
  /** For each of them: of an id's hash, how many bits must be 0 for it to be sampled. */
  idLevels: readonly number[];
  /** What a row must be to be read, one after the other. */
  filters: ScannedFilter[];
  /** Whether the next row that is chosen is only sought. */
  seeks: boolean;
  /** The variants that are read; empty: all. */
  variants: string[];
  /** Texts that stand for a missing value, beside the usual ones. */
  missing: string[];
}

/** A metric whose values are capped or kept: its place among the metrics, and its own column's in `values`. */
export interface KeptMetric {
  metric: number;
  column: number;
  /** Whether all values are to be kept, with how often each is met. */
  counts: boolean;
}

/** A column of ids: its position, and which of those that are watched it is. */
interface IdsColumn {
  column: number;
  watched: number;
}

/** At which level the ids of each column are sampled by now. */
export function idLevelsOf({ ids }: Pick<ScanLayout, 'ids'>, watch: Watch): number[] {
  return ids.map(({ watched }) => watch.ids[watched]!.sample.level);
}

/** How to scan a file that is read so; `null` where the scanner cannot. */
export function scanPlan(context: FoldContext, delimiter: string): ScanLayout | null {
  const { header, reading, options, variant, units, kept, watch } = context;
  const { layout, metrics, segments, variantColumn } = reading;
  const plain = layout === 'rows' && units === null;
  // Crossed segments are no column, and single units are no sums.
  if (options.forSummary === true || options.keepsUnits === true) return null;
  // What tells rows apart is seen record by record.
  if (options.comment) return null;
  if (options.emptyIs === 0 || watch.parts.length > 0) return null;
  // What is told by all values together cannot be added to covariates any more.
  const isCovered = (metric: MetricReading, i: number) =>
    metric.covariates.length > 0 && kept?.caps[i]?.limits === null && !kept.limitsOnly;
  if (!plain || metrics.some(isCovered)) return null;
  if (options.missing.some(isLikeNumber)) return null;
  const named = variant !== null || variantColumn === null;
  const texts = [...(named ? [] : [variantColumn]), ...segments].map((name) =>
    requireColumn(header, name),
  );
  const values: ValueColumn[] = [];
  const measures = metrics.map((metric, i) =>
    measuredBy(metric).flatMap(({ name, success, isCovariate }, part) => {
      const column = requireColumn(header, name);
      const format = formatOf(options, header.names[column]!);
      const limits = part === 0 ? (kept?.caps[i]?.limits ?? null) : null;
      const at = positionOf({ column, format, success, limits }, values);
      return isCovariate ? [at | MEASURE.orZero, at | MEASURE.isMissing] : [at];
    }),
  );
  const keeps = metrics.flatMap((metric, i): KeptMetric[] => {
    const cap = kept?.caps[i] ?? null;
    const counts = keepsValues(metric, options) || cap?.limits === null;
    return counts || cap !== null ? [{ metric: i, column: measures[i]![0]!, counts }] : [];
  });
  const ids = watch.ids.flatMap(({ name }, watched) => {
    const column = findColumn(header, name);
    return column === null ? [] : [{ column, watched }];
  });
  const filters = scannedFilters(header, options, named ? null : texts[0]!);
  const fits =
    (keeps.length === 0 || IS_SAME_ORDER) &&
    haveRoom(filters) &&
    texts.length <= MOST.texts &&
    values.length <= MOST.values &&
    metrics.length <= MOST.metrics &&
    ids.length <= MOST.ids &&
    measures.every(({ length }) => length <= MOST.measures);
  if (!fits) return null;
  const columns = header.names.length;
  const { missing, variants = [] } = options;
  return {
    columns,
    delimiter,
    variantColumn: !named,
    texts,
    values,
    metrics: measures,
    keeps,
    ids,
    idLevels: idLevelsOf({ ids }, watch),
    filters,
    seeks: false,
    variants,
    missing,
  };
}

/** A number that means a missing value would be taken for a number. */
export function isLikeNumber(text: string): boolean {
  return /^-?[\d.,]*\d[\d.,]*$/.test(text);
}

/** The columns that a metric is read from, each with the text in it that is a success. */
function measuredBy({ column, success, denominator, covariates }: MetricReading) {
  const plain = { success: null, isCovariate: false };
  return [
    { name: column, success, isCovariate: false },
    ...(denominator === null ? [] : [{ name: denominator, ...plain }]),
    ...covariates.map((name) => ({ name, success: null, isCovariate: true })),
  ];
}

function positionOf(wanted: ValueColumn, values: ValueColumn[]): number {
  const known = values.findIndex(
    // A capped column has values of its own.
    ({ column, success, limits }) =>
      column === wanted.column && success === wanted.success && limits === wanted.limits,
  );
  return known === -1 ? values.push(wanted) - 1 : known;
}
