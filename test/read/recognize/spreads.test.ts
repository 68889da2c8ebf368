import { expect, test } from 'vitest';
import { mistakeIn, readText } from '../given.js';

/** 0.05 and 0.057 of 10,000: variances 0.0475 and 0.05375, roots 0.2179 and 0.2318, errors 0.002179 and 0.002318. */
const BINARY = {
  _var: ['0.0475', '0.0538'],
  _sd: ['0.218', '0.232'],
  _se: ['0.0022', '0.0023'],
} as const;

function summary(
  ending: string,
  [a, b]: readonly [string, string],
  metric = 'won',
  means = ['0.05', '0.057'],
) {
  return `variant,n,${metric}_mean,${metric}${ending}\ncontrol,10000,${means[0]},${a}\nlight,10000,${means[1]},${b}\n`;
}

const NAMES = { _var: 'variance', _sd: 'standard deviation', _se: 'standard error' } as const;
const ENDINGS = ['_var', '_sd', '_se'] as const;

test.each(ENDINGS.flatMap((said) => ENDINGS.map((is) => [said, is] as const)))(
  'of yes and no, what is called %s and is %s',
  async (said, is) => {
    const text = summary(said, BINARY[is]);
    if (said === is) return expect((await readText(text)).reading.layout).toBe('summary');
    const { message, hint, location } = await mistakeIn(() => readText(text));
    expect(message).toBe(
      `column won${said} seems to hold the ${NAMES[is]}, and is called the ${NAMES[said]}`,
    );
    expect(hint).toBe(`is it? call it won${is}; it is what it is called? layout: 'summary'`);
    expect(location).toMatchObject({ line: 1, column: 4 });
    expect((await readText(text, { layout: 'summary' })).reading.layout).toBe('summary');
  },
);

test('money whose standard deviation is a small part of its mean', async () => {
  const text = summary('_sd', ['0.201', '0.21'], 'revenue', ['5.2', '5.7']);
  const { message } = await mistakeIn(() => readText(text));
  expect(message).toBe(
    'column revenue_sd seems to hold the standard error, and is called the standard deviation',
  );
});

test.each([
  ['money that differs', summary('_sd', ['20.1', '21'], 'revenue', ['5.2', '5.7'])],
  ['what is no money', summary('_sd', ['0.201', '0.21'], 'temperature', ['5.2', '5.7'])],
  ['shares of a unit, which are no yes or no', summary('_sd', ['0.03', '0.034'])],
  ['one row that fits by chance', summary('_sd', ['0.0022', '0.034'])],
])('a standard deviation is one: %s', async (_, text) => {
  expect((await readText(text)).reading.layout).toBe('summary');
});
