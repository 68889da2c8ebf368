import type { Limits } from '../../stats/value-counts.js';
import type { DeferredValues } from '../fold/deferred-values.js';
import {
  formatOf,
  keepsValues,
  type MetricReading,
  type Reading,
  type ReadOptions,
} from '../reading.js';
import { type Header, requireColumn } from '../recognize/header.js';
import type { NumberFormat } from '../values/numbers.js';
import { MEASURE } from './layout.js';
import type { Spans } from './narrowed.js';

/** A column of numbers, or of labels of which one is the success. */
export interface ValueColumn {
  /** Its position, from 0. */
  column: number;
  format: NumberFormat;
  success: string | null;
  /** Whether its numbers count units. */
  isCount: boolean;
  /** Whether what is empty is 0 rather than missing. */
  emptyIsZero: boolean;
  /** What its values are brought between as they are read; `null` where they are left as they are. */
  limits: Limits | null;
}

/** A metric whose values are capped or kept: its place among the metrics, and its own column's in `values`. */
export interface KeptMetric {
  metric: number;
  column: number;
  /** Whether all values are to be kept, with how often each is met. */
  counts: boolean;
  /** Between which of them they are told apart, by the name of the cell; `null`, or of cells that it lacks: all are. */
  spansOf: Record<string, Spans> | null;
}

/** The columns that metrics are read from, and what each metric is made of. */
export interface ScannedValues {
  values: ValueColumn[];
  /**
   * For each metric, what measures it by its position in `values`: its own, a denominator, covariates; or, where rows
   * count units, its successes and the units that these are out of.
   */
  metrics: number[][];
  /** The metrics of which more than moments is wanted. */
  keeps: KeptMetric[];
  /** The position of the units of each row; `null` where each row is one. */
  unitsColumn: number | null;
}

/** How the values of a file are to be scanned. */
export function scannedValues(
  header: Header,
  { layout, metrics, unitsColumn }: Reading,
  options: ReadOptions,
  kept: DeferredValues | null,
): ScannedValues {
  const values: ValueColumn[] = [];
  const positionOf = (name: string, how: Omit<ValueColumn, 'column' | 'format'>) => {
    const column = requireColumn(header, name);
    const known = values.findIndex(
      // A capped column has values of its own.
      ({ success, limits, emptyIsZero, ...one }) =>
        one.column === column &&
        success === how.success &&
        limits === how.limits &&
        emptyIsZero === how.emptyIsZero,
    );
    if (known !== -1) return known;
    const format = formatOf(options, header.names[column]!);
    return values.push({ column, format, ...how }) - 1;
  };
  const emptyIsZero = options.emptyIs === 0;
  const counted = ({ column, success, units }: MetricReading) => [
    positionOf(column, {
      ...AMOUNT,
      success,
      isCount: success === null,
      emptyIsZero: emptyIsZero && success !== null,
    }),
    positionOf(units!, COUNT),
  ];
  const measured = ({ column, success, denominator, covariates }: MetricReading, i: number) => [
    positionOf(column, {
      ...AMOUNT,
      success,
      emptyIsZero,
      limits: kept?.caps[i]?.limits ?? null,
    }),
    ...(denominator === null ? [] : [positionOf(denominator, AMOUNT)]),
    ...covariates.flatMap((name) => {
      const at = positionOf(name, AMOUNT);
      return [at | MEASURE.orZero, at | MEASURE.isMissing];
    }),
  ];
  const made = metrics.map(layout === 'rows' ? measured : counted);
  return {
    values,
    metrics: made,
    keeps: keptMetrics(metrics, made, options, kept),
    unitsColumn: layout === 'rows' ? null : positionOf(unitsColumn!, COUNT),
  };
}

/** The metrics of which more than moments is wanted, each of whose own column is the first of those that measure it. */
export function keptMetrics(
  metrics: readonly MetricReading[],
  made: readonly number[][],
  options: Pick<ReadOptions, 'ranks'>,
  kept: DeferredValues | null,
): KeptMetric[] {
  return metrics.flatMap((metric, i): KeptMetric[] => {
    const cap = kept?.caps[i] ?? null;
    const counts = keepsValues(metric, options) || cap?.limits === null;
    return counts || cap !== null
      ? [{ metric: i, column: made[i]![0]!, counts, spansOf: null }]
      : [];
  });
}

/** How columns are read that hold neither labels nor a capped metric. */
const AMOUNT = { success: null, isCount: false, emptyIsZero: false, limits: null };
const COUNT = { ...AMOUNT, isCount: true };
