import { expect, test } from 'vitest';
import { mistakeIn, readText } from '../given.js';

/** Rows of units, by turns of both variants, with these amounts and currencies. */
function rows(fields: readonly string[], header = 'revenue,currency'): string {
  const lines = fields.map((one, i) => `${i % 4 < 2 ? 'generic' : 'personalized'},${one}`);
  return `variant,${header}\n${lines.join('\n')}\n`;
}

const MIXED = ['10.5,EUR', '1200,JPY', '0,EUR', '900,JPY', '3,EUR', '0,JPY', '20,EUR', '500,JPY'];

test.each([
  ['each row has one', rows(MIXED)],
  ['rows without an amount have none', rows(MIXED.map((one) => one.replace(/^0,.*/, '0,')))],
  ['the column has another name', rows(MIXED, 'revenue,Währung')],
])('amounts of two currencies have no mean: %s', async (_, text) => {
  const { message, hint, location } = await mistakeIn(() => readText(text));
  const name = /revenue,(.*)/.exec(text)![1];
  expect(message).toBe(
    `column ${name} tells "EUR" and "JPY" apart: amounts of two currencies have no mean`,
  );
  expect(hint).toBe(
    `choose one: where: ["${name} = EUR"]; all amounts are of one already? layout: 'rows'`,
  );
  expect(location).toMatchObject({ line: 1, column: 3 });
});

test('a column that is called in another case is the same', async () => {
  const asked = { metrics: ['REVENUE'], variantColumn: 'Variant' };
  await expect(readText(rows(MIXED), asked)).rejects.toThrow('have no mean');
});

test('also where they are a segment, and where the second comes late', async () => {
  const asked = { segments: ['currency'] };
  expect((await mistakeIn(() => readText(rows(MIXED), asked))).message).toContain('have no mean');
  const late = rows([...Array(2000).fill('1.5,EUR'), '900,JPY']);
  const { message, location } = await mistakeIn(() => readText(late));
  expect(message).toBe(
    'column currency tells "EUR" and "JPY" apart, which are not to be put together',
  );
  expect(location).toMatchObject({ line: 2002, column: 3 });
});

test('one currency, and what is alike in all of them, is read', async () => {
  const chosen = await readText(rows(MIXED), { where: ['currency = EUR'] });
  expect(chosen.aggregates.variants.get('generic')?.samples[0]?.moments.mean).toEqual([6.75]);
  const conversions = rows(
    MIXED.map((one, i) => one.replace(/^[^,]*/, String(i % 3 === 0 ? 1 : 0))),
  );
  const { reading } = await readText(conversions, { metrics: ['revenue'] });
  expect(reading.metrics).toHaveLength(1);
  await expect(readText(rows(MIXED), { metrics: ['revenue=0'] })).resolves.toBeDefined();
  await expect(readText(rows(MIXED), { layout: 'rows' })).resolves.toBeDefined();
});

test.each(['revenue_eur', 'sessions', 'time_on_page'])(
  '%s are alike in all currencies',
  async (metric) => {
    const text = rows(MIXED, `${metric},currency`);
    await expect(readText(text, { metrics: [metric] })).resolves.toBeDefined();
  },
);
