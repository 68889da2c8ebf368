import { expect, test } from 'vitest';
import { mistakeIn, readText } from '../given.js';

/** Rows of 120 units, three each, of which every fifth is of another id. */
function rows(other: string, id = (unit: number) => `u${unit}`): string {
  const lines = Array.from({ length: 360 }, (_, i) => {
    const unit = Math.floor(i / 3);
    const who = i % 5 === 0 ? other : id(unit);
    return `${who},${unit % 2 === 0 || i % 5 === 0 ? 'control' : 'light'},${i % 7 === 0 ? 1 : 0}`;
  });
  return `user_id,variant,clicked\n${lines.join('\n')}\n`;
}

const BY_ID = { unitIdColumn: 'user_id' };

test.each(['(not set)', 'anonymous', 'Guest', 'undefined', '00000000-0000-0000-0000-000000000000'])(
  'no rows are added up by an id that says that there is none: %s',
  async (id) => {
    const { message, hint } = await mistakeIn(() => readText(rows(id), BY_ID));
    expect(message).toBe(
      `"${id}" in column user_id says that there is none: it is no unit, but several`,
    );
    const [, where = ''] = /where: \["(.*?)"\]/.exec(`${hint}`)!;
    const { aggregates } = await readText(rows(id), { ...BY_ID, where: [where] });
    expect(aggregates.variants.get('control')!.units).toBe(60);
    expect((await readText(rows(id), { ...BY_ID, layout: 'rows' })).reading.layout).toBe('rows');
  },
);

test('nor by one that has a fifth of all rows', async () => {
  const { message } = await mistakeIn(() => readText(rows('0'), BY_ID));
  expect(message).toBe('"0" in column user_id has 72 of 360 rows: it is no unit, but several');
});

test('who has more rows than others is a unit', async () => {
  const text = rows('u7').replaceAll(/^u7,(.*)$/gm, (row, rest, at) =>
    at % 8 === 0 ? row : `v${at},${rest}`,
  );
  expect((await readText(text, BY_ID)).reading.unitIdColumn).toBe('user_id');
});

test.each([
  ['as spreadsheets show long numbers', (unit: number) => `${(1.15 + unit / 1000).toFixed(2)}E+18`],
  ['with its last digits lost', (unit: number) => `${115292150460684 + unit}0000`],
])('nor by ids that were rounded: %s', async (_, id) => {
  const { message, hint } = await mistakeIn(() => readText(rows(id(1), id), BY_ID));
  expect(message).toMatch(/^"[\d.E+]+" in column user_id was rounded by a spreadsheet/);
  expect(hint).toMatch(/^export the ids as text/);
});

test.each([
  ['1.15E+18', /^a spreadsheet rounded it: export the ids as text/],
  ['anonymous', /it is no id: to leave out its rows: where: \["user_id != anonymous"\]/],
  ['u5', /to add up the rows of each: unitIdColumn: 'user_id'$/],
])('where an id is met again, what is to be done depends on it: %s', async (id, said) => {
  const text = `user_id,variant,clicked\n${id},control,1\nu1,light,0\n${id},control,0\n`;
  expect((await mistakeIn(() => readText(text))).hint).toMatch(said);
});

test.each([
  ['mcvisid', (i: number) => `${38412000000000000n + BigInt(i)}`],
  ['cid', (i: number) => `${123456700 + i}.17000000${10 + (i % 60)}`],
])('long numbers that repeat are ids, whatever their column is called: %s', async (name, id) => {
  const lines = Array.from({ length: 60 }, (_, i) => {
    const unit = Math.floor(i / 2);
    return `${id(unit)},${unit % 2 ? 'control' : 'light'},${i % 3 ? 0 : 1}`;
  });
  const { message } = await mistakeIn(() =>
    readText(`${name},variant,clicked\n${lines.join('\n')}\n`, { metrics: ['clicked'] }),
  );
  expect(message).toContain(`in column ${name} has another row already`);
});

test('times in microseconds that repeat are no ids', async () => {
  const lines = Array.from(
    { length: 60 },
    (_, i) => `${1770000000000000 + (i >> 1)},${i % 2 ? 'control' : 'light'},${i % 3 ? 0 : 1}`,
  );
  const { reading } = await readText(`t,variant,clicked\n${lines.join('\n')}\n`, {
    metrics: ['clicked'],
  });
  expect(reading.layout).toBe('rows');
});
