import { noSuchMetric, UserError } from '../../errors.js';
import type { Layout, MetricReading, ReadOptions } from '../reading.js';
import { findColumn, type Header, requireColumn } from './header.js';
import { summarizedCovariate } from './summary-metrics.js';

/**
 * The metrics with the covariates that were said for them.
 *
 * @throws {UserError} when there is no such metric, it is its own covariate, or rows are not units.
 */
export function withCovariates(
  metrics: MetricReading[],
  header: Header,
  layout: Layout,
  { covariates }: ReadOptions,
): MetricReading[] {
  const names = metrics.map(({ name }) => name);
  const unknown = covariates.find(({ metric }) => !names.includes(metric));
  if (unknown !== undefined) {
    throw noSuchMetric((say) => `${say.covariate()} ${unknown.metric}=…`, unknown.metric, names);
  }
  if (covariates.length > 0 && layout === 'counts') {
    throw new UserError(
      (say) => `${say.covariate()}: counts do not say what each unit was like before`,
      {
        hint: 'a covariate needs one row a unit, or a summary with its covariance',
      },
    );
  }
  return metrics.map((metric) => {
    const said = covariates.findLast(({ metric: name }) => name === metric.name);
    if (said === undefined) return metric;
    if (metric.kind === 'quantile') {
      throw new UserError(
        (say) => `${say.covariate()} ${metric.name}=…: a quantile cannot be adjusted`,
        {
          hint: 'adjust the mean: leave out the quantile',
        },
      );
    }
    const covariate =
      layout === 'summary'
        ? summarizedCovariate(header, said.column)
        : header.names[requireColumn(header, said.column)]!;
    // A metric's columns are kept as they were written, in any case.
    const isCovariate = (column: string) =>
      layout === 'summary'
        ? column.trim().toLowerCase() === covariate.toLowerCase()
        : findColumn(header, column) === findColumn(header, covariate);
    const own = [metric.column, metric.denominator].filter((column) => column !== null);
    if (!own.some(isCovariate)) return { ...metric, covariate };
    throw new UserError(
      (say) => `${say.covariate()} ${metric.name}=${covariate}: a metric cannot explain itself`,
      {
        hint: 'name a column from before the experiment began',
      },
    );
  });
}
