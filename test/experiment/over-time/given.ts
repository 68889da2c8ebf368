import {
  type Aggregates,
  emptyAggregates,
  type MetricAggregate,
  type VariantAggregates,
} from '../../../src/experiment/aggregates.js';
import { addAll } from '../../../src/experiment/over-time/periods.js';

/** The samples of one metric on each day, control and treatment. */
export type DayOfSamples = readonly [control: MetricAggregate, treatment: MetricAggregate];

/** Aggregates of units of which each was seen on one day: from 2026-03-02 on, a Monday, unless said. */
export function aggregatesByDay(days: readonly DayOfSamples[], first = 20_514): Aggregates {
  const aggregates = emptyAggregates(['m']);
  const alone = new Map(
    days.map((samples, i) => {
      const variants = new Map<string, VariantAggregates>();
      ['generic', 'personal'].forEach((name, arm) => {
        const sample = samples[arm]!;
        variants.set(name, { units: sample.moments.n + sample.missing, samples: [sample] });
      });
      addAll(aggregates, aggregates.variants, variants);
      return [first + i, variants] as const;
    }),
  );
  const last = first + days.length - 1;
  aggregates.days = { column: 'day', zone: 'dates', first, last, alone, panel: null };
  return aggregates;
}
