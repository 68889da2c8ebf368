import type { PlanReport } from '../plan-report.js';
import { correctionSource, type MethodSource, monitoringSources } from './method-sources.js';

const SIZES: Record<'proportion' | 'mean', MethodSource> = {
  proportion: {
    name: 'Size and power of a rate',
    source: 'normal approximation, pooled variance under the null (Fleiss 1981)',
  },
  mean: {
    name: 'Size and power of a mean',
    source: 'noncentral t distribution, common variance (Cohen 1988)',
  },
};

const MARGINS: MethodSource = {
  name: 'Margins',
  source: 'Farrington & Manning 1990; two one-sided tests by Schuirmann 1987',
};

const DECISION: MethodSource = {
  name: 'Power of the decision',
  source:
    'Boole’s inequality over the primary metric and all guardrails (Schultzberg, Ankargren & Frånberg 2024)',
};

/** The methods by which a plan is sized and will be judged, with who described them. */
export function planMethods({
  metrics,
  design,
  hypotheses,
  sampleSize,
}: PlanReport): MethodSource[] {
  const tests = [...new Set(hypotheses.map(({ test }) => test))];
  const baselines = metrics.flatMap(({ baseline, margin }) =>
    baseline === null || margin !== null
      ? []
      : (['rate' in baseline ? 'proportion' : 'mean'] as const),
  );
  const { monitoring, treatments, correction } = design;
  const family = treatments.length > 1 ? correctionSource(correction) : null;
  const isFutile = monitoring.method === 'group-sequential' && monitoring.futility != null;
  const isTogether = (sampleSize?.decisions?.[0]?.metrics.length ?? 0) > 1;
  return [
    { name: 'Tests', source: tests.join('; ') },
    ...[...new Set(baselines)].map((kind) => SIZES[kind]),
    ...(metrics.some(({ margin }) => margin !== null) ? [MARGINS] : []),
    ...(isTogether ? [DECISION] : []),
    ...(family === null ? [] : [family]),
    ...monitoringSources(monitoring.method, isFutile),
  ];
}
