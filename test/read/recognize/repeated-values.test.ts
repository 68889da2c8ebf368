import { expect, test } from 'vitest';
import { type Random, randomStream } from '../../../src/stats/random/random.js';
import { mistakeIn, readText } from '../given.js';

/** Rows of so many units, by what each unit's are made of. */
function rows(units: number, of: (random: Random, unit: number) => readonly number[]): string {
  const lines = Array.from({ length: units }, (_, unit) =>
    of(randomStream(7, [unit, 0]), unit).map(
      (value, day) => `u${unit},${unit % 2 === 0 ? 'a' : 'b'},2026-03-0${day + 1},${value}`,
    ),
  );
  return `user_id,variant,day,revenue\n${lines.flat().join('\n')}\n`;
}

const BY_UNIT = { unitIdColumn: 'user_id', metrics: ['revenue'] };

/** The amounts of four days, on half of which nothing was bought. */
const bought = (random: Random) =>
  Array.from({ length: 4 }, () =>
    random.uniform() < 0.5 ? 0 : Math.round(2000 * random.uniform()) / 100,
  );

const summedUp = (values: readonly number[]) =>
  values.map((_, i) => values.slice(0, i + 1).reduce((sum, value) => sum + value, 0));

test.each([
  [
    'a unit has in all, once a row, as joined tables do',
    'is the same in all rows of a user_id',
    rows(60, (random, unit) =>
      Array(1 + (unit % 4)).fill(unit % 3 === 0 ? 0 : Math.round(9000 * random.uniform()) / 100),
    ),
  ],
  [
    'a unit has in all, where others have nothing',
    'is the same in all rows of a user_id',
    rows(90, (random, unit) =>
      Array(2).fill(unit % 3 === 0 ? Number.NaN : Math.round(9000 * random.uniform()) / 100),
    ).replaceAll('NaN', ''),
  ],
  [
    'a unit had until a day',
    'never falls from day to day of a user_id',
    rows(60, (random) => summedUp(bought(random))),
  ],
])('what %s is not added up', async (_, what, text) => {
  const { message, hint, location } = await mistakeIn(() => readText(text, BY_UNIT));
  expect(message).toBe(`column revenue ${what}: it counts as often as there are rows`);
  expect(hint).toBe(
    "give one row a unit, where this came from; each row has its own all the same? layout: 'rows'",
  );
  expect(location).toMatchObject({ line: 1, column: 4 });
  const inAnotherCase = { unitIdColumn: 'USER_ID', metrics: ['Revenue'] };
  await expect(readText(text, inAnotherCase)).rejects.toThrow('counts as often');
  const said = await readText(text, { ...BY_UNIT, layout: 'rows' });
  expect([...said.aggregates.variants.keys()]).toEqual(['a', 'b']);
});

test.each([
  ['amounts of days', rows(200, bought)],
  ['what few units have', rows(19, (random) => Array(2).fill(random.uniform()))],
  ['one price', rows(200, (_, unit) => Array(1 + (unit % 3)).fill(9.99))],
  ['prices by turns', rows(200, (_, unit) => Array(2).fill([4.99, 9.99, 19.99][unit % 3]!))],
  ['whether anything was done', rows(200, (_, unit) => Array(3).fill(unit % 2))],
  ['units of one row', rows(200, (random) => [random.uniform()])],
  [
    'amounts in their order, on days in another',
    rows(100, (random) => bought(random).toSorted((a, b) => a - b)).replaceAll(
      /2026-03-0(\d)/g,
      (_, day) => `2026-03-0${[3, 1, 4, 2][Number(day) - 1]}`,
    ),
  ],
])('what is added up is: %s', async (_, text) => {
  await expect(readText(text, BY_UNIT)).resolves.toBeDefined();
});
