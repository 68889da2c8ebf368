import { wantedSign } from '../../experiment/design.js';
import { bareMisfit, effectMisfit } from '../../experiment/effect-misfit.js';
import type { Plan } from '../../experiment/size/plan.js';
import type { Fault } from '../document/fault.js';
import { faultIn, type MetricAt } from './fault.js';

/** What is wrong with the smallest effect worth detecting, seen beside the metric's kind. */
export function mdeFaults(one: MetricAt): Fault[] {
  const { kind, mde } = one.metric;
  if (mde === null) return [];
  const misfit = kind === null ? null : (bareMisfit(mde, kind) ?? effectMisfit(mde, kind));
  return misfit === null ? [] : [faultIn(one, 'mde', misfit.what, misfit.hint)];
}

/** What is wrong with what is expected of the control, seen beside the metric's kind and its MDE. */
export function baselineFaults(one: MetricAt, plan: Plan): Fault[] {
  const { kind, baseline, mde } = one.metric;
  if (baseline === null) return [];
  if ('rate' in baseline !== (kind === 'proportion') && kind !== null) {
    const [is, hint] =
      kind === 'proportion'
        ? ['a rate, as 10%', 'baseline: 10%']
        : ['mean and sd', 'baseline: { mean: 25, sd: 40 }'];
    return [faultIn(one, 'baseline', `a ${kind} has ${is}`, `write ${hint}`)];
  }
  const level = 'rate' in baseline ? baseline.rate : baseline.mean;
  const relative = mde?.scale === 'relative' || one.metric.margin?.size.scale === 'relative';
  if (relative && level === 0) {
    const what = 'a relative effect needs a control other than 0';
    return [
      faultIn(one, 'baseline', what, 'give the mde, or the margin, in points or in its unit'),
    ];
  }
  if (mde === null || !('rate' in baseline)) return [];
  const size = mde.scale === 'relative' ? mde.size * level : mde.size;
  const rate = level + wantedSign(plan, one.metric) * size;
  if (rate >= 0 && rate <= 1) return [];
  const what = `it takes a rate of ${level} to ${Number(rate.toPrecision(6))}, which no rate can be`;
  return [faultIn(one, 'mde', what, '5% is relative to the control, 5pp are points')];
}
