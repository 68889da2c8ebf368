import { describe, expect, test } from 'vitest';
import { mergeAggregates } from '../../../src/experiment/aggregates.js';
import { analyzeAggregates } from '../../../src/experiment/analysis.js';
import type { DayCheck } from '../../../src/experiment/checks/day-checks.js';
import type { Design } from '../../../src/experiment/design.js';
import { ONE_LOOK } from '../../../src/experiment/monitoring/stopping-rule.js';
import type { OverTime } from '../../../src/experiment/over-time/effect-over-time.js';
import { rateSequenceTest } from '../../../src/stats/sequential/rate-sequence.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { designOf, mean, metricOf, rate } from '../given.js';
import { aggregatesByDay, type DayOfSamples } from './given.js';

/** Days of so many units in each arm, with these successes. */
function ofRates(n: number, successes: readonly (readonly [number, number])[]): DayOfSamples[] {
  return successes.map(([control, treatment]) => [rate(control, n), rate(treatment, n)]);
}

/** As many days, with an effect that depends on the day. */
function effectsOf(days: number, successes: (day: number) => readonly [number, number]) {
  return ofRates(
    1000,
    Array.from({ length: days }, (_, day) => successes(day)),
  );
}

function found(days: readonly DayOfSamples[], rest: Partial<Design> = {}) {
  const aggregates = aggregatesByDay(days);
  const analysis = analyzeAggregates(aggregates, designOf(aggregates, rest));
  const codes = new Set<string>(analysis.checks.map(({ code }) => code));
  return { ...analysis, overTime: analysis.overTime as OverTime, codes };
}

const FLAT = effectsOf(14, () => [100, 120]);

describe('cumulative effects', () => {
  test('are of all units so far, by the sequence of an always-valid test', () => {
    const { overTime, comparisons } = found(FLAT);
    const { points } = overTime.effects[0]!;
    expect(points.map(({ cumulative }) => cumulative.units.control)).toEqual(
      FLAT.map((_, day) => 1000 * (day + 1)),
    );
    const arms = { control: { successes: 500, n: 5000 }, treatment: { successes: 600, n: 5000 } };
    const time = { units: 10_000, plannedUnits: 28_000, alpha: 0.05 };
    const own = rateSequenceTest(arms, time, 'two-sided') as TwoSampleTest;
    expect(points[4]!.cumulative.effect).toEqual({
      estimate: 0.12 - 0.1,
      ...own.effectInterval(0.05),
    });
    expect(points.at(-1)!.cumulative.effect!.estimate).toBe(comparisons[0]!.effect.estimate);
  });

  test('are tightest at what was planned, where something was', () => {
    const units = new Map([
      ['generic', 14_000],
      ['personal', 14_000],
    ]);
    const plannedUnits = new Map([
      ['generic', 90_000],
      ['personal', 90_000],
    ]);
    const monitoring = {
      ...{ plan: ONE_LOOK, plannedUnits, units, earlierLooks: [], looksAssumed: false },
      ...{ dailyUnits: null, planChangedSince: null, look: null, repeats: null },
    };
    const width = ({ overTime }: ReturnType<typeof found>) => {
      const { lower, upper } = overTime.effects[0]!.points[2]!.cumulative.effect!;
      return upper! - lower!;
    };
    expect(width(found(FLAT, { monitoring }))).toBeGreaterThan(1.1 * width(found(FLAT)));
    // A single day is no look: its own interval is the same.
    const running = { ...monitoring, plan: { method: 'always-valid' as const } };
    const alone = ({ overTime }: ReturnType<typeof found>) =>
      overTime.effects[0]!.points[2]!.effect;
    expect(alone(found(FLAT, { monitoring: running }))).toEqual(alone(found(FLAT)));
  });

  test('a day without units of one arm has no test, and says why', () => {
    const days = [[rate(0, 0), rate(3, 10)] as const, ...FLAT];
    const [first, second] = found(days).overTime.effects[0]!.points;
    expect(first).toMatchObject({ effect: null, reason: 'TOO_FEW_UNITS' });
    expect(first!.cumulative.reason).toBe('TOO_FEW_UNITS');
    expect(second!.cumulative.units).toEqual({ control: 1000, treatment: 1010 });
  });
});

describe('periods', () => {
  test('are days, and weeks from the first day on where days are many', () => {
    const days = (count: number) => found(effectsOf(count, () => [100, 120])).overTime;
    expect([days(42).step, days(42).periods.length]).toEqual([1, 42]);
    const { step, periods } = days(45);
    expect(step).toBe(7);
    expect(periods.map(({ from, to }) => to - from + 1)).toEqual([7, 7, 7, 7, 7, 7, 3]);
  });

  test('share alpha among them', () => {
    const { eachConfidence, confidence } = found(FLAT).overTime.effects[0]!;
    expect(eachConfidence).toBeCloseTo(1 - 0.05 / 14, 12);
    expect(confidence).toBe(0.95);
  });
});

describe('the slope over days', () => {
  test('is found where the effect falls, and not where it stays', () => {
    const falling = found(effectsOf(14, (day) => [100, 160 - 5 * day])).overTime.effects[0]!;
    expect(falling.slope.perDay!.estimate).toBeCloseTo(-0.005, 12);
    expect(falling.slope.pValue).toBeLessThan(1e-6);
    expect(found(FLAT).overTime.effects[0]!.slope.pValue).toBeGreaterThan(0.99);
  });

  test('days that are better or worse for all change nothing', () => {
    const weekends = effectsOf(14, (day) => (day % 7 > 4 ? [300, 320] : [100, 120]));
    expect(found(weekends).overTime.effects[0]!.slope.perDay!.estimate).toBeCloseTo(0, 12);
  });

  test('needs three days', () => {
    const { slope } = found(FLAT.slice(0, 2)).overTime.effects[0]!;
    expect(slope).toMatchObject({ perDay: null, pValue: null, reason: 'TOO_FEW_DAYS' });
  });
});

describe('days of the week', () => {
  const weekly = effectsOf(21, (day) => (day % 7 > 4 ? [100, 200] : [100, 101]));

  test('are told apart where the effect differs between them', () => {
    const { overTime, checks } = found(weekly);
    const { weekdays } = overTime.effects[0]!;
    expect(weekdays!.pValue).toBeLessThan(1e-9);
    expect(weekdays!.effects.map(({ weekday }) => weekday)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(weekdays!.effects[5]!.effect).toBeCloseTo(0.1, 12);
    expect(checks.find(({ code }) => code === 'DIFFERS_BY_WEEKDAY')).toMatchObject({
      status: 'warn',
    });
  });

  test('where it does not, nothing is said; nor of less than two weeks', () => {
    expect(found(FLAT).codes).not.toContain('DIFFERS_BY_WEEKDAY');
    expect(found(FLAT).overTime.effects[0]!.weekdays!.pValue).toBeGreaterThan(0.99);
    expect(found(weekly.slice(0, 13)).overTime.effects[0]!.weekdays).toBeNull();
  });

  test('less than a whole week is a warning', () => {
    expect(found(FLAT.slice(0, 6)).codes).toContain('UNDER_A_WEEK');
    expect(found(FLAT.slice(0, 7)).codes).not.toContain('UNDER_A_WEEK');
  });
});

test('first and last days with few units are named', () => {
  const few: DayOfSamples = [rate(10, 100), rate(12, 100)];
  const { checks } = found([few, ...FLAT.slice(2), few]);
  const days = checks.filter((check): check is DayCheck => check.code === 'PARTIAL_DAY');
  expect(days).toEqual([
    { code: 'PARTIAL_DAY', status: 'pass', day: 20_514, which: 'first', units: 200, usual: 2000 },
    { code: 'PARTIAL_DAY', status: 'pass', day: 20_527, which: 'last', units: 200, usual: 2000 },
  ]);
  expect(found(FLAT).codes).not.toContain('PARTIAL_DAY');
});

test('means, guardrails and pooled treatments go over time likewise', () => {
  const days = Array.from(
    { length: 8 },
    (_, day) => [mean(50, 10, 9), mean(60, 10 + 0.1 * day, 9)] as const,
  );
  const margin = { kind: 'non-inferiority', size: { scale: 'absolute', size: 1 } } as const;
  const metrics = [metricOf('m', { margin })];
  const { overTime } = found(days, { metrics, pooled: true, alternative: 'greater' });
  const { points, slope, kind, treatment } = overTime.effects[0]!;
  expect([kind, treatment]).toEqual(['mean', 'personal']);
  expect(slope.perDay!.estimate).toBeCloseTo(0.1, 12);
  expect(points[3]!.effect!.lower).toBeLessThan(points[3]!.effect!.upper!);
});

test('days of two halves are merged, and not with what has none', () => {
  const [a, b] = [aggregatesByDay(FLAT.slice(0, 9)), aggregatesByDay(FLAT.slice(7), 20_521)];
  const { days } = mergeAggregates(a, b);
  expect([days!.first, days!.last, days!.alone.size]).toEqual([20_514, 20_527, 14]);
  expect(days!.alone.get(20_521)!.get('generic')!.units).toBe(2000);
  expect(a.days!.alone.get(20_521)!.get('generic')!.units).toBe(1000);
  const { days: _, ...without } = b;
  expect(() => mergeAggregates(a, without)).toThrow(RangeError);
});
