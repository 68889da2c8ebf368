import { expect, test } from 'vitest';
import { mistakeIn, readText } from '../given.js';

function table(name: string, variantOf: (place: number) => string, places = 12): string {
  const lines = Array.from(
    { length: places },
    (_, i) => `P${i},${variantOf(i)},${100 + i},${10 + (i % 4)}`,
  );
  return `${name},variant,visitors,orders\n${lines.join('\n')}\n`;
}

const dealt = (place: number) => (place % 2 === 0 ? 'control' : 'light');

test.each(['store', 'City', 'region_name'])(
  'each %s has one variant: it was dealt',
  async (name) => {
    const { message, hint, location } = await mistakeIn(() => readText(table(name, dealt)));
    expect(message).toBe(
      `each ${name} has one variant alone: it was dealt, and not the customers in it`,
    );
    expect(hint).toBe(
      `compare these: unitIdColumn: '${name}', metrics: ['orders/visitors:ratio'], layout: 'rows'; customers were dealt all the same? layout: 'counts'`,
    );
    expect(location).toMatchObject({ line: 1, column: 1 });
  },
);

test('they are compared as that is followed', async () => {
  const { aggregates } = await readText(table('store', dealt), {
    unitIdColumn: 'store',
    metrics: ['orders/visitors:ratio'],
    layout: 'rows',
  });
  expect(aggregates.variants.get('control')!.units).toBe(6);
  const said = await readText(table('store', dealt), { layout: 'counts' });
  expect(said.aggregates.variants.get('control')!.units).toBe(630);
});

test('customers in rows of their own, in stores that were dealt', async () => {
  const lines = Array.from(
    { length: 120 },
    (_, i) => `c${i},S${i % 10},${dealt(i % 10)},${i % 3 ? 0 : 1}`,
  );
  const text = `customer_id,store,variant,bought\n${lines.join('\n')}\n`;
  const { message, hint } = await mistakeIn(() => readText(text));
  expect(message).toContain('each store has one variant alone');
  expect(hint).toContain('customers were dealt all the same? rowsAreUnits: true');
  expect((await readText(text, { rowsAreUnits: true })).reading.layout).toBe('rows');
});

test.each([
  ['each has both', table('store', dealt) + table('store', (i) => dealt(i + 1)).slice(30)],
  ['one has both', `${table('store', dealt)}P0,light,90,9\n`],
  ['they are no places', table('banner', dealt)],
  ['a variant has two', table('store', (i) => (i < 2 ? 'control' : 'light'))],
  [
    'a customer has a city of its own',
    `customer_id,city,variant,bought\n${Array.from({ length: 30 }, (_, i) => `c${i},C${i},${dealt(i)},${i % 3 ? 0 : 1}`).join('\n')}\n`,
  ],
])('customers were dealt where %s', async (_, text) => {
  expect((await readText(text)).reading.variantColumn).toBe('variant');
});
