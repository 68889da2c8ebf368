import type { Interval } from '../../stats/tests/two-sample-test.js';
import type { Design } from '../design.js';
import type { Estimate } from '../estimate.js';
import type { NetEffect } from '../net-effect.js';
import type { Pair } from './pair.js';

/** What a unit costs more in this treatment than in the control. */
function extraCost({ money, control }: Design, treatment: string): number {
  const costOf = (variant: string) => money?.cost.get(variant) ?? 0;
  return costOf(treatment) - costOf(control);
}

/**
 * Value × effect − extra cost, by the same inverted test: the effect's interval moved to money, and the
 * p-value of the effect that exactly pays the cost. `null` without prices, or without such a test.
 */
export function netEffect(priced: Pair, design: Design, level: number): NetEffect | null {
  const { test, control, treatment, effect } = priced;
  if (design.money === null || typeof test === 'string') return null;
  const { value } = design.money;
  const cost = extraCost(design, treatment.variant);
  const absolute = cost / value;
  const p = test.pValueAt(absolute);
  if (p === null) return null;
  const net = (x: number) => value * x - cost;
  const estimate = { estimate: net(effect), ...moved(test.effectInterval(level), net) };
  const relative = absolute / control.mean;
  return {
    ...estimate,
    pValue: p.pValue,
    logPValue: p.logPValue,
    confidence: 1 - level,
    breakEven: { absolute, relative: Number.isFinite(relative) ? relative : null },
    returnOnCost: cost > 0 ? divided(estimate, cost) : null,
  };
}

/**
 * The most that a comparison may net, at the level of its net effect; where a one-sided test leaves that
 * end open, by the same test turned round. `null` where that has no such end either.
 */
export function mostNet(
  net: NetEffect,
  { oppositeSide, treatment }: Pick<Pair, 'oppositeSide' | 'treatment'>,
  design: Design,
  level: number,
): number | null {
  if (net.upper !== null || typeof oppositeSide === 'string') return net.upper;
  const { upper } = oppositeSide.effectInterval(level);
  return upper === null ? null : design.money!.value * upper - extraCost(design, treatment.variant);
}

function moved({ lower, upper }: Interval, by: (x: number) => number): Interval {
  return { lower: lower === null ? null : by(lower), upper: upper === null ? null : by(upper) };
}

function divided({ estimate, lower, upper }: Estimate, by: number): Estimate {
  return { estimate: estimate / by, ...moved({ lower, upper }, (x) => x / by) };
}
