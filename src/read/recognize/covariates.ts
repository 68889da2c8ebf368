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
    const said = covariates.filter(({ metric: name }) => name === metric.name);
    if (said.length > 0 && metric.kind === 'quantile') {
      throw new UserError(
        (say) => `${say.covariate()} ${metric.name}=…: a quantile cannot be adjusted`,
        {
          hint: 'adjust the mean: leave out the quantile',
        },
      );
    }
    const columns = said.map(({ column }) => covariateOf(metric, column, header, layout));
    checkOnce(metric, columns);
    return { ...metric, covariates: columns };
  });
}

/** A covariate's column as the header spells it. */
function covariateOf(
  metric: MetricReading,
  column: string,
  header: Header,
  layout: Layout,
): string {
  const covariate =
    layout === 'summary'
      ? summarizedCovariate(header, column)
      : header.names[requireColumn(header, column)]!;
  // A metric's columns are kept as they were written, in any case.
  const isCovariate = (name: string) =>
    layout === 'summary'
      ? name.trim().toLowerCase() === covariate.toLowerCase()
      : findColumn(header, name) === findColumn(header, covariate);
  const own = [metric.column, metric.denominator].filter((name) => name !== null);
  if (!own.some(isCovariate)) return covariate;
  throw new UserError(
    (say) => `${say.covariate()} ${metric.name}=${covariate}: a metric cannot explain itself`,
    {
      hint: 'name a column from before the experiment began',
    },
  );
}

/** @throws {UserError} when a metric has the same covariate twice. */
function checkOnce({ name }: MetricReading, columns: readonly string[]): void {
  const twice = columns.find((column, i) => columns.indexOf(column) < i);
  if (twice === undefined) return;
  throw new UserError((say) => `${say.covariate()} ${name}=${twice} is given twice`, {
    hint: 'leave out one of them; other columns are adjusted for together',
  });
}
