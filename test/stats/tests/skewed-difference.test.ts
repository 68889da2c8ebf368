import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addUnit, emptyMoments, type Moments, summaryMoments } from '../../../src/stats/moments.js';
import { type Random, randomStream } from '../../../src/stats/random/random.js';
import { drawNormal } from '../../../src/stats/random/random-draws.js';
import { welchTest } from '../../../src/stats/tests/means-test.js';
import {
  PLAIN_REACH,
  skewExcess,
  skewedError,
  skewReach,
} from '../../../src/stats/tests/skew-reach.js';
import { skewedDifference } from '../../../src/stats/tests/skewed-difference.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { relativeError } from '../reference.js';

interface Case {
  name: string;
  control: number[];
  treatment: number[];
  level: number;
  critical: number;
  df: number;
  skewness: [number, number];
  difference: number;
  own: number;
  excess: number;
  reach: number;
}

const CASES: Case[] = JSON.parse(
  readFileSync(new URL('../../reference/skew.json', import.meta.url), 'utf8'),
);

function momentsOf(values: readonly number[]): Moments {
  const moments = emptyMoments();
  for (const value of values) addUnit(moments, [value]);
  return moments;
}

describe('the skewness of a difference and how far it asks to reach agree with R', () => {
  test.each(CASES)('$name', (one) => {
    const [control, treatment] = [momentsOf(one.control), momentsOf(one.treatment)];
    const test = welchTest(control, treatment, 'two-sided') as TwoSampleTest;
    const skew = skewedDifference(control, treatment)!;
    const critical = test.criticalValue(one.level)!;
    expect(relativeError(critical, one.critical)).toBeLessThan(1e-10);
    expect(relativeError(skew.control!, one.skewness[0])).toBeLessThan(1e-12);
    expect(relativeError(skew.treatment!, one.skewness[1])).toBeLessThan(1e-12);
    expect(Math.abs(skew.difference - one.difference)).toBeLessThan(1e-13);
    expect(Math.abs(skew.own - one.own)).toBeLessThan(1e-13);
    const reach = skewReach({ ...skew, own: skew.difference }, critical, test.df);
    const [heavier, lighter] =
      skew.difference > 0 ? [reach.upper, reach.lower] : [reach.lower, reach.upper];
    expect(lighter).toBe(1);
    expect(relativeError(heavier, one.reach)).toBeLessThan(1e-9);
    const error = skewedError(skew, critical, test.df);
    if (one.excess <= 0.1) expect(error).toBeNull();
    else {
      expect(relativeError(error!.actual, (one.level / 2) * (1 + one.excess))).toBeLessThan(1e-9);
      expect(error!.side).toBe(one.difference > 0 ? 'below' : 'above');
      // With so many more units the same skewness errs a tenth too often.
      const z = 1.959963984540054;
      const then = skewExcess(skew.difference / Math.sqrt(error!.times), z);
      if (one.level === 0.05) expect(then).toBeCloseTo(0.1, 9);
    }
  });
});

test('arms that change places turn the skewness of their difference round', () => {
  const { control, treatment } = CASES[1]!;
  const [a, b] = [momentsOf(control), momentsOf(treatment)];
  expect(skewedDifference(b, a)!.difference).toBe(-skewedDifference(a, b)!.difference);
});

test('nothing is said where third moments are not known, or nothing varies', () => {
  const known = momentsOf([1, 2, 4, 9]);
  expect(skewedDifference(known, summaryMoments(40, 3, 2))).toBeNull();
  expect(skewedDifference(momentsOf([1, 1]), momentsOf([2, 2, 2]))).toBeNull();
  expect(skewedDifference(momentsOf([1]), known)).toBeNull();
  // Two units have a skewness, though it is 0.
  expect(skewedDifference(momentsOf([1, 5]), momentsOf([2, 2, 9]))).toMatchObject({
    control: 0,
    units: 5,
  });
  expect(skewedDifference(momentsOf([2, 2, 9]), momentsOf([1, 5]))).toMatchObject({ treatment: 0 });
});

test('a look that cannot stop the test reaches no further', () => {
  const skew = skewedDifference(momentsOf([1, 2, 40]), momentsOf(CASES[1]!.treatment))!;
  expect(skewReach(skew, Number.POSITIVE_INFINITY, 30)).toBe(PLAIN_REACH);
});

test('beyond the expansion no more than so many ways to deal the units reject', () => {
  // All 4,845 ways to deal 20 values to 4 and 16: Cantelli's bound is of any values.
  const values = [...Array.from({ length: 17 }, (_, i) => i % 3), 40, 300, 2000];
  const level = 0.2;
  const rejected = { above: 0, below: 0 };
  let all = 0;
  for (const own of chosen(values.length, 4)) {
    const [control, treatment] = [own, values.flatMap((_, i) => (own.includes(i) ? [] : [i]))].map(
      (arm) => momentsOf([...arm].map((i) => values[i]!)),
    );
    all += 1;
    const test = welchTest(control!, treatment!, 'two-sided');
    if (typeof test === 'string') continue;
    const critical = test.criticalValue(level)!;
    const reach = skewReach(skewedDifference(control!, treatment!)!, critical, test.df);
    if (test.statistic! > critical * reach.lower) rejected.above += 1;
    if (-test.statistic! > critical * reach.upper) rejected.below += 1;
  }
  expect(all).toBe(4845);
  expect(rejected.above / all).toBeLessThan(level / 2);
  expect(rejected.below / all).toBeLessThan(level / 2);
});

function* chosen(of: number, size: number, from = 0): Generator<number[]> {
  if (size === 0) yield [];
  else
    for (let i = from; i <= of - size; i += 1)
      for (const rest of chosen(of, size - 1, i + 1)) yield [i, ...rest];
}

// In brackets, how often the test errs by itself; bench/skewed.mjs has the long table.
describe('where nothing differs, what is decided errs no more than 1.1 times as often as promised', () => {
  const zeros = (share: number, sd: number) => (random: Random) =>
    random.uniform() < share ? Math.exp(sd * drawNormal(random)) : 0;
  test.each([
    [
      'exponential, 100 : 900 [4.2 %]',
      100,
      900,
      (random: Random) => -Math.log(1 - random.uniform()),
      0.028,
    ],
    ['log-normal 1, 200 : 1,800 [5.3 %]', 200, 1800, zeros(1, 1), 0.04],
    ['95 % zeros, log-normal 2, 100 : 900 [18 %]', 100, 900, zeros(0.05, 2), 0.13],
  ])('%s', (_, n, m, draw, plain) => {
    const experiments = 1200;
    const wrong = { plain: 0, unsaid: 0, decided: 0 };
    for (let i = 0; i < experiments; i += 1) {
      const random = randomStream(4, [i, 0]);
      const drawn = (size: number) => momentsOf(Array.from({ length: size }, () => draw(random)));
      const [control, treatment] = [drawn(n), drawn(m)];
      const test = welchTest(control, treatment, 'two-sided') as TwoSampleTest;
      const critical = test.criticalValue(0.05)!;
      if (!(test.statistic! > critical)) continue;
      const skew = skewedDifference(control, treatment)!;
      wrong.plain += 1;
      if (skewedError(skew, critical, test.df) === null) wrong.unsaid += 1;
      if (test.statistic! > critical * skewReach(skew, critical, test.df).lower) wrong.decided += 1;
    }
    const most = 1.1 * 0.025 + 2.6 * Math.sqrt((0.025 * 0.975) / experiments);
    expect(wrong.plain / experiments).toBeGreaterThan(plain);
    expect(wrong.unsaid / experiments).toBeLessThan(most);
    expect(wrong.decided / experiments).toBeLessThan(most);
  });
});

/*
 * Both arms have the mean e², the control's normal with sd 1, the treatment's log-normal with sd 2. In equal arms the
 * pooled skewness cancels: by itself the test says in 15 % that the treatment is worse, where it may in 2.5 %.
 */
test('equal arms whose shapes differ are not decided too often on the heavier side', () => {
  const wrong = { plain: 0, decided: 0 };
  for (let i = 0; i < 200; i += 1) {
    const random = randomStream(9, [i, 0]);
    const [control, treatment] = [emptyMoments(), emptyMoments()];
    for (let unit = 0; unit < 300; unit += 1) {
      addUnit(control, [Math.exp(2) + drawNormal(random)]);
      addUnit(treatment, [Math.exp(2 * drawNormal(random))]);
    }
    const test = welchTest(control, treatment, 'two-sided') as TwoSampleTest;
    const critical = test.criticalValue(0.05)!;
    const { upper } = skewReach(skewedDifference(control, treatment)!, critical, test.df);
    if (test.statistic! < -critical) wrong.plain += 1;
    if (test.statistic! < -critical * upper) wrong.decided += 1;
  }
  // 2.5 % of 200 are 5, and three standard errors 6.6.
  expect(wrong.plain).toBeGreaterThan(20);
  expect(wrong.decided).toBeLessThan(5);
});
