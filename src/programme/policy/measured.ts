import type { CapEnd, PlannedMetric } from '../../experiment/size/plan.js';
import type { ExperimentOnRecord } from '../experiment-on-record.js';
import type { DefinitionOfMetric } from './breach.js';

/** The names of the metrics that an experiment measures, by its last look at new data, else by its plan. */
export interface MeasuredBy {
  primary: readonly string[];
  metrics: readonly string[];
}

/** What an experiment measures. */
export function measuredBy({ lastLook, plan }: ExperimentOnRecord): MeasuredBy {
  const found: readonly { name: string; role: string }[] =
    lastLook === null
      ? (plan?.plan.metrics ?? [])
      : [...lastLook.comparisons].map(({ metric, role }) => ({ name: metric, role }));
  const names = (of: typeof found) => [...new Set(of.map(({ name }) => name))];
  return { primary: names(found.filter(({ role }) => role === 'primary')), metrics: names(found) };
}

/** How a plan defines one of its metrics. */
export function definitionOf({
  column,
  kind,
  lowerIsBetter,
  cap,
}: PlannedMetric): DefinitionOfMetric {
  return {
    column,
    kind,
    direction: lowerIsBetter ? 'decrease' : 'increase',
    cap: cap === undefined ? null : writtenCap(cap, cap.lower),
  };
}

function writtenCap(upper: CapEnd, lower: CapEnd | undefined): string {
  const end = ({ share, value }: CapEnd) =>
    share === null ? String(value) : `${Number((100 * share).toPrecision(12))}%`;
  return lower === undefined ? end(upper) : `${end(lower)}..${end(upper)}`;
}
