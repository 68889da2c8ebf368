import type { MetricAggregate } from '../../../src/experiment/aggregates.js';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import type { Comparison } from '../../../src/experiment/comparison.js';
import type { EffectMagnitude, MetricDesign } from '../../../src/experiment/design.js';
import { cellsOf, designOf, metricOf, rate } from '../given.js';

export const points = (size: number): EffectMagnitude => ({ scale: 'points', size });
export const share = (size: number): EffectMagnitude => ({ scale: 'relative', size });
export const unit = (size: number): EffectMagnitude => ({ scale: 'absolute', size });
export const notWorse = (size: EffectMagnitude): MetricDesign['margin'] => ({
  kind: 'non-inferiority',
  size,
});
export const alike = (size: EffectMagnitude): MetricDesign['margin'] => ({
  kind: 'equivalence',
  size,
});

/** A guardrail beside a primary metric that wins, as one comparison. */
export function guarded(
  [control, treatment]: [MetricAggregate, MetricAggregate],
  rest: Partial<MetricDesign>,
  alpha = 0.05,
): Comparison {
  const aggregates = cellsOf(['signup', 'guard'], {
    generic: [rate(100, 1000), control],
    personal: [rate(150, 1000), treatment],
  });
  const metrics = [metricOf('signup'), metricOf('guard', rest)];
  const compared = compareAll(aggregates, designOf(aggregates, { metrics, alpha }));
  return compared.find(({ metric }) => metric === 'guard')!;
}
