import type { PlannedMetric } from '../../experiment/size/plan.js';
import type { Fault } from '../document/fault.js';
import type { WrittenMetric } from './metric-schema.js';

/** A metric as written and as it is meant, and where it stands in the list. */
export interface MetricAt {
  at: number;
  written: WrittenMetric;
  metric: PlannedMetric;
}

/** A fault of one key of a metric. */
export function faultIn(
  { at, metric }: MetricAt,
  key: keyof WrittenMetric,
  what: string,
  hint: string,
): Fault {
  return { path: ['metrics', at, key], message: `${key} of ${metric.name}: ${what}`, hint };
}
