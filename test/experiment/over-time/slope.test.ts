import { describe, expect, test } from 'vitest';
import type { MetricAggregate, VariantAggregates } from '../../../src/experiment/aggregates.js';
import { analyzeAggregates } from '../../../src/experiment/analysis.js';
import type { Design } from '../../../src/experiment/design.js';
import { slopeOfEffect } from '../../../src/experiment/over-time/slope.js';
import { type Moments, summaryMoments } from '../../../src/stats/moments.js';
import { cellsOf, designOf, mean, metricOf, rate } from '../given.js';
import { aggregatesByDay, type DayOfSamples } from './given.js';

const DAYS: DayOfSamples[] = [
  [mean(40, 10, 4), mean(40, 11, 4)],
  [mean(40, 10, 4), mean(40, 12, 4)],
  [mean(40, 10, 4), mean(40, 13, 4)],
];

describe('the slope of units that return', () => {
  const slopes = (n: number, average: number, variance: number) =>
    summaryMoments(n, average, variance);
  const [control, treatment] = [slopes(40, 0.1, 0.04), slopes(60, 0.25, 0.09)];

  const slopeOf = (
    of: Record<string, (Moments | null)[]>,
    kind: 'mean' | 'quantile' = 'mean',
    rest: Partial<Design> = {},
  ) => {
    const aggregates = aggregatesByDay(DAYS);
    const days = aggregates.days!;
    const panel = { step: 1 as const, upTo: days.alone, slopes: new Map(Object.entries(of)) };
    days.panel = { ...panel, exposure: null };
    const data = { aggregates, days, periods: [], design: designOf(aggregates, rest) };
    const metric = metricOf('m', { kind });
    return slopeOfEffect(data, { index: 0, metric, kind, treatment: 'personal' });
  };

  test('is that of each unit by itself, by Welch’s test', () => {
    // R 4.2.2: d = 0.15, t = d / se, 2 * pt(-t, df), d ± qt(.975, df) * se.
    const found = slopeOf({ generic: [control], personal: [treatment] });
    expect(found).toMatchObject({ confidence: 0.95, reason: null });
    expect(found.perDay!.estimate).toBeCloseTo(0.15, 12);
    expect(found.perDay!.lower).toBeCloseTo(0.05077660571625681, 10);
    expect(found.perDay!.upper).toBeCloseTo(0.24922339428374318, 10);
    expect(found.statistic).toBeCloseTo(3, 10);
    expect(found.df).toBeCloseTo(97.99829642248723, 9);
    expect(found.pValue).toBeCloseTo(0.00342327782051457, 11);
    expect(found.logPValue).toBeCloseTo(Math.log(0.00342327782051457), 8);
    const turned = slopeOf({ generic: [treatment], personal: [control] }, 'mean', { alpha: 0.1 });
    expect(turned.perDay!.estimate).toBeCloseTo(-0.15, 12);
    expect(turned.confidence).toBe(0.9);
  });

  test('is none where an arm has none, and none of a quantile', () => {
    const none = { perDay: null, statistic: null, df: null, pValue: null, logPValue: null };
    const few = { ...none, reason: 'TOO_FEW_DAYS' };
    expect(slopeOf({ generic: [control], personal: [null] })).toMatchObject(few);
    expect(slopeOf({ generic: [null], personal: [treatment] })).toMatchObject(few);
    expect(slopeOf({ generic: [control] })).toMatchObject(few);
    expect(slopeOf({ personal: [treatment] })).toMatchObject(few);
    const quantile = slopeOf({ generic: [control], personal: [treatment] }, 'quantile');
    expect(quantile).toMatchObject({ ...none, reason: 'NO_SLOPE' });
    const one = slopeOf({ generic: [control], personal: [slopes(1, 0, 0)] });
    expect(one).toMatchObject({ ...none, reason: 'TOO_FEW_UNITS' });
  });
});

test('the slope of days is by their own dates, of those that both arms have', () => {
  const slopeOf = (days: readonly DayOfSamples[], order?: number[]) => {
    const aggregates = aggregatesByDay(days);
    if (order !== undefined) {
      const all = [...aggregates.days!.alone];
      aggregates.days!.alone = new Map(order.map((at) => all[at]!));
    }
    const data = { aggregates, days: aggregates.days!, periods: [], design: designOf(aggregates) };
    const metric = metricOf('m', { kind: 'mean' });
    return slopeOfEffect(data, { index: 0, metric, kind: 'mean', treatment: 'personal' });
  };
  expect(slopeOf(DAYS).perDay!.estimate).toBeCloseTo(1, 9);
  expect(slopeOf(DAYS, [2, 0, 1]).perDay!.estimate).toBeCloseTo(1, 9);
  // A day on which an arm has one unit at most tells nothing.
  const odd: DayOfSamples = [mean(40, 10, 4), mean(1, 99, 0)];
  const withOdd = slopeOf([DAYS[0]!, DAYS[1]!, odd, [mean(40, 10, 4), mean(40, 14, 4)]]);
  expect(withOdd.perDay!.estimate).toBeCloseTo(1, 9);
  expect(slopeOf(DAYS.slice(1))).toMatchObject({ perDay: null, reason: 'TOO_FEW_DAYS' });
});

describe('by day of the week', () => {
  const day = (c: number, t: number): DayOfSamples => [rate(c, 1000), rate(t, 1000)];
  const analysed = (days: readonly DayOfSamples[], first: number, rest: Partial<Design> = {}) => {
    const aggregates = aggregatesByDay(days, first);
    return analyzeAggregates(aggregates, designOf(aggregates, rest)).overTime!.effects[0]!;
  };
  const shifted = (by: number) => day(100, 100 + by);
  const FROM_WEDNESDAY = 20_516;
  const two = [0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6].map((i) => shifted(10 * i));

  test('effects are told from Monday on, whichever day is the first', () => {
    const { weekdays } = analysed(two, FROM_WEDNESDAY);
    const told = weekdays!.effects.map(({ weekday, effect }) => [
      weekday,
      Math.round(1000 * effect),
    ]);
    expect(told).toEqual([
      ...[0, 1, 2, 3, 4, 5, 6].map((weekday) => [weekday, 10 * ((weekday + 5) % 7)]),
    ]);
    expect(analysed(two.slice(1), FROM_WEDNESDAY).weekdays).toBeNull();
  });

  test('one on which an arm has no units is left out', () => {
    const none: DayOfSamples = [rate(10, 1000), rate(0, 0)];
    const days = two.map((own, i) => (i % 7 === 3 ? none : own));
    const { weekdays } = analysed(days, FROM_WEDNESDAY);
    expect(weekdays!.effects.map(({ weekday }) => weekday)).toEqual([0, 1, 2, 3, 4, 6]);
    expect(weekdays).toMatchObject({ df: 5, denominatorDf: null, reason: null });
  });

  test('a guardrail is told as any metric, without its margin, its price or its looks', () => {
    const margin = { kind: 'non-inferiority', size: { scale: 'points', size: 0.5 } } as const;
    const guarded = analysed(two, FROM_WEDNESDAY, { metrics: [metricOf('m', { margin })] });
    expect(guarded.weekdays).toEqual(analysed(two, FROM_WEDNESDAY).weekdays);
  });
});

test('a day that a variant is missing from says so, and one unit an arm is a test of a rate', () => {
  const days: DayOfSamples[] = [
    [rate(1, 1), rate(30, 100)],
    [rate(30, 100), rate(20, 90)],
  ];
  const aggregates = aggregatesByDay(days);
  const alone = new Map(aggregates.days!.alone);
  const only = (variant: string, sample: MetricAggregate): Map<string, VariantAggregates> =>
    new Map([[variant, { units: 10, samples: [sample] }]]);
  alone.set(20_516, only('generic', rate(2, 10)));
  alone.set(20_517, only('personal', rate(2, 10)));
  const days4 = { ...aggregates.days!, alone, last: 20_517 };
  const cells = cellsOf(['m'], { generic: [rate(33, 111)], personal: [rate(52, 200)] });
  const whole = { ...cells, days: days4 };
  const { points } = analyzeAggregates(whole, designOf(whole)).overTime!.effects[0]!;
  expect(points.map(({ reason, units }) => [reason, units.control, units.treatment])).toEqual([
    [null, 1, 100],
    [null, 100, 90],
    ['TOO_FEW_UNITS', 10, 0],
    ['TOO_FEW_UNITS', 0, 10],
  ]);
  expect(points[0]!.effect!.estimate).toBeCloseTo(-0.7, 12);
  expect(points[3]!.cumulative.units).toEqual({ control: 111, treatment: 200 });
});
