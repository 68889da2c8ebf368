import { closestTo, UserError } from '../errors.js';
import { findColumn, type Header, requireColumn } from './header.js';
import type { Layout, MetricReading, ReadOptions } from './reading.js';

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
  if (unknown !== undefined) throw noSuchMetric(unknown.metric, names);
  if (covariates.length > 0 && layout !== 'rows') {
    throw new UserError(`--covariate: ${layout} do not say what each unit was like before`, {
      hint: 'a covariate needs one row a unit',
    });
  }
  return metrics.map((metric) => {
    const said = covariates.findLast(({ metric: name }) => name === metric.name);
    if (said === undefined) return metric;
    if (metric.kind === 'quantile') {
      throw new UserError(`--covariate ${metric.name}=…: a quantile cannot be adjusted`, {
        hint: 'adjust the mean: leave out the quantile',
      });
    }
    const at = requireColumn(header, said.column);
    const covariate = header.names[at]!;
    // As columns, since a metric's are kept as they were written, in any case.
    const own = [metric.column, metric.denominator].filter((column) => column !== null);
    if (own.every((column) => findColumn(header, column) !== at)) return { ...metric, covariate };
    throw new UserError(`--covariate ${metric.name}=${covariate}: a metric cannot explain itself`, {
      hint: 'name a column from before the experiment began',
    });
  });
}

function noSuchMetric(name: string, names: string[]): UserError {
  const suggestion = closestTo(name, names);
  return new UserError(`--covariate ${name}=…: there is no such metric in this run`, {
    hint: suggestion === undefined ? `metrics: ${names.join(', ')}` : `did you mean ${suggestion}?`,
  });
}
