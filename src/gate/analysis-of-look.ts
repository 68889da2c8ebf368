import { type Analysis, analyzeAggregates } from '../experiment/analysis.js';
import { kindOf } from '../experiment/compare/tested.js';
import { designFromPlan } from './design-from-plan.js';
import { type LookContext, monitoringFrom } from './monitoring-from.js';

/**
 * The analysis that a plan promised of these data, after the looks before, whatever those say.
 *
 * @throws {UserError} when the data are not those of the plan, cannot change by an effect that it names, or
 *   give it no size where it has none.
 */
export function analysisOfLook(context: LookContext): Analysis {
  const { read, aggregates } = context;
  const { plan, path } = read;
  const { metrics } = designFromPlan(plan, aggregates, path, null);
  read.checkKinds(metrics.map((metric, i) => kindOf(aggregates, metric, i)));
  const design = designFromPlan(plan, aggregates, path, monitoringFrom(context));
  return analyzeAggregates(
    { ...aggregates, metrics: design.metrics.map(({ name }) => name) },
    design,
  );
}
