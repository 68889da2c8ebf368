import { describe, expect, test } from 'vitest';
import {
  emptyAggregates,
  type MetricAggregate,
  type VariantAggregates,
} from '../../../src/experiment/aggregates.js';
import {
  type AggregatesByDay,
  type DayAggregates,
  isoDay,
  weekdayOf,
} from '../../../src/experiment/over-time/day-aggregates.js';
import { addAll, periodsOf, stepOf } from '../../../src/experiment/over-time/periods.js';
import { addUnit, emptyMoments } from '../../../src/stats/moments.js';
import { rate } from '../given.js';

const EMPTY = emptyAggregates(['m']);

/** Days with so many successes of 10 units in one variant, in this order. */
function daysOf(successes: Record<number, number>, order?: number[]): AggregatesByDay {
  const days = order ?? Object.keys(successes).map(Number);
  return new Map(
    days.map((day) => [day, new Map([['a', { units: 10, samples: [rate(successes[day]!, 10)] }]])]),
  );
}

const told = (variants: ReadonlyMap<string, VariantAggregates>) => {
  const { units, samples } = variants.get('a')!;
  return [samples[0]!.successes, units];
};

function periods(alone: AggregatesByDay, rest: Partial<DayAggregates> = {}) {
  const all = [...alone.keys()];
  const [first, last] = [Math.min(...all), Math.max(...all)];
  const days = { column: 'day', zone: 'dates' as const, first, last, alone, panel: null, ...rest };
  const found = periodsOf(EMPTY, days);
  return [
    found.step,
    ...found.periods.map((one) => [one.from, one.to, told(one.alone), told(one.upTo)]),
  ];
}

test('a day is a period, in order, with all before it', () => {
  expect(periods(daysOf({ 10: 1, 11: 2, 13: 3 }, [13, 10, 11]))).toEqual([
    1,
    [10, 10, [1, 10], [1, 10]],
    [11, 11, [2, 10], [3, 20]],
    [13, 13, [3, 10], [6, 30]],
  ]);
});

test('more than 42 days are weeks from the first one on, of which the last may be cut short', () => {
  expect([42, 43].map(stepOf)).toEqual([1, 7]);
  const days = daysOf({ 52: 6, 16: 2, 10: 1, 17: 3, 45: 4, 51: 5 });
  expect(periods(days)).toEqual([
    7,
    [10, 16, [3, 20], [3, 20]],
    [17, 23, [3, 10], [6, 30]],
    [45, 51, [9, 20], [15, 50]],
    [52, 52, [6, 10], [21, 60]],
  ]);
});

describe('units that return', () => {
  const alone = daysOf({ 7: 2, 0: 1 });
  const upTo = daysOf({ 0: 4, 7: 5 });
  const panel = { step: 7 as const, upTo, slopes: new Map(), exposure: null };

  test('are told by the days that they come with', () => {
    expect(periods(alone, { panel, first: 0, last: 9 })).toEqual([
      7,
      [0, 6, [1, 10], [4, 10]],
      [7, 9, [2, 10], [5, 10]],
    ]);
  });

  test('and since their exposure up to the last that each was observed for', () => {
    const exposure = {
      ...{ column: 'sent', span: 9, isHorizon: false, units: 20, waiting: 0 },
      ...{ unexposed: 0, rowsBefore: 0, rowsAfter: 0 },
    };
    expect(periods(alone, { panel: { ...panel, exposure }, first: 500, last: 600 })).toEqual([
      7,
      [0, 6, [1, 10], [4, 10]],
      [7, 8, [2, 10], [5, 10]],
    ]);
  });
});

describe('variants that are added', () => {
  const added = (...samples: MetricAggregate[]) => {
    const into = new Map<string, VariantAggregates>();
    const empty = emptyAggregates(['m'], [samples[0]!.moments.mean.length]);
    for (const sample of samples) {
      addAll(empty, into, new Map([['a', { units: sample.moments.n, samples: [sample] }]]));
    }
    return into.get('a')!;
  };

  test('have rates whose mean and squares are those of their counts, to the last bit', () => {
    const all = [rate(1, 3), rate(2, 7), rate(5, 11), rate(0, 13), rate(17, 19)];
    const { units, samples } = added(...all);
    expect(units).toBe(53);
    expect(samples[0]).toEqual(rate(25, 53));
  });

  test('keep what else units are measured by', () => {
    const sampleOf = (...units: (readonly [number, number])[]) => {
      const moments = emptyMoments(2);
      for (const unit of units) addUnit(moments, unit);
      return { moments, successes: units.filter(([own]) => own === 1).length, missing: 0 };
    };
    const { samples } = added(sampleOf([1, 5], [0, 7]), sampleOf([1, 9]));
    expect(samples[0]!.moments.mean).toEqual([2 / 3, 7].map((mean) => expect.closeTo(mean, 14)));
    expect(samples[0]!.successes).toBe(2);
  });
});

test.each([
  [0, '1970-01-01', 3],
  [4, '1970-01-05', 0],
  [-1, '1969-12-31', 2],
  [-3, '1969-12-29', 0],
  [-4, '1969-12-28', 6],
  [20_514, '2026-03-02', 0],
  [20_520, '2026-03-08', 6],
])('day %d is %s, weekday %d', (day, iso, weekday) => {
  expect(isoDay(day)).toBe(iso);
  expect(weekdayOf(day)).toBe(weekday);
});
