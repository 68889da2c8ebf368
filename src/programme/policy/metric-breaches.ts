import type { EffectMagnitude } from '../../experiment/design.js';
import type { Plan, PlannedBaseline, PlannedMetric } from '../../experiment/size/plan.js';
import type { MetricDefinition, Policy } from '../../read/policy/policy.js';
import type { PlacedBreach } from './breach.js';

/** What of a plan's metrics the policy does not allow: the KPI, how metrics are defined, and the guardrails. */
export function metricBreaches({ metrics }: Plan, policy: Policy): PlacedBreach[] {
  const { kpi } = policy;
  const lacksKpi = kpi !== null && !metrics.some(({ name }) => name === kpi);
  return [
    ...(lacksKpi ? [{ code: 'KPI_MISSING' as const, metric: kpi, at: ['metrics'] }] : []),
    ...metrics.flatMap((metric) => {
      const definition = policy.metrics.find(({ name }) => name === metric.name);
      return definition === undefined ? [] : definedOtherwise(metric, definition);
    }),
    ...policy.guardrails.flatMap(({ metric, margin }) => {
      const found = metrics.find(({ name }) => name === metric);
      return guardrailBreaches(found, metric, margin);
    }),
  ];
}

/**
 * That the effect which the test is sized for is larger than the policy allows. A primary metric with a margin in place of
 * an mde is shown to be no worse, and has none.
 */
export function mdeBreaches({ metrics }: Plan, policy: Policy): PlacedBreach[] {
  const { name, mde, margin, baseline } = metrics[0]!;
  const most = policy.metrics.find((one) => one.name === name)?.mde ?? policy.mde;
  if (most === null) return [];
  const at = ['metrics', name];
  if (mde === null) return margin === null ? [{ code: 'MDE_MISSING', metric: name, most, at }] : [];
  const isLarger = isBeyond(mde, most, baseline);
  if (isLarger === false) return [];
  const code = isLarger === null ? 'MDE_UNKNOWN' : 'MDE_TOO_LARGE';
  return [{ code, metric: name, mde, most, at: [...at, 'mde'] }];
}

function definedOtherwise(metric: PlannedMetric, wanted: MetricDefinition): PlacedBreach[] {
  const { name } = metric;
  const direction = (lowerIsBetter: boolean) => (lowerIsBetter ? 'decrease' : 'increase');
  const differs = (key: 'column' | 'kind' | 'direction', found: string | null, as: string) =>
    found === as
      ? []
      : [
          {
            code: 'METRIC_DEFINED_OTHERWISE' as const,
            metric: name,
            key,
            found,
            wanted: as,
            at: ['metrics', name, key],
          },
        ];
  return [
    ...differs('column', metric.column, wanted.column),
    ...(wanted.kind === null ? [] : differs('kind', metric.kind, wanted.kind)),
    ...(wanted.lowerIsBetter === null
      ? []
      : differs('direction', direction(metric.lowerIsBetter), direction(wanted.lowerIsBetter))),
  ];
}

/** A primary metric without a margin must be shown to get better, which is more than a guardrail asks. */
function guardrailBreaches(
  metric: PlannedMetric | undefined,
  name: string,
  most: EffectMagnitude,
): PlacedBreach[] {
  if (metric === undefined || metric.role === 'secondary') {
    const at = metric === undefined ? ['metrics'] : ['metrics', name];
    return [{ code: 'GUARDRAIL_MISSING', metric: name, most, at }];
  }
  if (metric.margin === null) return [];
  const margin = metric.margin.size;
  const isLarger = isBeyond(margin, most, metric.baseline);
  if (isLarger === false) return [];
  const code = isLarger === null ? ('MARGIN_UNKNOWN' as const) : ('MARGIN_TOO_LARGE' as const);
  return [{ code, metric: name, margin, most, at: ['metrics', name, 'margin'] }];
}

/** Whether one size is larger than another; `null` where they are on two scales and no baseline brings them to one. */
function isBeyond(
  a: EffectMagnitude,
  b: EffectMagnitude,
  baseline: PlannedBaseline | null,
): boolean | null {
  const isRelative = ({ scale }: EffectMagnitude) => scale === 'relative';
  if (isRelative(a) === isRelative(b)) return a.size > b.size;
  if (baseline === null) return null;
  const expected = Math.abs('rate' in baseline ? baseline.rate : baseline.mean);
  const inUnit = (one: EffectMagnitude) => (isRelative(one) ? one.size * expected : one.size);
  // What is written as 2 % of 15 % is not larger than 0.3 points for how doubles are rounded.
  return inUnit(a) > inUnit(b) * (1 + 4 * Number.EPSILON);
}
