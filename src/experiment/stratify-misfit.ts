import type { Misfit } from './effect-misfit.js';
import type { MetricKind } from './metric-kind.js';

/** What of a metric decides whether it can be compared within the values of a column. */
export interface StratifiedMetric {
  /** `null`: a rate or a mean, as the data will tell. */
  kind: MetricKind | null;
  /** What it is read from. */
  columns: readonly string[];
  /** Whether it is asked only that it be not worse, which is asked of all units at once. */
  hasMargin: boolean;
}

/** Why a metric cannot be compared within the values of the column; `null` where it can. */
export function stratifyMisfit(column: string, metric: StratifiedMetric): Misfit | null {
  const { kind, columns, hasMargin } = metric;
  if (columns.some((one) => nameOf(one) === nameOf(column))) {
    return {
      what: `${column} is what is measured`,
      hint: 'stratify by what was known of a unit before it was assigned',
    };
  }
  if (kind !== 'quantile' || hasMargin) return null;
  return {
    what: 'quantiles within strata have no average that is the quantile of all',
    hint: 'compare the quantile in a run without it, or compare the mean',
  };
}

function nameOf(column: string): string {
  return column.trim().toLowerCase();
}
