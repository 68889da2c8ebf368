import { describe, expect, test } from 'vitest';
import type { Design } from '../../../src/experiment/design.js';
import {
  assignedUnits,
  assumedLooks,
  evenFractions,
  informationFraction,
  type Monitoring,
  type PastLook,
  unitsAhead,
} from '../../../src/experiment/monitoring/monitoring.js';
import {
  fractionsSoFar,
  isWithoutUnits,
  monitoringRuleOf,
  progressOf,
} from '../../../src/experiment/monitoring/pair-monitoring.js';
import {
  endedAt,
  isDue,
  isPlanOver,
  leastFraction,
} from '../../../src/experiment/monitoring/progress.js';
import type { StoppingRule } from '../../../src/experiment/monitoring/stopping-rule.js';
import { cellsOf, designOf, rate } from '../given.js';

const one = [rate(1, 2)];
const base = designOf(cellsOf(['m'], { a: one, b: one, c: one }));
const unitsOf = (a: number, b: number, c: number) => new Map(Object.entries({ a, b, c }));
const past = (number: number, units: [number, number, number], rest: Partial<PastLook> = {}) => ({
  ...{ number, units: unitsOf(...units), decision: 'keep-collecting' as const, variant: null },
  ...rest,
});

const FIXED: StoppingRule = { method: 'fixed' };
const ALWAYS: StoppingRule = { method: 'always-valid' };
const SEQUENTIAL: StoppingRule = { method: 'group-sequential', spending: 'pocock', looks: 2 };

/** A look with so many units of the 1,000, 1,000 and 500 that are planned. */
function at(plan: StoppingRule, units: [number, number, number], rest: Partial<Monitoring> = {}) {
  const monitoring: Monitoring = {
    ...{ plan, plannedUnits: unitsOf(1000, 1000, 500), units: unitsOf(...units), look: 2 },
    ...{ earlierLooks: [], looksAssumed: false, dailyUnits: null },
    ...{ planChangedSince: null, repeats: null, ...rest },
  };
  const design: Design = { ...base, monitoring };
  return { design, monitoring };
}

test('information is that of the harmonic mean of both arms, and none without either', () => {
  const planned = { plannedUnits: unitsOf(1000, 1000, 500) };
  const fraction = (units: [number, number, number], treatment = 'b') =>
    informationFraction(unitsOf(...units), planned, { control: 'a', treatment });
  expect(fraction([500, 500, 0])).toBe(0.5);
  // 200 · 600 ÷ 800 of 500, and of 1000 · 500 ÷ 1500.
  expect(fraction([200, 600, 0])).toBeCloseTo(0.3, 12);
  expect(fraction([200, 0, 600], 'c')).toBeCloseTo(0.45, 12);
  expect([fraction([0, 9, 9]), fraction([9, 0, 9])]).toEqual([0, 0]);
  const only = new Map([['a', 100]]);
  expect(informationFraction(only, planned, { control: 'a', treatment: 'b' })).toBe(0);
  expect(informationFraction(only, planned, { control: 'b', treatment: 'a' })).toBe(0);
});

test('a test has come as far as the treatment that is furthest behind', () => {
  expect(leastFraction(base)).toBe(1);
  expect(leastFraction(at(FIXED, [500, 500, 250]).design)).toBe(0.5);
  expect(leastFraction(at(FIXED, [500, 500, 100]).design)).toBeCloseTo(0.25, 12);
  expect(leastFraction(at(FIXED, [500, 100, 250]).design)).toBeCloseTo(1 / 6, 12);
});

describe('alpha that is spent', () => {
  const progress = (plan: StoppingRule, units: [number, number, number], treatment = 'b') =>
    progressOf(at(plan, units).design, treatment);

  test('is all of it of a test that is not looked at again', () => {
    expect(progressOf(base, 'b')).toEqual({ informationFraction: null, alphaSpent: 0.05 });
  });

  test('is none of a fixed size that is not there, all of it from then on, and of a sequence always', () => {
    expect(progress(FIXED, [999, 1000, 500])).toMatchObject({ alphaSpent: 0 });
    expect(progress(FIXED, [1000, 1000, 500])).toEqual({
      informationFraction: 1,
      alphaSpent: 0.05,
    });
    const little = progress(ALWAYS, [100, 100, 50]);
    expect(little).toEqual({ informationFraction: 0.1, alphaSpent: 0.05 });
  });

  test('is what Pocock’s family has spent by then, two-sided of each half', () => {
    // 0.05 ln(1 + (e − 1) t)
    const spent = 0.05 * Math.log(1 + (Math.E - 1) * 0.5);
    const found = progress(SEQUENTIAL, [500, 500, 100]);
    expect(found.informationFraction).toBe(0.5);
    expect(found.alphaSpent).toBeCloseTo(spent, 12);
    expect(progress(SEQUENTIAL, [500, 500, 100], 'c').informationFraction).toBeCloseTo(0.25, 12);
  });
});

describe('a treatment is judged', () => {
  test('by a sequence over the planned units of both arms', () => {
    const judged = (treatment: string) =>
      monitoringRuleOf(at(ALWAYS, [9, 9, 9]).design, treatment, 7);
    const time = { units: 7, alpha: 0.05 };
    expect(judged('b')).toEqual({ method: 'always-valid', time: { ...time, plannedUnits: 2000 } });
    expect(judged('c')).toMatchObject({ time: { plannedUnits: 1500 } });
    expect(monitoringRuleOf(base, 'b', 7)).toEqual({ method: 'fixed' });
    expect(monitoringRuleOf(at(FIXED, [9, 9, 9]).design, 'b', 7)).toEqual({ method: 'fixed' });
  });

  test('at no look without units of what decides', () => {
    const isNone = (plan: StoppingRule, units: [number, number, number], all: number) =>
      isWithoutUnits(monitoringRuleOf(at(plan, units).design, 'b', all));
    expect([0, 1].map((all) => isNone(ALWAYS, [9, 9, 9], all))).toEqual([true, false]);
    expect(isNone(SEQUENTIAL, [9, 0, 9], 9)).toBe(true);
    expect(isNone(SEQUENTIAL, [9, 9, 0], 9)).toBe(false);
    expect(isNone(FIXED, [0, 0, 0], 0)).toBe(false);
  });

  test('by the looks that have risen, of which some were no tests', () => {
    const fractions = (units: [number, number, number], earlierLooks: PastLook[]) => {
      const { design, monitoring } = at(SEQUENTIAL, units, { earlierLooks });
      return fractionsSoFar(design, monitoring, { control: 'a', treatment: 'b' });
    };
    const looks = [
      // Fewer than 3.1 % of c, no more than before, and what waited for days.
      ...[past(1, [300, 300, 1]), past(2, [200, 200, 100]), past(3, [200, 200, 100])],
      ...[past(4, [150, 150, 100]), past(5, [250, 250, 100], { waited: true })],
      past(6, [600, 600, 100]),
    ];
    expect(fractions([500, 500, 250], looks)).toEqual([0.2, 0.5]);
    expect(fractions([700, 700, 350], looks)).toEqual([0.2, 0.6, 0.7]);
    // A look beyond the end, after one that ended it, stands in its place.
    const ended = [past(1, [500, 500, 250]), past(2, [1000, 1000, 500])];
    expect(fractions([1200, 1200, 600], ended)).toEqual([0.5, 1.2]);
    // While c lags behind, b has come to its end before.
    const ahead = [past(1, [500, 500, 250]), past(2, [1000, 1000, 400])];
    expect(fractions([1200, 1200, 450], ahead)).toEqual([0.5, 1, 1.2]);
  });
});

describe('a plan', () => {
  test('is due where each treatment has its size, or at any look that may come at any time', () => {
    expect(isDue(base)).toBe(true);
    expect(isDue(at(FIXED, [1000, 1000, 500]).design)).toBe(true);
    expect(isDue(at(FIXED, [1000, 1000, 499]).design)).toBe(false);
    expect(isDue(at(ALWAYS, [100, 100, 50]).design)).toBe(true);
    expect(isDue(at(ALWAYS, [100, 100, 1]).design)).toBe(false);
  });

  test('is over with its units, but for one that may be looked at for ever, and with its date', () => {
    const isOver = (plan: StoppingRule, units: [number, number, number], rest = {}) =>
      isPlanOver(at(plan, units, rest).design);
    expect(isPlanOver(base)).toBe(false);
    expect(isOver(SEQUENTIAL, [1000, 1000, 500])).toBe(true);
    expect(isOver(SEQUENTIAL, [1000, 1000, 499])).toBe(false);
    expect(isOver(FIXED, [1000, 1000, 500])).toBe(true);
    expect(isOver(ALWAYS, [2000, 2000, 2000])).toBe(false);
    const calendar = { daysRun: 3, minimumDays: 7, wholeWeeks: false, isLast: true };
    expect(isOver(ALWAYS, [9, 9, 9], { calendar })).toBe(true);
    const waits = { ...calendar, isLast: false };
    expect(isOver(SEQUENTIAL, [1000, 1000, 500], { calendar: waits })).toBe(false);
  });

  test('had ended at the first look with its units that did not wait, or with its date', () => {
    const ended = (plan: StoppingRule, earlierLooks: PastLook[]) =>
      endedAt(at(plan, [1000, 1000, 500], { earlierLooks }).design)?.number ?? null;
    const full: [number, number, number] = [1000, 1000, 500];
    const looks = [past(1, [500, 500, 250]), past(2, full), past(3, full)];
    expect(ended(SEQUENTIAL, looks)).toBe(2);
    expect(ended(FIXED, looks)).toBe(2);
    expect(ended(ALWAYS, looks)).toBeNull();
    expect(ended(SEQUENTIAL, [past(1, full, { waited: true })])).toBeNull();
    expect(ended(ALWAYS, [past(1, [1, 1, 1], { endedByDate: true })])).toBe(1);
    expect(endedAt(base)).toBeNull();
  });
});

test('what a plan lacks is of all variants, in whole days', () => {
  const ahead = (units: [number, number, number], dailyUnits: number | null) =>
    unitsAhead(at(FIXED, units, { dailyUnits }).monitoring);
  expect(ahead([900, 1100, 450], 100)).toEqual({ units: 150, days: 2 });
  expect(ahead([900, 1100, 450], null)).toEqual({ units: 150, days: null });
  expect(ahead([1000, 1000, 500], 100)).toEqual({ units: 0, days: 0 });
});

test('looks that nobody recorded are taken to have been where the plan had them', () => {
  const arms = { control: 'a', treatments: ['b', 'c'] };
  const four: StoppingRule = { method: 'group-sequential', spending: 'pocock', looks: 4 };
  const planned = unitsOf(1000, 1000, 500);
  // By the treatment that is furthest behind, c at 0.55.
  const looks = assumedLooks(four, planned, unitsOf(900, 900, 230), arms);
  expect(looks.map(({ number, units }) => [number, ...units.values()])).toEqual([
    [1, 250, 250, 125],
    [2, 500, 500, 250],
  ]);
  expect(looks[0]).toMatchObject({ decision: 'keep-collecting', variant: null });
  expect(assumedLooks(FIXED, planned, planned, arms)).toEqual([]);
  expect(evenFractions(4)).toEqual([0.25, 0.5, 0.75, 1]);
  expect([...assignedUnits(cellsOf(['m'], { a: [rate(1, 5, 3)], b: [rate(1, 2)] }))]).toEqual([
    ...Object.entries({ a: 8, b: 2 }),
  ]);
});
