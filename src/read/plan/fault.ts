import type { PlannedMetric } from '../../experiment/size/plan.js';
import type { WrittenMetric } from './metric-schema.js';

/** Steps from the top of a plan to one of its parts: keys, and positions in lists from 0. */
export type PlanPath = readonly (string | number)[];

/** What is wrong with a part of a plan, and what to do about it. */
export interface PlanFault {
  path: PlanPath;
  /** Whether it is the key that is wrong, rather than what it holds. */
  atKey?: boolean;
  message: string;
  hint: string;
}

/** A path as people write it: metrics[0].mde. */
export function writtenPath(path: PlanPath): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${step}`))
    .join('');
}

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
): PlanFault {
  return { path: ['metrics', at, key], message: `${key} of ${metric.name}: ${what}`, hint };
}
