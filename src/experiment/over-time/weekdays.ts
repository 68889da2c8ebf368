import type { VariantAggregates } from '../aggregates.js';
import { adjustedFamilies } from '../compare/compare.js';
import { segmentedEffects } from '../compare/heterogeneity.js';
import { testMetric } from '../compare/tested.js';
import type { Comparison } from '../comparison.js';
import type { Design } from '../design.js';
import { weekdayOf } from './day-aggregates.js';
import type { WeekdayEffects } from './effect-over-time.js';
import { addAll, type EffectAsked, type OverTimeData } from './periods.js';

/** In fewer days than two weeks a day of the week is no more than a day. */
const FEWEST_DAYS = 14;

/**
 * The test that an effect is the same on all days of the week, where each row is a unit of its own and there are two
 * whole weeks; else `null`. By the tests that tell whether segments differ.
 */
export function weekdayEffects(
  data: OverTimeData,
  asked: EffectAsked,
  whole: Comparison,
): WeekdayEffects | null {
  const { days, aggregates } = data;
  const isLong = days.last - days.first + 1 >= FEWEST_DAYS;
  if (days.panel !== null || !isLong || asked.kind === 'quantile') return null;
  const { column } = days;
  const design = ofOneMetric(data.design, asked);
  const tested = weekdaysOf(data).flatMap(([weekday, variants]) =>
    testMetric(aggregates, variants, design, asked.index, { column, value: String(weekday) }),
  );
  const parts = adjustedFamilies(tested, design);
  const [found] = segmentedEffects([whole], parts, design);
  const { method, statistic, df, denominatorDf, pValue, logPValue, reason } = found!;
  return {
    method,
    statistic,
    df,
    denominatorDf,
    pValue,
    logPValue,
    reason,
    effects: parts
      .filter((part) => part.reason === null)
      .map(({ segment, effect }) => ({
        weekday: Number(segment!.value),
        effect: effect.estimate,
      })),
  };
}

/** What is asked of days of the week is no decision: neither margins nor prices nor looks bear on it. */
function ofOneMetric(design: Design, { treatment, index }: EffectAsked): Design {
  return {
    ...design,
    treatments: [treatment],
    metrics: design.metrics.map((metric, i) =>
      i === index ? { ...metric, margin: null } : metric,
    ),
    allPairs: false,
    money: null,
    bayes: false,
    stratify: null,
    monitoring: null,
  };
}

function weekdaysOf({
  aggregates,
  days,
}: OverTimeData): [number, Map<string, VariantAggregates>][] {
  const weekdays = new Map<number, Map<string, VariantAggregates>>();
  for (const [day, variants] of days.alone) {
    const weekday = weekdayOf(day);
    const known = weekdays.get(weekday) ?? new Map<string, VariantAggregates>();
    addAll(aggregates, known, variants);
    weekdays.set(weekday, known);
  }
  return [...weekdays].sort(([a], [b]) => a - b);
}
