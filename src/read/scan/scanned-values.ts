import { formatOf, type MetricReading, type Reading, type ReadOptions } from '../reading.js';
import { type Header, requireColumn } from '../recognize/header.js';
import type { NumberFormat } from '../values/numbers.js';
import { MEASURE } from './layout.js';

/** A column of numbers, or of labels of which one is the success. */
export interface ValueColumn {
  /** Its position, from 0. */
  column: number;
  format: NumberFormat;
  success: string | null;
  /** Whether its numbers count units. */
  isCount: boolean;
}

/** The columns that metrics are read from, and what each metric is made of. */
export interface ScannedValues {
  values: ValueColumn[];
  /**
   * For each metric, what measures it by its position in `values`: its own, a denominator, covariates; or, where rows
   * count units, its successes and the units that these are out of.
   */
  metrics: number[][];
  /** The position of the units of each row; `null` where each row is one. */
  unitsColumn: number | null;
}

/** How the values of a file are to be scanned. */
export function scannedValues(
  header: Header,
  { layout, metrics, unitsColumn }: Reading,
  options: ReadOptions,
): ScannedValues {
  const values: ValueColumn[] = [];
  const positionOf = (name: string, success: string | null, isCount: boolean) => {
    const column = requireColumn(header, name);
    const known = values.findIndex((one) => one.column === column && one.success === success);
    if (known !== -1) return known;
    const format = formatOf(options, header.names[column]!);
    return values.push({ column, format, success, isCount }) - 1;
  };
  const counted = ({ column, success, units }: MetricReading) => [
    positionOf(column, success, success === null),
    positionOf(units!, null, true),
  ];
  const measured = ({ column, success, denominator, covariates }: MetricReading) => [
    positionOf(column, success, false),
    ...(denominator === null ? [] : [positionOf(denominator, null, false)]),
    ...covariates.flatMap((name) => {
      const at = positionOf(name, null, false);
      return [at | MEASURE.orZero, at | MEASURE.isMissing];
    }),
  ];
  if (layout === 'rows') return { values, metrics: metrics.map(measured), unitsColumn: null };
  return {
    values,
    metrics: metrics.map(counted),
    unitsColumn: positionOf(unitsColumn!, null, true),
  };
}
