import { expect, test } from 'vitest';
import { randomStream } from '../../../src/stats/random/random.js';
import { mistakeIn, readText } from '../given.js';

function amounts(name: string, texts: readonly string[]): string {
  const rows = texts.map((text, i) => `${i % 2 === 0 ? 'control' : 'light'},${text}`);
  return `variant,${name}\n${rows.join('\n')}\n`;
}

const WHOLE = ['1.204', '873', '2.560', '12.000', '0', '1.999', '45', '3.001'];

test('whole amounts with points between thousands are asked about, and read as is said', async () => {
  const { message, hint, location } = await mistakeIn(() =>
    readText(amounts('seconds', WHOLE), { metrics: ['seconds'] }),
  );
  expect(message).toBe('"1.204" in column seconds may be 1.204 or 1204');
  expect(hint).toBe(
    `thousands? thousands: '.', decimal: new Map([['', ',']]); a decimal point? decimal: new Map([['seconds', '.']])`,
  );
  expect(location).toMatchObject({ line: 1, column: 2 });
  const mean = async (options: object) => {
    const { aggregates } = await readText(amounts('seconds', WHOLE), {
      metrics: ['seconds'],
      ...options,
    });
    return aggregates.variants.get('control')!.samples[0]!.moments.mean[0];
  };
  expect(await mean({ thousands: '.', decimal: new Map([['', ',']]) })).toBe(
    (1204 + 2560 + 0 + 45) / 4,
  );
  expect(await mean({ decimal: new Map([['seconds', '.']]) })).toBeCloseTo(
    (1.204 + 2.56 + 0 + 45) / 4,
  );
});

test('of money also where all have three digits', async () => {
  const texts = Array.from({ length: 24 }, (_, i) => `${1 + (i % 7)}.${204 + 13 * i}`);
  const { message } = await mistakeIn(() => readText(amounts('revenue', texts)));
  expect(message).toContain('may be 1.204 or 1204');
  expect((await readText(amounts('weight', texts), { metrics: ['weight'] })).reading.layout).toBe(
    'rows',
  );
});

test('what is measured to three digits and lies close together, as the speed of light in NIST\u2019s Michelso, is no money', async () => {
  const texts = Array.from({ length: 30 }, (_, i) => `299.${640 + 13 * i}`);
  expect((await readText(amounts('value', texts), { metrics: ['value'] })).reading.layout).toBe(
    'rows',
  );
});

test.each([
  ['below 1', [...WHOLE, '0.250']],
  ['of other digits', [...WHOLE, '1.25']],
  ['above 999 without a point', [...WHOLE, '1204']],
  ['few', ['1.204', '873', '2.560', '12']],
])('a decimal point is one where an amount is %s', async (_, texts) => {
  expect((await readText(amounts('spend', texts))).reading.layout).toBe('rows');
});

test('times in milliseconds, as programs write them, are not asked about', async () => {
  const random = randomStream(20261128, [1, 0]);
  for (let file = 0; file < 300; file++) {
    const texts = Array.from({ length: 60 }, () => {
      const seconds = -Math.log(random.uniform()) * 5;
      return String(Math.round(1000 * (seconds + 1)) / 1000);
    });
    expect(
      (await readText(amounts('seconds', texts), { metrics: ['seconds'] })).reading.layout,
    ).toBe('rows');
  }
});
