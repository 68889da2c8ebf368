import type { Aggregates } from '../aggregates.js';
import { kindOf } from '../compare/tested.js';
import type { Comparison } from '../comparison.js';
import type { Design } from '../design.js';
import type { DayAggregates } from './day-aggregates.js';
import type { EffectOverTime, OverTime } from './effect-over-time.js';
import { effectsIn } from './effects-in-periods.js';
import { periodsOf } from './periods.js';
import { slopeOfEffect } from './slope.js';
import { weekdayEffects } from './weekdays.js';

/** The effects of an experiment over time; `null` where nobody asked for days. */
export function overTimeOf(
  aggregates: Aggregates,
  design: Design,
  overall: readonly Comparison[],
): OverTime | null {
  const { days } = aggregates;
  if (days === undefined) return null;
  const { step, periods } = periodsOf(aggregates, days);
  const asked = { aggregates, days, periods, design };
  const effects = overall.map((whole): EffectOverTime => {
    const index = design.metrics.findIndex(({ name }) => name === whole.metric);
    const metric = design.metrics[index]!;
    const kind = kindOf(aggregates, metric, index);
    const one = { index, metric, kind, treatment: whole.treatment.variant };
    return {
      metric: whole.metric,
      kind,
      role: whole.role,
      treatment: one.treatment,
      ...effectsIn(asked, one),
      slope: slopeOfEffect(asked, one),
      weekdays: weekdayEffects(asked, one, whole),
    };
  });
  return {
    ...described(days),
    step,
    periods: periods.map(({ from, to }) => ({ from, to })),
    effects,
  };
}

function described({ column, zone, first, last, panel }: DayAggregates) {
  const exposure = panel?.exposure ?? null;
  return { column, zone, first, last, returning: panel !== null, exposure };
}
