import { closestTo } from '../../errors.js';
import type { Fault } from '../document/fault.js';
import { faultIn, type MetricAt } from './fault.js';

const PAIR = 'orders_12m as longTermOf: orders_30d, where orders_30d is a metric of this plan';

/** What is wrong with the metric that another one is said to be the long-term form of. */
export function longTermFaults(one: MetricAt, all: readonly MetricAt[]): Fault[] {
  const { longTermOf, name } = one.metric;
  if (longTermOf === undefined) return [];
  const fault = (what: string, hint = PAIR) => [faultIn(one, 'longTermOf', what, hint)];
  if (longTermOf === name) return fault('it is that metric itself');
  const short = all.find(({ metric }) => metric.name === longTermOf)?.metric;
  if (short === undefined) {
    const others = all.map(({ metric }) => metric.name).filter((other) => other !== name);
    const close = closestTo(longTermOf, others);
    const known = others.length === 0 ? PAIR : `metrics: ${others.join(', ')}`;
    const hint = close === undefined ? known : `did you mean ${close}?`;
    return fault(`the plan has no metric ${longTermOf}`, hint);
  }
  if (short.longTermOf !== undefined) {
    const hint = 'name the short-term metric itself: several may be the long-term form of one';
    return fault(`${longTermOf} is the long-term form of ${short.longTermOf} itself`, hint);
  }
  const both = [one.metric, short].find((metric) => metric.margin?.kind === 'equivalence');
  if (both === undefined) return [];
  const what = `${both === one.metric ? 'it' : both.name} is held to equivalence, where neither side is the better one`;
  return fault(what, 'leave it out: whether two metrics agree takes a better side of each');
}
