import type { Plan, PlannedMetric } from '../../../src/experiment/size/plan.js';

export const ONE_LOOK = { method: 'fixed' } as const;

/** A rate of 10 % that is to rise by a point. */
export const METRIC: PlannedMetric = {
  ...{ name: 'signup', column: 'signup', kind: 'proportion', role: 'primary' },
  ...{ lowerIsBetter: false, mde: { scale: 'points', size: 0.01 }, margin: null, value: null },
  ...{ covariate: null, quantile: null, baseline: { rate: 0.1 } },
};

/** One treatment against a control, in equal shares. */
export function planOf(metrics: PlannedMetric[], sampleSize: number | null = null): Plan {
  return {
    ...{ experiment: 'hero', hypothesis: null, control: 'generic', treatments: ['light'] },
    ...{ allocation: null, intensity: null, cost: null, variantColumn: null },
    units: { id: null, column: null, daily: null },
    ...{ metrics, segments: [], stratify: null, alpha: 0.05, power: 0.8, alternative: 'two-sided' },
    ...{ correction: 'holm', monitoring: ONE_LOOK, sampleSize },
  };
}
