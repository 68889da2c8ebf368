import { expect, test } from 'vitest';
import { addValue, emptyAggregate } from '../../../src/experiment/aggregates.js';
import { kindOf } from '../../../src/experiment/compare/tested.js';
import type { EffectOfUnits } from '../../../src/experiment/over-time/effect-over-time.js';
import { effectsIn } from '../../../src/experiment/over-time/effects-in-periods.js';
import { periodsOf } from '../../../src/experiment/over-time/periods.js';
import { type Random, randomStream } from '../../../src/stats/random/random.js';
import { binomialDraws, drawNormal } from '../../../src/stats/random/random-draws.js';
import { designOf, rate } from '../given.js';
import { aggregatesByDay, type DayOfSamples } from './given.js';

const EXPERIMENTS = 200;
const DAYS = 14;

/** How days are drawn, and what the effect truly is. */
interface Setting {
  name: string;
  truth: number;
  day: (random: Random) => DayOfSamples;
}

function ofRates(rates: [number, number], units: [number, number]): Setting {
  const draws = rates.map((p, arm) => binomialDraws(units[arm]!, p));
  return {
    name: `${rates[0]} and ${rates[1]} of ${units[0]} : ${units[1]} a day`,
    truth: rates[1] - rates[0],
    day: (random) => [rate(draws[0]!(random), units[0]), rate(draws[1]!(random), units[1])],
  };
}

function ofAmounts(
  name: string,
  drawn: (random: Random) => number,
  units: [number, number],
): Setting {
  const sampleOf = (n: number, random: Random) => {
    const sample = emptyAggregate();
    for (let i = 0; i < n; i++) addValue(sample, drawn(random));
    return sample;
  };
  return {
    name: `${name} of ${units[0]} : ${units[1]} a day`,
    truth: 0,
    day: (random) => [sampleOf(units[0], random), sampleOf(units[1], random)],
  };
}

const SETTINGS = [
  // Half an event a day in the smaller arm.
  ofRates([0.002, 0.002], [2250, 250]),
  ofRates([0.002, 0.006], [250, 2250]),
  ofRates([0.05, 0.07], [300, 300]),
  ofRates([0.4, 0.3], [20, 180]),
  ofAmounts('normal amounts', drawNormal, [8, 2]),
  ofAmounts('log-normal amounts', (random) => Math.exp(drawNormal(random)), [90, 10]),
];

/** Whether every interval has the truth. */
function allHold(effects: readonly EffectOfUnits[], truth: number): boolean {
  return effects.every(({ effect }) => {
    if (effect === null) return true;
    const { lower, upper } = effect;
    return (lower === null || lower <= truth) && (upper === null || upper >= truth);
  });
}

test.each(SETTINGS)('bands have the true effect on all days at once: $name', (setting) => {
  const held = { alone: 0, upTo: 0 };
  for (let i = 0; i < EXPERIMENTS; i++) {
    const random = randomStream(20_261_127, [i, 0]);
    const aggregates = aggregatesByDay(Array.from({ length: DAYS }, () => setting.day(random)));
    const design = designOf(aggregates);
    const days = aggregates.days!;
    const data = { aggregates, days, design, ...periodsOf(aggregates, days) };
    const metric = design.metrics[0]!;
    const kind = kindOf(aggregates, metric, 0);
    const asked = { index: 0, metric, kind, treatment: 'personal' };
    const { points, band, confidence } = effectsIn(data, asked);
    expect([points.length, band, confidence]).toEqual([DAYS, 'confidence-sequence', 0.95]);
    held.alone += Number(allHold(points, setting.truth));
    const upTo = points.map(({ cumulative }) => cumulative);
    held.upTo += Number(allHold(upTo, setting.truth));
  }
  // Three standard errors of a share of 95 %: 4.6 % of 200 experiments.
  const least = 0.95 - 3 * Math.sqrt((0.95 * 0.05) / EXPERIMENTS);
  expect(held.upTo / EXPERIMENTS).toBeGreaterThan(least);
  expect(held.alone / EXPERIMENTS).toBeGreaterThan(least);
});
