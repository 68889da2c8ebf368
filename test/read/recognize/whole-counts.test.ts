import { expect, test } from 'vitest';
import { mistakeIn, readText } from '../given.js';

const table = (name: string, one = '500', other = '560') =>
  `variant,visitors,${name}\ncontrol,10000,${one}\nlight,10010,${other}\n`;

test.each([
  'orders (thousands)',
  'orders (000)',
  'orders in thousands',
  'orders_k',
  'orders (Tsd.)',
  'orders (Mio)',
])('counts are of single units: %s', async (name) => {
  const asked = { metrics: [name] };
  const { message, hint } = await mistakeIn(() => readText(table(name), asked));
  expect(message).toBe(`column ${name} is in thousands or millions by its name`);
  expect(hint).toContain("it is exact as it stands? layout: 'counts'");
  expect((await readText(table(name), { ...asked, layout: 'counts' })).reading.layout).toBe(
    'counts',
  );
});

test('counts that a spreadsheet rounded to three digits', async () => {
  const { message, location } = await mistakeIn(() =>
    readText('variant,visitors,orders\ncontrol,1.23E+06,500\nlight,1.24E+06,560\n'),
  );
  expect(message).toBe('"1.23E+06" in column visitors was rounded by a spreadsheet');
  expect(location).toMatchObject({ line: 1, column: 2 });
});

test.each([
  ['a name that has a k', table('clicks')],
  [
    'a program writes large ones so',
    table('orders', '5.001e2', '5.6e2').replace('5.001e2', '5.01e2'),
  ],
])('other counts are read: %s', async (_, text) => {
  expect((await readText(text)).reading.layout).toBe('counts');
});

test('the variant in the first of its rows alone, as merged cells leave it', async () => {
  const text =
    'variant,country,visitors,orders\ncontrol,DE,1000,50\n,FR,1010,60\nlight,DE,1010,50\n,FR,1012,70\n';
  const { message, hint } = await mistakeIn(() => readText(text));
  expect(message).toBe('column variant has each variant in its first row alone');
  expect(hint).toBe('merged cells? write the variant in each of its rows, down to the next one');
  const other = text.replace('\n,FR,1010', '\ncontrol,FR,1010');
  expect((await mistakeIn(() => readText(other))).message).toBe(
    'there is no variant in column variant',
  );
});

test.each(['cumulative_orders', 'orders (cum)', 'running orders', 'Orders YTD'])(
  'running totals by name are not added up: %s',
  async (name) => {
    const text = `variant,visitors,${name}\na,100,10\nb,110,12\na,120,21\nb,115,27\n`;
    const { message } = await mistakeIn(() => readText(text, { metrics: [name] }));
    expect(message).toBe(
      `column ${name} holds running totals by its name, and a variant has several rows`,
    );
    const one = text.split('\n').slice(0, 3).join('\n');
    expect((await readText(`${one}\n`, { metrics: [name] })).reading.layout).toBe('counts');
  },
);
