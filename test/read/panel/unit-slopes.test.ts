import { expect, test } from 'vitest';
import type { EachUnit } from '../../../src/read/panel/returning-units.js';
import { roomForDays } from '../../../src/read/panel/unit-days.js';
import { unitSlopes } from '../../../src/read/panel/unit-slopes.js';
import type { MetricReading } from '../../../src/read/reading.js';
import { type Moments, variance } from '../../../src/stats/moments.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { drawNormal } from '../../../src/stats/random/random-draws.js';
import { unitSlopesTest } from '../../../src/stats/tests/effect-slope.js';

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

type Day = (typeof units)[number][number];

/** The slopes of units of one or more variants, of whose days so much is taken. */
function slopesOf(
  all: readonly { variant: string; days: readonly Day[] }[],
  isRatio: boolean,
): Map<string, (Moments | null)[]> {
  const days = all[0]!.days.length;
  const room = roomForDays(days, [{ at: 0, summed: isRatio ? 2 : 1, measures: 1 }]);
  const each: EachUnit = (visit) => {
    for (const { variant, days } of all) {
      days.forEach(({ own, below, seen }, day) => {
        room.seen[day] = Number(seen);
        room.own[0]![day] = seen ? own : 0;
        if (isRatio) room.denominators[0]![day] = seen ? below : 0;
      });
      visit(room, variant, [[]]);
    }
  };
  const how = [{ isRate: false, limits: null }];
  return unitSlopes(each, [metric], { days, how, isBalanced: false });
}

const counts = Array.from(
  { length: DAYS },
  (_, day) => units.filter((days) => days[day]!.seen).length,
);

/** The slope of the ratios of days, weighted by how many units each has, where units have other weights on days. */
function slopeWith(weightOf: (unit: number, day: number) => number, isRatio = true): number {
  const ratios = Array.from({ length: DAYS }, (_, day) => {
    const sum = (of: (one: Day) => number) =>
      units.reduce(
        (all, days, i) => all + (days[day]!.seen ? weightOf(i, day) * of(days[day]!) : 0),
        0,
      );
    return sum(({ own }) => own) / sum(({ below }) => (isRatio ? below : 1));
  });
  const all = counts.reduce((a, b) => a + b, 0);
  const middle = counts.reduce((sum, n, day) => sum + n * day, 0) / all;
  const spread = counts.reduce((sum, n, day) => sum + n * (day - middle) ** 2, 0);
  return counts.reduce((sum, n, day) => sum + (n * (day - middle) * ratios[day]!) / spread, 0);
}

const asOne = units.map((days) => ({ variant: 'a', days }));

test('of ratios of units that come and go a unit stands for what it moves the slope by', () => {
  const slopes = slopesOf(asOne, true).get('a')![0]!;
  expect(slopes.mean[0]! + slopes.residual[0]!).toBeCloseTo(
    slopeWith(() => 1),
    12,
  );
  // By differences of weights rather than by the derivative's formula.
  const moved = units.map((_, i) =>
    counts.reduce((sum, n, day) => {
      const [more, less] = [1e-5, -1e-5].map((by) =>
        slopeWith((unit, other) => (unit === i && other === day ? 1 + by : 1)),
      );
      return sum + ((more! - less!) / 2e-5) * (n / (n - 1));
    }, 0),
  );
  const squares = moved.reduce((sum, by) => sum + by ** 2, 0) * (UNITS - 1) ** 2;
  expect(variance(slopes)).toBeCloseTo(squares / (UNITS - 1), 6);
  expect(slopes.n).toBe(UNITS);
});

test('of means it is what the jackknife has, which leaves one unit out after the other', () => {
  const slopes = slopesOf(asOne, false).get('a')![0]!;
  const whole = slopeWith(() => 1, false);
  const squares = units.reduce((sum, _, i) => {
    const without = slopeWith((unit) => Number(unit !== i), false);
    return sum + ((UNITS - 1) * (whole - without)) ** 2;
  }, 0);
  expect(slopes.mean[0]! + slopes.residual[0]!).toBeCloseTo(whole, 12);
  expect(variance(slopes)).toBeCloseTo(squares / (UNITS - 1), 10);
});

test('a few units that come and go are found to change no more often than 5 %', () => {
  const EXPERIMENTS = 600;
  let found = 0;
  for (let i = 0; i < EXPERIMENTS; i++) {
    const stream = randomStream(5, [i, 0]);
    const all = Array.from({ length: 68 }, (_, unit) => {
      const base = Math.exp(0.7 * drawNormal(stream));
      const slope = 0.1 * drawNormal(stream);
      const often = Math.min(0.95, 0.3 * Math.exp(0.7 * drawNormal(stream)));
      const days = Array.from({ length: 14 }, (_, day) => {
        const own = base * (1 + slope * day) + Math.exp(0.5 * drawNormal(stream));
        return { own, below: 1, seen: stream.uniform() < often };
      });
      return { variant: unit < 60 ? 'a' : 'b', days };
    });
    const slopes = slopesOf(all, false);
    const test = unitSlopesTest(slopes.get('a')![0]!, slopes.get('b')![0]!);
    if (typeof test !== 'string') found += Number(test.pValue! < 0.05);
  }
  // Three standard errors of a share of 5 %: 2.7 % of 600 experiments; without n ÷ (n − 1) it is 16 %.
  expect(found / EXPERIMENTS).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / EXPERIMENTS));
});
