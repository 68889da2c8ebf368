import { expect, test } from 'vitest';
import type { EachUnit } from '../../../src/read/panel/returning-units.js';
import { roomForDays } from '../../../src/read/panel/unit-days.js';
import { unitSlopes } from '../../../src/read/panel/unit-slopes.js';
import type { MetricReading } from '../../../src/read/reading.js';
import { variance } from '../../../src/stats/moments.js';
import { randomStream } from '../../../src/stats/random/random.js';

const DAYS = 6;
const UNITS = 40;

/** What each unit did on each day: a sum, what it is out of, and whether it was there. */
const random = randomStream(3, [0, 0]);
const units = Array.from({ length: UNITS }, () =>
  Array.from({ length: DAYS }, (_, day) => {
    const below = 1 + Math.floor(5 * random.uniform());
    return { own: below * random.uniform() * (1 + day / 5), below, seen: random.uniform() < 0.6 };
  }),
);

const metric = { quantile: null } as MetricReading;
const room = roomForDays(DAYS, [{ at: 0, summed: 2, measures: 2 }]);
const each: EachUnit = (visit) => {
  for (const days of units) {
    days.forEach(({ own, below, seen }, day) => {
      room.seen[day] = Number(seen);
      room.own[0]![day] = seen ? own : 0;
      room.denominators[0]![day] = seen ? below : 0;
    });
    visit(room, 'a', [[]]);
  }
};

/** The slope of the ratios of days, weighted by how many units each has, where unit i has another weight. */
function slopeWith(weights: readonly number[]): number {
  const ratios = Array.from({ length: DAYS }, (_, day) => {
    const sum = (of: 'own' | 'below') =>
      units.reduce((all, days, i) => all + (days[day]!.seen ? weights[i]! * days[day]![of] : 0), 0);
    return sum('own') / sum('below');
  });
  const counts = Array.from(
    { length: DAYS },
    (_, day) => units.filter((days) => days[day]!.seen).length,
  );
  const all = counts.reduce((a, b) => a + b, 0);
  const middle = counts.reduce((sum, n, day) => sum + n * day, 0) / all;
  const spread = counts.reduce((sum, n, day) => sum + n * (day - middle) ** 2, 0);
  return counts.reduce((sum, n, day) => sum + (n * (day - middle) * ratios[day]!) / spread, 0);
}

test('of ratios of units that come and go a unit stands for what it moves the slope by', () => {
  const how = [{ isRate: false, limits: null }];
  const slopes = unitSlopes(each, [metric], { days: DAYS, how, isBalanced: false }).get('a')![0]!;
  const ones = units.map(() => 1);
  expect(slopes.mean[0]! + slopes.residual[0]!).toBeCloseTo(slopeWith(ones), 12);
  // By differences of weights rather than by the derivative's formula.
  const moved = units.map((_, i) => {
    const [more, less] = [1e-5, -1e-5].map((by) => slopeWith(ones.with(i, 1 + by)));
    return (more! - less!) / 2e-5;
  });
  const squares = moved.reduce((sum, by) => sum + by ** 2, 0) * UNITS ** 2;
  expect(variance(slopes)).toBeCloseTo(squares / (UNITS - 1), 6);
  expect(slopes.n).toBe(UNITS);
});
