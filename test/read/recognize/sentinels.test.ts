import { expect, test } from 'vitest';
import { mistakeIn, readText } from '../given.js';

const rows = (name: string, code: string, of: (i: number) => number, every = 8) =>
  `variant,${name}\n${Array.from({ length: 80 }, (_, i) => `${i % 2 ? 'control' : 'light'},${i % every ? of(i) : code}`).join('\n')}\n`;

test.each([
  ['nps', '99', (i: number) => i % 11],
  ['days', '9999', (i: number) => 1 + (i % 30)],
  ['rating', '-1', (i: number) => 1 + (i % 5)],
  ['spend', '2147483647', (i: number) => 1.5 + (i % 30)],
])(
  'a number far from all others, and met again and again, is asked about: %s',
  async (name, code, of) => {
    const { message, hint } = await mistakeIn(() =>
      readText(rows(name, code, of), { metrics: [name] }),
    );
    expect(message).toBe(`"${code}" in column ${name} looks like a missing value`);
    expect(hint).toContain(`missing: ['${code}']`);
    const { aggregates } = await readText(rows(name, code, of), {
      metrics: [name],
      missing: [code],
    });
    const [sample] = aggregates.variants.get('light')!.samples;
    expect([sample!.missing, sample!.moments.n]).toEqual([10, 30]);
    expect(
      (await readText(rows(name, code, of), { metrics: [`${name}:mean`] })).reading.layout,
    ).toBe('rows');
  },
);

test.each([
  ['it is met once', rows('points', '99', (i) => i % 11, 80)],
  ['others are near', rows('points', '99', (i) => i % 40)],
  ['it is money', rows('spend', '999', (i) => i % 11)],
  ['others are negative too', rows('points', '-1', (i) => (i % 11) - 5)],
  ['it is 0, of whom nobody knows', rows('rating', '0', (i) => 1 + (i % 5))],
])('it is a number like others where %s', async (_, text) => {
  const [, name = ''] = /^variant,(.*)$/m.exec(text)!;
  expect((await readText(text, { metrics: [name] })).reading.layout).toBe('rows');
});
