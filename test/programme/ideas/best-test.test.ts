import { expect, test } from 'vitest';
import { bestIdeal, bestTests, bestTestsAmong } from '../../../src/programme/ideas/best-test.js';
import { ideaSetting } from '../../../src/programme/ideas/idea-setting.js';
import {
  idealValue,
  perfectValue,
  testOfIdea,
  untestedValue,
} from '../../../src/programme/ideas/idea-value.js';
import { givenIdea } from './given.js';

const NORMAL = { mean: 0.005, scale: 0.03, df: Number.POSITIVE_INFINITY };
const T = { mean: 0, scale: 0.02, df: 3 };

test.each([
  ['normal', givenIdea(), NORMAL, 20_000],
  ['heavy tails', givenIdea({ build: 500, testCost: 100 }), T, 30_000],
  [
    'a mean',
    givenIdea({ baseline: { mean: 20, sd: 60 }, value: 0.2, discount: 0.1 }),
    NORMAL,
    5_000,
  ],
  ['a small site', givenIdea({ horizon: { weeks: 104 } }), NORMAL, 900],
  ['a costly one', givenIdea({ cost: 0.004, mostWeeks: 30 }), { ...NORMAL, mean: 0.02 }, 50_000],
])('no other length is worth more, nor more by the week: %s', (_, idea, prior, weekly) => {
  const setting = ideaSetting(idea, prior, weekly);
  const longest = 'weeks' in idea.horizon ? idea.horizon.weeks : 0;
  const { best, bestPerWeek, tried } = bestTests(setting)!;
  const all = Array.from({ length: idea.mostWeeks ?? longest }, (_, i) =>
    testOfIdea(setting, i + 1),
  );
  const possible = all.filter(({ weeks }) => weeks >= tried[0]!.weeks);
  expect(best.added).toBe(Math.max(...possible.map(({ added }) => added)));
  if (best.added > 0) {
    expect(bestPerWeek.perWeek).toBe(Math.max(...possible.map(({ perWeek }) => perWeek)));
  } else expect(bestPerWeek).toBe(best);
  const few = bestTestsAmong(setting, [best.weeks, bestPerWeek.weeks])!;
  expect(few.best).toEqual(best);
});

test('ideal decisions do better than the gate, and knowing better still', () => {
  for (const prior of [NORMAL, T, { ...NORMAL, mean: -0.02 }, { ...NORMAL, mean: 0.03 }]) {
    const setting = ideaSetting(givenIdea({ build: 1000 }), prior, 20_000);
    for (const weeks of [1, 4, 16, 40]) {
      const gate = testOfIdea(setting, weeks).net;
      expect(idealValue(setting, weeks)).toBeGreaterThanOrEqual(gate - 1e-6 * Math.abs(gate));
      expect(perfectValue(setting)).toBeGreaterThan(idealValue(setting, weeks));
    }
  }
});

test('the best ideal decision does better than the best test of the gate that looks once', () => {
  for (const mean of [-0.02, 0, 0.005, 0.03]) {
    for (const weekly of [900, 20_000, 2_000_000]) {
      const setting = ideaSetting(givenIdea({ build: 1000 }), { ...NORMAL, mean }, weekly);
      const tests = bestTests(setting)!;
      expect(bestIdeal(setting, tests)).toBeGreaterThan(tests.best.net);
    }
  }
});

test('of a normal prior and a known error all is in closed form', () => {
  const idea = givenIdea({ baseline: { mean: 10, sd: 100 }, value: 3, build: 700, testCost: 50 });
  const setting = ideaSetting(
    idea,
    { mean: 0.01, scale: 0.02, df: Number.POSITIVE_INFINITY },
    400_000,
  );
  const { net, shipped } = testOfIdea(setting, 5);
  // R: se <- 100 * sqrt(4 / 2e6); s <- sqrt(.2^2 + se^2); a <- (.1 - qnorm(.975) * se) / s
  // .1 * pnorm(a) + .2^2 / s * dnorm(a); pnorm(a); 3 * (.5 * 2e6 * .1 + 18.8e6 * rule) - 750
  expect(shipped).toBeCloseTo(0.234736296916, 6);
  expect(Math.abs(net / 4.451677124e6 - 1)).toBeLessThan(2e-6);
  expect(untestedValue(setting)).toBeCloseTo(3 * 0.1 * 20.8e6 - 700, 4);
});

test('chances of deciding wrongly, and what the worse arm loses, with fewer units in the treatment', () => {
  const idea = givenIdea({
    baseline: { mean: 10, sd: 100 },
    value: 3,
    rule: { ...givenIdea().rule, treated: 0.3 },
  });
  const prior = { mean: 0.01, scale: 0.02, df: Number.POSITIVE_INFINITY };
  const found = testOfIdea(ideaSetting(idea, prior, 400_000), 5);
  // R: se <- 100 * sqrt(1 / .6e6 + 1 / 1.4e6); q <- qnorm(.975); d <- function(x) dnorm(x, .1, .2)
  // I <- function(f, a, b) integrate(f, a, b, rel.tol = 1e-11)$value
  // I(function(x) d(x) * pnorm(x / se - q), -2, 0); I(function(x) d(x) * pnorm(q - x / se), 0, 2.2)
  // 6e6 * (.7 * I(function(x) x * d(x), 0, 2.2) + .3 * I(function(x) -x * d(x), -2, 0))
  expect(found.wronglyShipped).toBeCloseTo(0.0021563918, 7);
  expect(found.missed).toBeCloseTo(0.482158467771, 6);
  expect(found.regret / 657355.868882).toBeCloseTo(1, 7);
});

test('knowing its effect is worth what shipping it then gains above its cost and its building', () => {
  const idea = givenIdea({ baseline: { rate: 0.6 }, build: 50_000, cost: 0.6 });
  const setting = ideaSetting(idea, { mean: 0.1, scale: 0.6, df: Number.POSITIVE_INFINITY }, 1000);
  // R: N <- 52e3; pays <- .05 + 5e4 / (12 * N), a rate above 1 being taken for 1:
  // 12 * N * (integrate(function(x) (x - pays) * dnorm(x, .06, .36), pays, .4, rel.tol = 1e-11)$value +
  //   (.4 - pays) * pnorm(.4, .06, .36, lower.tail = FALSE))
  expect(perfectValue(setting)).toBeCloseTo(48651.9824821, 4);
});

test('a year later money is worth less by the discount, in the test and after it', () => {
  const year = 365.25 / 7;
  const idea = givenIdea({
    baseline: { mean: 10, sd: 1e-6 },
    value: 3,
    discount: 0.1,
    horizon: { weeks: 2 * year },
  });
  const setting = ideaSetting(
    idea,
    { mean: 0.01, scale: 1e-9, df: Number.POSITIVE_INFINITY },
    1000,
  );
  // ∫ 1.1^−t dt over so many years; nothing is left to find out, so that the test ships at its end.
  const years = (from: number, to: number) => (1.1 ** -from - 1.1 ** -to) / Math.log(1.1);
  const aYear = 3 * 0.1 * 1000 * year;
  expect(untestedValue(setting) / (aYear * years(0, 2))).toBeCloseTo(1, 9);
  const { net, regret } = testOfIdea(setting, 26);
  const end = 26 / year;
  expect(net / (aYear * (years(0, end) / 2 + years(end, 2)))).toBeCloseTo(1, 9);
  expect(regret / ((aYear * years(0, end)) / 2)).toBeCloseTo(1, 9);
});

test('a test that cannot be is none: too few units for its horizon', () => {
  expect(bestTests(ideaSetting(givenIdea({ horizon: { weeks: 2 } }), NORMAL, 100))).toBeNull();
  expect(
    bestTests(ideaSetting(givenIdea({ horizon: { units: 19_999 } }), NORMAL, 20_000)),
  ).toBeNull();
  const one = bestTests(ideaSetting(givenIdea({ horizon: { units: 20_000 } }), NORMAL, 20_000));
  expect(one!.best.weeks).toBe(1);
});

test.each([
  ['ten events in the smaller arm', { baseline: { rate: 0.05 } }, 1000, 2],
  ['ten that had none, of a rate near 1', { baseline: { rate: 0.95 } }, 1000, 2],
  ['ten units of a mean', { baseline: { mean: 5, sd: 9 } }, 60, 2],
  ['as long as it must run', { baseline: { mean: 5, sd: 9 }, minimumWeeks: 3 }, 60, 3],
])('the shortest test has %s', (_, said, weekly, least) => {
  for (const treated of [0.1, 0.9]) {
    const idea = givenIdea({ ...said, rule: { ...givenIdea().rule, treated } });
    expect(bestTests(ideaSetting(idea, NORMAL, weekly))!.tried[0]!.weeks).toBe(least);
  }
});
