import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Idea } from '../../../src/experiment/idea.js';
import {
  answeredIdea,
  byStanding,
  type Standing,
} from '../../../src/programme/ideas/answered-idea.js';
import { type RankedIdea, rankedIdeas, riceScores } from '../../../src/programme/ideas/ranking.js';
import { scheduleOf } from '../../../src/programme/ideas/schedule.js';
import { PRIOR_SHIFTS, shiftedPrior } from '../../../src/programme/ideas/sensitivity.js';
import { givenIdea } from './given.js';

const WEEKLY = 50_000;
const SURFACES = ['home', 'cart', 'mail', null];

const ideas: Idea[] = Array.from({ length: 14 }, (_, i) =>
  givenIdea({
    name: `idea ${i}`,
    surface: SURFACES[i % 4]!,
    blocks: i % 5 === 0 ? [`idea ${(i + 3) % 14}`] : [],
    reach: 0.1 + 0.06 * (i % 7),
    build: 400 * i,
    mayShipUntested: i % 2 === 0,
    mostWeeks: 14,
  }),
);
const priors = ideas.map((_, i) => ({
  mean: i === 2 ? 0.02 : 0.002 * ((i % 6) - 1),
  scale: i === 2 ? 0.001 : 0.005 + 0.006 * (i % 5),
  df: i % 3 === 0 ? 4 : Number.POSITIVE_INFINITY,
}));
const ranked = rankedIdeas(ideas, priors, WEEKLY);

test('all three answers are given, what needs no traffic first and what is not worth it last', () => {
  expect(new Set(ranked.map(({ answer }) => answer)).size).toBe(3);
  const order = ['ship-untested', 'test', 'not-worth-testing'];
  const classes = ranked.map(({ answer }) => order.indexOf(answer));
  expect(classes).toEqual(classes.toSorted((a, b) => a - b));
  const tests = ranked.filter(({ answer }) => answer === 'test');
  const byWeek = tests.map(({ tests: found }) => found!.bestPerWeek.perWeek);
  expect(byWeek).toEqual(byWeek.toSorted((a, b) => b - a));
});

test('an answer is the best of what may be done', () => {
  for (const { answer, tests, untested, idea, net } of ranked) {
    const without = idea.mayShipUntested ? Math.max(0, untested) : 0;
    const best = Math.max(without, tests!.best.net);
    expect(net).toBeCloseTo(best, 6);
    if (answer === 'ship-untested') expect(untested).toBeCloseTo(best, 6);
    if (answer === 'not-worth-testing') expect(best).toBe(0);
  }
});

test('where a prior is off an idea stands where another ranking has it, but for lengths between those tried', () => {
  for (const { idea, prior, standings } of ranked) {
    for (const shift of PRIOR_SHIFTS) {
      const anew = answeredIdea(idea, shiftedPrior(prior, shift, 1), WEEKLY);
      const { answer, worth } = standings[shift];
      expect(answer).toBe(anew.answer);
      expect(worth).toBeLessThanOrEqual(anew.worth + 1e-9 * Math.abs(anew.worth));
      expect(Math.abs(worth - anew.worth)).toBeLessThanOrEqual(0.05 * Math.abs(anew.worth));
    }
  }
});

test('ranks where a prior is off are those of the order that it comes to', () => {
  const rankOf = (own: number, standing: Standing) =>
    1 + ranked.filter((other, j) => j !== own && byStanding(other, standing) < 0).length;
  ranked.forEach((one, i) => {
    const alone = [i + 1, ...PRIOR_SHIFTS.map((shift) => rankOf(i, one.standings[shift]))];
    expect(one.alone).toEqual({ first: Math.min(...alone), last: Math.max(...alone) });
    const together = PRIOR_SHIFTS.map(
      (shift) =>
        1 +
        ranked.filter((other) => byStanding(other.standings[shift], one.standings[shift]) < 0)
          .length,
    );
    const ranks = [i + 1, ...together];
    expect(one.together).toEqual({ first: Math.min(...ranks), last: Math.max(...ranks) });
  });
});

test('what rounding makes of nothing is nothing: no such idea is shipped or tested', () => {
  const none = [
    givenIdea({ name: 'no room', horizon: { weeks: 0.5 } }),
    givenIdea({ name: 'no time after its test', horizon: { weeks: 1 } }),
    givenIdea({ name: 'no time, and a cost', horizon: { weeks: 1 }, cost: 0.012 }),
  ];
  const [zero, paid] = [0, 0.02].map((mean) => ({
    mean,
    scale: 0.04,
    df: Number.POSITIVE_INFINITY,
  }));
  for (const { idea, answer, net, untested, ideal } of rankedIdeas(
    none,
    [zero!, zero!, paid!],
    WEEKLY,
  )) {
    expect([answer, net, untested]).toEqual(['not-worth-testing', 0, 0]);
    expect(ideal).toBe(idea.name === 'no room' ? null : 0);
  }
});

test('ideas of different tiers keep their order, whichever shift holds of each', () => {
  const all = (one: RankedIdea) => [one, ...PRIOR_SHIFTS.map((shift) => one.standings[shift])];
  for (const [i, before] of ranked.entries()) {
    for (const after of ranked.slice(i + 1)) {
      expect(after.tier).toBeGreaterThanOrEqual(before.tier);
      if (after.tier === before.tier) continue;
      for (const a of all(before))
        for (const b of all(after)) expect(byStanding(a, b)).toBeLessThan(0);
    }
  }
  // One idea is sure: half the standard deviation of what is known of the other cannot reach it.
  const sure = rankedIdeas(
    [givenIdea({ name: 'a', mayShipUntested: false }), givenIdea({ name: 'b', build: 1e6 })],
    [
      { mean: 0.02, scale: 0.01, df: Number.POSITIVE_INFINITY },
      { mean: 0, scale: 0.001, df: Number.POSITIVE_INFINITY },
    ],
    WEEKLY,
  );
  expect(sure.map(({ tier }) => tier)).toEqual([1, 2]);
});

test('of a metric that is to fall, higher is worse, and shifts are turned', () => {
  const prior = { mean: -0.01, scale: 0.02, df: Number.POSITIVE_INFINITY };
  expect(shiftedPrior(prior, 'mean-higher', -1).mean).toBeCloseTo(-0.02, 12);
  const [falling] = rankedIdeas(
    [givenIdea({ lowerIsBetter: true, baseline: { mean: 20, sd: 40 } })],
    [prior],
    WEEKLY,
  );
  const [rising] = rankedIdeas(
    [givenIdea({ baseline: { mean: 20, sd: 40 } })],
    [{ ...prior, mean: 0.01 }],
    WEEKLY,
  );
  expect(falling!.net).toBeCloseTo(rising!.net, 6);
  expect(falling!.standings['mean-higher'].worth).toBeCloseTo(
    rising!.standings['mean-higher'].worth,
    6,
  );
});

test('RICE is reach × impact × confidence ÷ effort, and changes no place', () => {
  const rice = { reach: 1000, impact: 2, confidence: 0.5, effort: 4 };
  expect(riceScores([rice, null, { ...rice, impact: 3 }, rice])).toEqual([
    { score: 250, rank: 2 },
    null,
    { score: 375, rank: 1 },
    { score: 250, rank: 2 },
  ]);
  const others = ideas.map((idea, i) => ({ ...idea, rice: { ...rice, reach: i + 1 } }));
  expect(rankedIdeas(others, priors, WEEKLY).map(({ idea }) => idea.name)).toEqual(
    ranked.map(({ idea }) => idea.name),
  );
});

test('tests that block one another do not meet, and none waits without cause', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), (weeks) => {
      const schedule = scheduleOf(ranked, weeks);
      const runs = schedule.flatMap(
        ({ idea, surface, from, to, after, test: { weeks: length } }) =>
          from === null || to === null ? [] : [{ idea, surface, from, to, after, length }],
      );
      for (const [i, a] of runs.entries()) {
        expect(a.to - a.from + 1).toBe(a.length);
        expect(a.to).toBeLessThanOrEqual(weeks);
        const mates = runs.filter((b) => b !== a && areBlocked(a.idea, b.idea));
        for (const b of mates) expect(a.to < b.from || b.to < a.from).toBe(true);
        // Whatever began later in the ranking came after; before it, something was in the way of each start.
        const before = runs.slice(0, i).filter((b) => areBlocked(a.idea, b.idea));
        for (let start = 1; start < a.from; start += 1) {
          expect(before.some((b) => b.from <= start + a.length - 1 && start <= b.to)).toBe(true);
        }
        const waitsFor = runs.find(({ idea }) => idea === a.after);
        if (a.from > 1) expect(waitsFor!.to).toBe(a.from - 1);
      }
    }),
    { numRuns: 60 },
  );
});

function areBlocked(a: string, b: string): boolean {
  const of = (name: string) => ideas.find((idea) => idea.name === name)!;
  const [x, y] = [of(a), of(b)];
  return (
    (x.surface !== null && x.surface === y.surface) || x.blocks.includes(b) || y.blocks.includes(a)
  );
}

test('a test runs as long as adds most where there is room, and shorter where others wait', () => {
  const two = ['a', 'b'].map((name) => givenIdea({ name, surface: 'home' }));
  const prior = { mean: 0, scale: 0.03, df: Number.POSITIVE_INFINITY };
  const [first, second] = rankedIdeas(two, [prior, prior], WEEKLY);
  const best = first!.tests!.best.weeks;
  const lengthsOf = (weeks: number) =>
    scheduleOf([first!, second!], weeks).map(({ test: { weeks: length } }) => length);
  expect(lengthsOf(2 * best)).toEqual([best, best]);
  const [a, b] = lengthsOf(best);
  expect(a! + b!).toBeLessThanOrEqual(best);
  expect(a).toBe(b);
  expect(scheduleOf([first!], best)[0]!.test.weeks).toBe(best);
});

test('tests that block one another have one price, and one that is not worth it runs as long as adds most by the week', () => {
  const prior = { mean: 0, scale: 0.03, df: Number.POSITIVE_INFINITY };
  const alike = rankedIdeas(
    [
      givenIdea({ name: 'a', surface: 'home', blocks: ['b'] }),
      givenIdea({ name: 'b', surface: 'cart' }),
    ],
    [prior, prior],
    WEEKLY,
  );
  const best = alike[0]!.tests!.best.weeks;
  const [a, b] = scheduleOf(alike, best);
  expect(a!.weekPrice).toBeGreaterThan(0);
  expect(b!.weekPrice).toBe(a!.weekPrice);
  expect(a!.test.weeks + b!.test.weeks).toBeLessThanOrEqual(best);
  const uneven = rankedIdeas(
    [
      givenIdea({ name: 'a', surface: 'home' }),
      givenIdea({ name: 'b', surface: 'home', value: 0.1 }),
    ],
    [prior, prior],
    WEEKLY,
  );
  const [, poor] = scheduleOf(uneven, uneven[0]!.tests!.best.weeks);
  const { bestPerWeek, best: most } = uneven[1]!.tests!;
  expect(poor!.weekPrice).toBeGreaterThan(bestPerWeek.perWeek);
  expect(poor!.test.weeks).toBe(bestPerWeek.weeks);
  expect(most.weeks).toBeGreaterThan(bestPerWeek.weeks);
});
