import { describe, expect, test } from 'vitest';
import type { MetricAggregate } from '../../../src/experiment/aggregates.js';
import type { Design } from '../../../src/experiment/design.js';
import type { Monitoring } from '../../../src/experiment/monitoring/monitoring.js';
import { effectsIn } from '../../../src/experiment/over-time/effects-in-periods.js';
import { periodsOf } from '../../../src/experiment/over-time/periods.js';
import { addUnit, emptyMoments } from '../../../src/stats/moments.js';
import { designOf, mean, metricOf, rate } from '../given.js';
import { aggregatesByDay, type DayOfSamples } from './given.js';

type Figures = readonly [n: number, mean: number, variance: number];

interface Asked {
  kind?: 'mean' | 'proportion' | 'ratio';
  returning?: boolean;
  design?: Partial<Design>;
}

function effects(all: readonly DayOfSamples[], asked: Asked = {}) {
  const { kind = 'mean', returning = false, design: rest = {} } = asked;
  const aggregates = aggregatesByDay(all);
  const days = aggregates.days!;
  if (returning) {
    days.panel = { step: 1, upTo: days.alone, slopes: new Map(), exposure: null };
  }
  const metric = metricOf('m', { kind });
  const design = { ...designOf(aggregates), metrics: [metric], ...rest };
  const data = { aggregates, days, design, periods: periodsOf(aggregates, days).periods };
  return effectsIn(data, { index: 0, metric, kind, treatment: 'personal' });
}

// R 4.2.2: d ± qt(.975, min(Welch's df, 2 (min(n, m) − 1))) se, of which the first two have 4 and the third 6.82.
test.each<[string, Figures, Figures, number, number]>([
  ['few units in the control', [3, 10, 1], [50, 12, 50], -1.20596265775233, 5.20596265775233],
  ['few units in the treatment', [50, 10, 50], [3, 12, 1], -1.20596265775233, 5.20596265775233],
  ['more in both', [8, 10, 9], [5, 12, 16], -2.94331954225392, 6.94331954225392],
])('a mean has no more freedom than twice its smaller arm: %s', (_, c, t, lower, upper) => {
  const { points, eachConfidence } = effects([[mean(...c), mean(...t)]]);
  expect(eachConfidence).toBe(0.95);
  expect(points[0]!.effect).toEqual({
    estimate: 2,
    lower: expect.closeTo(lower, 9),
    upper: expect.closeTo(upper, 9),
  });
});

describe('a period without a test says why', () => {
  test('of a ratio, too, it is the units that an arm lacks before its denominator', () => {
    const of = (...units: [number, number][]): MetricAggregate => {
      const moments = emptyMoments(2);
      for (const unit of units) addUnit(moments, unit);
      return { moments, successes: null, missing: 0 };
    };
    const [nobody, some, zero] = [of(), of([1, 2], [3, 4], [2, 2]), of([1, 0], [2, 0])];
    const days: DayOfSamples[] = [
      [nobody, some],
      [some, nobody],
      [zero, some],
    ];
    const { points } = effects(days, { kind: 'ratio' });
    expect(points.map(({ reason }) => reason)).toEqual([
      ...['TOO_FEW_UNITS', 'TOO_FEW_UNITS', 'ZERO_DENOMINATOR'],
    ]);
  });

  const none = { effect: null };

  test('where an arm has no units, or nothing varies', () => {
    const days: DayOfSamples[] = [
      [mean(0, 0, 0), mean(9, 1, 1)],
      [mean(9, 1, 1), mean(0, 0, 0)],
      [mean(9, 1, 0), mean(9, 1, 0)],
      [mean(9, 1, 1), mean(1, 1, 0)],
    ];
    const { points } = effects(days);
    expect(points.map(({ reason }) => reason)).toEqual([
      ...['TOO_FEW_UNITS', 'TOO_FEW_UNITS', 'ZERO_VARIANCE', 'TOO_FEW_UNITS'],
    ]);
    for (const point of points) expect(point).toMatchObject(none);
    expect(points[0]!.cumulative).toMatchObject({ ...none, units: { control: 0, treatment: 9 } });
    expect(points[1]!.cumulative.units).toEqual({ control: 9, treatment: 9 });
  });

  test('where a denominator is nothing', () => {
    const sampleOf = (by: number): MetricAggregate => {
      const moments = emptyMoments(2);
      for (const value of [1, 2, 3]) addUnit(moments, [value, by]);
      return { moments, successes: null, missing: 0 };
    };
    const broken = effects([[sampleOf(0), sampleOf(1)]], { kind: 'ratio' });
    expect(broken.points[0]).toMatchObject({ ...none, reason: 'ZERO_DENOMINATOR' });
  });
});

describe('where units return', () => {
  const days: DayOfSamples[] = [
    [rate(100, 1000), rate(120, 1000)],
    [rate(110, 1000), rate(150, 1000)],
  ];
  const both = (units: number) => new Map(['generic', 'personal'].map((name) => [name, units]));
  const monitoring: Monitoring = {
    ...{ plan: { method: 'always-valid' }, plannedUnits: both(2000), units: both(2000) },
    ...{ earlierLooks: [], looksAssumed: false, dailyUnits: null },
    ...{ planChangedSince: null, look: 1, repeats: null },
  };
  const rates = (rest: Omit<Asked, 'kind'> = {}) => effects(days, { kind: 'proportion', ...rest });

  test('cumulative effects share alpha among the periods, as those of each do', () => {
    const { band, points, eachConfidence } = rates({ returning: true });
    expect([band, eachConfidence]).toEqual(['bonferroni', 0.975]);
    for (const { effect, cumulative } of points) expect(cumulative.effect).toEqual(effect);
    const alone = rates();
    expect(alone.band).toBe('confidence-sequence');
    expect(alone.points.map(({ effect }) => effect)).toEqual(points.map(({ effect }) => effect));
    expect(alone.points[0]!.cumulative.effect!.lower).toBeLessThan(points[0]!.effect!.lower!);
  });

  test('and are sequences while the test is looked at, since each look sees the same days again', () => {
    const plain = rates({ returning: true }).points[0]!;
    const running = rates({ returning: true, design: { monitoring } }).points[0]!;
    expect(running.effect!.lower).toBeLessThan(plain.effect!.lower!);
    expect(running.cumulative.effect).toEqual(running.effect);
    const fixed = { ...monitoring, plan: { method: 'fixed' as const } };
    expect(rates({ returning: true, design: { monitoring: fixed } }).points[0]).toEqual(plain);
    const once = rates({ design: { monitoring } }).points[0]!;
    expect(once.effect).toEqual(plain.effect);
  });
});
