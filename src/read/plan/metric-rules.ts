import { bareMisfit } from '../../experiment/effect-misfit.js';
import { marginMisfit } from '../../experiment/guardrail/margin-fit.js';
import type { MetricKind } from '../../experiment/metric-kind.js';
import { covariatesOf, type Plan } from '../../experiment/size/plan.js';
import { stratifyMisfit } from '../../experiment/stratify-misfit.js';
import type { Fault } from '../document/fault.js';
import { isBadWhenRising } from '../values/direction-words.js';
import { baselineFaults, mdeFaults } from './effect-rules.js';
import { faultIn, type MetricAt } from './fault.js';
import { plannedMetric } from './plan-of-document.js';
import type { WrittenPlan } from './schema.js';
import { surrogateFaults } from './surrogate-rules.js';
import { longTermFaults } from './term-rules.js';

/** What is wrong between the keys of each metric, between the metrics, and between them and the test. */
export function metricFaults({ metrics }: WrittenPlan, plan: Plan): Fault[] {
  const all = metricsOf(metrics, plan);
  return [
    ...primaryFaults(all),
    ...repeated(all, 'name'),
    ...repeated(all, 'column'),
    ...all.flatMap((one) => [
      ...columnFaults(one),
      ...quantileFaults(one),
      ...capFaults(one),
      ...stratifyFaults(one, plan),
      ...guardrailFaults(one),
      ...directionFaults(one, plan),
      ...valueFaults(one, plan),
      ...mdeFaults(one),
      ...covariateFaults(one),
      ...baselineFaults(one, plan),
      ...surrogateFaults(one),
      ...longTermFaults(one, all),
    ]),
  ];
}

function metricsOf(metrics: WrittenPlan['metrics'], { alternative }: Plan): MetricAt[] {
  return metrics.map((written, at) => ({
    at,
    written,
    metric: plannedMetric(written, alternative),
  }));
}

/** What is wrong with the effects that metrics name, once the data have told the kinds of those. */
export function kindFaults(
  { metrics }: WrittenPlan,
  plan: Plan,
  kinds: readonly MetricKind[],
): Fault[] {
  return metricsOf(metrics, plan).flatMap((one) => {
    // What a plan does not say is one of these two; a ratio and a quantile need to be said.
    const kind = one.metric.kind ?? (kinds[one.at] === 'proportion' ? 'proportion' : 'mean');
    const known: MetricAt = { ...one, metric: { ...one.metric, kind } };
    return [...marginFaults(known), ...mdeFaults(known)];
  });
}

function primaryFaults(all: readonly MetricAt[]): Fault[] {
  const primary = all.filter(({ metric }) => metric.role === 'primary');
  if (primary.length === 1) return [];
  const hint = 'exactly one metric decides; the others are secondary or guardrails';
  if (primary.length > 1) {
    const [first, second] = primary;
    return [faultIn(second!, 'role', `${first!.metric.name} is the primary metric already`, hint)];
  }
  return [{ path: ['metrics'], message: 'metrics: none of them is the primary one', hint }];
}

function repeated(all: readonly MetricAt[], key: 'name' | 'column'): Fault[] {
  return all.flatMap((one, i) => {
    const first = all.findIndex(({ metric }) => metric[key] === one.metric[key]);
    if (first === i) return [];
    const what = `metrics[${first}] has ${key === 'name' ? 'this name' : 'this column'} already`;
    return [faultIn(one, one.written[key] === undefined ? 'name' : key, what, 'give each its own')];
  });
}

const KIND_IN_COLUMN = /:(proportion|mean|ratio|median|p\d{1,2}(?:\.\d+)?)$/;

function columnFaults(one: MetricAt): Fault[] {
  const written = String(one.written.column ?? one.written.name);
  const [, kind] = KIND_IN_COLUMN.exec(written) ?? [];
  const key = one.written.column === undefined ? 'name' : 'column';
  if (kind === undefined) return [];
  return [faultIn(one, key, 'holds the kind too', `write kind: ${kind}, and the column alone`)];
}

function quantileFaults(one: MetricAt): Fault[] {
  const { kind, quantile, baseline, covariate, role } = one.metric;
  if (kind !== 'quantile') return [];
  const faults: Fault[] = [];
  if (!(quantile! > 0)) {
    const hint = 'a quantile lies between p0 and p100, both excluded: p50, p95, p99.9';
    faults.push(faultIn(one, 'kind', 'is no quantile', hint));
  }
  if (baseline !== null) {
    const hint = 'leave it out; sampleSize says how many units there are to be';
    faults.push(faultIn(one, 'baseline', 'no size can be worked out for a quantile', hint));
  }
  if (covariate !== null) {
    faults.push(faultIn(one, 'covariate', 'a quantile cannot be adjusted', 'adjust the mean'));
  }
  if (role === 'primary' && one.metric.value !== null) {
    faults.push(faultIn(one, 'value', 'what a quantile is worth is not known', 'price a mean'));
  }
  return faults;
}

function capFaults(one: MetricAt): Fault[] {
  const { kind, cap } = one.metric;
  // What the data are to tell may be a mean.
  if (cap === undefined || kind === null || kind === 'mean') return [];
  const hint = 'leave it out; an average of large and small amounts is what a cap is for';
  return [faultIn(one, 'cap', `it is a ${kind}, and only a mean can be capped`, hint)];
}

function stratifyFaults(one: MetricAt, { stratify }: Plan): Fault[] {
  if (stratify === null) return [];
  const { kind, column, margin } = one.metric;
  const columns = [column, ...(kind === 'ratio' ? column.split('/') : column.split(/[=:]/, 1))];
  const misfit = stratifyMisfit(stratify, { kind, columns, hasMargin: margin !== null });
  if (misfit === null) return [];
  const message = `stratify ${stratify}, metric ${one.metric.name}: ${misfit.what}`;
  return [{ path: ['stratify'], message, hint: misfit.hint }];
}

function guardrailFaults(one: MetricAt): Fault[] {
  const { metric, written } = one;
  const { role, margin, name } = metric;
  if (role === 'primary' && margin !== null) {
    const misfits = marginFaults(one);
    const others = (['mde', 'value'] as const).filter((key) => metric[key] !== null);
    const hint = 'leave it out, or leave out the margin: then it is to get better';
    return [
      ...misfits,
      ...others.map((key) => faultIn(one, key, 'a metric with a margin is held to that', hint)),
    ];
  }
  if (role !== 'guardrail') {
    const key = margin !== null ? 'margin' : 'equivalence';
    if (written[key] === undefined) return [];
    const what = `it is a ${role} metric, and only a guardrail or the primary one has a margin`;
    return [faultIn(one, key, what, 'write role: guardrail, or leave it out')];
  }
  if (margin === null) {
    const message = `${name} is a guardrail without a margin`;
    const hint = 'say how much worse it may get: margin: 0.2pp, 0.3 or 1%';
    return [{ path: ['metrics', one.at], message, hint }];
  }
  const misfits = marginFaults(one);
  if (misfits.length > 0 || metric.mde === null) return misfits;
  return [faultIn(one, 'mde', 'a guardrail is held to its margin', 'leave it out')];
}

function marginFaults(one: MetricAt): Fault[] {
  const { metric } = one;
  if (metric.margin === null) return [];
  const { size } = metric.margin;
  const bare = metric.kind === null ? null : bareMisfit(size, metric.kind);
  const misfit = bare ?? marginMisfit(metric.kind, size);
  return misfit === null ? [] : [faultIn(one, 'margin', misfit.what, misfit.hint)];
}

function covariateFaults(one: MetricAt): Fault[] {
  const columns = covariatesOf(one.metric);
  const twice = columns.find((column, i) => columns.indexOf(column) < i);
  if (twice === undefined) return [];
  return [faultIn(one, 'covariate', `${twice} is named twice`, 'leave one of the two')];
}

function directionFaults(one: MetricAt, { alternative }: Plan): Fault[] {
  const { metric, written } = one;
  const { direction } = written;
  if (metric.role === 'guardrail' || metric.margin !== null) return guardedSide(one);
  if (alternative === 'two-sided' && direction === undefined && isBadWhenRising(metric.column)) {
    const message = `${metric.name}: nothing says whether more of it is better, and its name says that it is worse`;
    const hint = 'direction: decrease, where less of it is better; else increase';
    return [{ path: ['metrics', one.at], message, hint }];
  }
  const claimed = alternative === 'less' ? 'decrease' : 'increase';
  if (alternative === 'two-sided' || direction === undefined || direction === claimed) return [];
  const what = `the alternative ${alternative} claims the opposite`;
  return [faultIn(one, 'direction', what, 'leave the alternative two-sided, or turn one of them')];
}

function guardedSide(one: MetricAt): Fault[] {
  const { metric, written, at } = one;
  const both = metric.margin?.kind === 'equivalence';
  if (both && written.direction !== undefined) {
    const what = 'equivalence is about both sides, and none is the better one';
    return [faultIn(one, 'direction', what, 'leave out the direction')];
  }
  if (both || written.direction !== undefined) return [];
  const message = `${metric.name} has a margin, and nothing says which way it gets worse`;
  const hint = 'direction: decrease where lower is better, as for unsubscribing; else increase';
  return [{ path: ['metrics', at], message, hint }];
}

function valueFaults(one: MetricAt, { alternative }: Plan): Fault[] {
  const { role, value, lowerIsBetter } = one.metric;
  if (value === null) return [];
  if (role !== 'primary') {
    return [faultIn(one, 'value', 'only the primary metric is priced', 'leave it out')];
  }
  if (!lowerIsBetter && alternative !== 'less') return [];
  const what = 'prices are for a metric of which more is better';
  return [faultIn(one, 'value', what, 'leave it out, or plan its counterpart')];
}
