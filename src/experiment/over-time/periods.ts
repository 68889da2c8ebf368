import {
  type Aggregates,
  addAggregates,
  addCounted,
  addMetricAggregate,
  emptyVariant,
  type MetricAggregate,
  type VariantAggregates,
} from '../aggregates.js';
import type { Design, MetricDesign } from '../design.js';
import type { MetricKind } from '../metric-kind.js';
import type { AggregatesByDay, DayAggregates } from './day-aggregates.js';
import type { PeriodDays } from './effect-over-time.js';

/** More days than these are put together to weeks: six of them. */
export const MOST_DAYS = 42;

/** A period with what variants come to in it, and up to its end. */
export interface Period extends PeriodDays {
  alone: ReadonlyMap<string, VariantAggregates>;
  upTo: ReadonlyMap<string, VariantAggregates>;
}

/** All that effects over time are made of. */
export interface OverTimeData {
  aggregates: Aggregates;
  days: DayAggregates;
  periods: readonly Period[];
  design: Design;
}

/** Which effect is asked for: a metric by its place in the design, and a treatment. */
export interface EffectAsked {
  index: number;
  metric: MetricDesign;
  kind: MetricKind;
  treatment: string;
}

/** Whether so many days are told by weeks. */
export function stepOf(days: number): 1 | 7 {
  return days > MOST_DAYS ? 7 : 1;
}

/** The periods of an experiment that have units, in order. */
export function periodsOf(
  empty: Aggregates,
  { alone, panel, first, last }: DayAggregates,
): { step: 1 | 7; periods: Period[] } {
  if (panel !== null) {
    const { step, upTo, exposure } = panel;
    const end = exposure === null ? last : exposure.span - 1;
    const periods = sorted(alone).map(([from, own]) => {
      return { from, to: Math.min(end, from + step - 1), alone: own, upTo: upTo.get(from)! };
    });
    return { step, periods };
  }
  const step = stepOf(last - first + 1);
  const parts = step === 1 ? alone : byWeeks(empty, alone, first);
  const sum = new Map<string, VariantAggregates>();
  const periods = sorted(parts).map(([from, own]) => {
    addAll(empty, sum, own);
    const upTo = new Map<string, VariantAggregates>();
    addAll(empty, upTo, sum);
    return { from, to: Math.min(last, from + step - 1), alone: own, upTo };
  });
  return { step, periods };
}

function sorted(days: AggregatesByDay) {
  return [...days].sort(([a], [b]) => a - b);
}

/** Weeks begin with the first day, so that each has every day of the week once. */
function byWeeks(empty: Aggregates, days: AggregatesByDay, first: number): AggregatesByDay {
  const weeks: AggregatesByDay = new Map();
  for (const [day, variants] of sorted(days)) {
    const from = first + 7 * Math.floor((day - first) / 7);
    const week = weeks.get(from) ?? new Map<string, VariantAggregates>();
    addAll(empty, week, variants);
    weeks.set(from, week);
  }
  return weeks;
}

/** Adds what variants come to to others, in place. */
export function addAll(
  empty: Aggregates,
  into: Map<string, VariantAggregates>,
  added: ReadonlyMap<string, VariantAggregates>,
): void {
  for (const [variant, own] of added) {
    const known = into.get(variant) ?? emptyVariant(empty);
    addAggregates(known, own, addSample);
    into.set(variant, known);
  }
}

/** Adds what was counted as counts, whose sums are exact. */
function addSample(into: MetricAggregate, added: MetricAggregate): void {
  const isCounted = into.successes !== null && added.successes !== null;
  const isRate = isCounted && into.moments.mean.length === 1 && into.values === undefined;
  (isRate ? addCounted : addMetricAggregate)(into, added);
}
