import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAggregates } from '../../../src/read/read-aggregates.js';
import { mistakeIn, readText, UNSAID } from '../given.js';

const euros = (i: number) => (9 + (i % 17) * 1.37).toFixed(2);
const cents = (i: number) => String(Math.round(100 * Number(euros(i))));

function rows(amountOf: (i: number, variant: string) => string, from = 0): string {
  const lines = Array.from({ length: 60 }, (_, i) => {
    const variant = i % 2 ? 'control' : 'light';
    return `u${from + i},${variant},${i % 3 ? 0 : amountOf(i, variant)}`;
  });
  return `user_id,variant,revenue\n${lines.join('\n')}\n`;
}

test('a variant in cents beside one in euros', async () => {
  const text = rows((i, variant) => (variant === 'light' ? cents(i) : euros(i)));
  const { message, hint } = await mistakeIn(() => readText(text));
  expect(message).toMatch(
    /^column revenue of light has whole numbers about \d{2,3} times as large as control has: cents beside euros, or percent beside shares\?$/,
  );
  expect(hint).toBe("bring all to one unit; they are right as they stand? layout: 'rows'");
  expect((await readText(text, { layout: 'rows' })).reading.layout).toBe('rows');
});

test.each([
  ['that is a variant', 'control'],
  ['that has both', null],
])('a file in cents beside one in euros, %s', async (_, variant) => {
  const folder = await mkdtemp(join(tmpdir(), 'perso-test-cents-'));
  const [a, b] = [join(folder, 'a.csv'), join(folder, 'b.csv')];
  const own = (text: string) =>
    variant === null ? text : text.replaceAll(/,(variant|control|light),/g, ',');
  await writeFile(a, own(rows(euros)));
  await writeFile(b, own(rows(cents, 100)));
  const sources = [a, b].map((path, i) => ({ path, variant: variant && ['control', 'light'][i]! }));
  const { message, location } = await mistakeIn(() => readAggregates(sources, UNSAID, process));
  expect(message).toContain(`column revenue of ${b} has whole numbers about 100 times`);
  expect(location).toEqual({ file: b });
});

test.each([
  ['all are in cents', rows(cents)],
  [
    'one is ten times as large',
    rows((i, variant) =>
      variant === 'light' ? String(10 * Math.round(Number(euros(i)))) : euros(i),
    ),
  ],
  [
    'both have fractions',
    rows((i, variant) => String((variant === 'light' ? 100 : 1) * Number(euros(i)) + 0.001)),
  ],
])('amounts are compared where %s', async (_, text) => {
  expect((await readText(text)).reading.layout).toBe('rows');
});

const times = (variant: string, i: number) => (variant === 'light' ? 1 + (i % 4) : 1);
const who = (of: (variant: string, i: number) => number) =>
  `user_id,variant,purchases\n${Array.from({ length: 120 }, (_, i) => `u${i},${i % 2 ? 'control' : 'light'},${i % 3 ? of(i % 2 ? 'control' : 'light', i >> 1) : 0}`).join('\n')}\n`;

test('who did it in one variant, and how often in another', async () => {
  const { message, hint } = await mistakeIn(() => readText(who(times)));
  expect(message).toBe(
    'column purchases of control is 0 and 1 alone, and of light counts further: one says who did it, and the other how often?',
  );
  expect(hint).toBe("count the same in both; they are right as they stand? layout: 'rows'");
  expect((await readText(who(times), { layout: 'rows' })).reading.layout).toBe('rows');
});

test.each([
  ['few do it twice', who((variant, i) => (variant === 'light' && i % 8 === 0 ? 2 : 1))],
  ['both count', who((_, i) => 1 + (i % 4))],
])('how often is compared where %s', async (_, text) => {
  expect((await readText(text)).reading.layout).toBe('rows');
});

test('percent of one variant beside shares of another', async () => {
  const text = who((variant, i) => (variant === 'light' ? 20 + i : (20 + i) / 100)).replace(
    'purchases',
    'depth',
  );
  const { message } = await mistakeIn(() => readText(text, { metrics: ['depth'] }));
  expect(message).toContain('percent beside shares?');
});
