import { expect, test } from 'vitest';
import { mistakeIn, readText } from '../given.js';

function orders(amountOf: (i: number) => string, columns = 'order_id,variant,revenue'): string {
  const rows = Array.from(
    { length: 40 },
    (_, i) => `${5000 + 7 * i},${i % 2 ? 'control' : 'light'},${amountOf(i)}`,
  );
  return `${columns}\n${rows.join('\n')}\n`;
}
const paid = (i: number) => (10 + (i % 9) / 4).toFixed(2);

test('orders alone tell nothing of who ordered nothing', async () => {
  const { message, hint, location } = await mistakeIn(() => readText(orders(paid)));
  expect(message).toBe(
    'column order_id is filled in each row, and no revenue is 0: who bought nothing is not in the file',
  );
  expect(hint).toBe(
    'give whoever was dealt, with 0 where nothing was bought; is it about orders alone? rowsAreUnits: true',
  );
  expect(location).toMatchObject({ line: 1, column: 1 });
  expect((await readText(orders(paid), { rowsAreUnits: true })).reading.layout).toBe('rows');
});

test('nor do those that are added up by who ordered', async () => {
  const text = orders(paid)
    .replace('\n', ',user_id\n')
    .replaceAll(/(\d)$/gm, '$1,u$1')
    .replace(',u1,', ',');
  const asked = { unitIdColumn: 'user_id', metrics: ['revenue'] };
  const { hint } = await mistakeIn(() => readText(text, asked));
  expect(hint).toContain("is it about orders alone? layout: 'rows'");
});

test.each([
  ['some amounts are 0', orders((i) => (i % 3 ? '0' : paid(i)))],
  ['some have no order', orders(paid).replaceAll(/^50\d\d/gm, '')],
  ['rows are visits', orders(paid, 'session_id,variant,revenue')],
  ['it is about refunds', orders((i) => String(i % 5 ? 0 : 1), 'order_id,variant,refunded')],
])('others may be in the file where %s', async (_, text) => {
  expect((await readText(text)).reading.layout).toBe('rows');
});
