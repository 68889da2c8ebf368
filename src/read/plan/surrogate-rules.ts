import { isOfIndex } from '../../experiment/surrogate/foretold.js';
import type { Fault } from '../document/fault.js';
import { faultIn, type MetricAt } from './fault.js';

/**
 * What is wrong with a metric that foretells another one. By a surrogate nothing ships unless the plan says so, and that is
 * asked before the data: once there are looks, it would be another plan.
 */
export function surrogateFaults(one: MetricAt): Fault[] {
  const { name, column, role, foretells } = one.metric;
  if (foretells === undefined) return unsaidFaults(one);
  const { outcome, mayShip } = foretells;
  const measured = [name, column].find((called) => called === outcome);
  if (measured !== undefined) {
    const what = `it is called ${outcome} itself, and a report would take the one for the other`;
    return [faultIn(one, 'surrogate', what, `call the metric otherwise: ${outcome}_foretold`)];
  }
  if (role === 'primary' && !mayShip) {
    const what = `it decides, and by a surrogate of ${outcome} nothing ships unless the plan says so`;
    const hint = `surrogate: { for: ${outcome}, mayShip: true }, or let a metric decide that is measured`;
    return [faultIn(one, 'surrogate', what, hint)];
  }
  if (role === 'primary' || !mayShip) return [];
  const what = `mayShip is of the primary metric, and it is a ${role} one`;
  return [faultIn(one, 'surrogate', what, 'leave out mayShip')];
}

function unsaidFaults({ at, metric: { name, column } }: MetricAt): Fault[] {
  if (!isOfIndex(column)) return [];
  const message = `${name} is read from ${column}, which perso-test surrogate foretells, and the plan does not say so`;
  return [
    { path: ['metrics', at], message, hint: 'add surrogate: { for: revenue_12m }, the outcome' },
  ];
}
