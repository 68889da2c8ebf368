import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { ANALYZE_FLAGS } from '../../../src/cli/analyze/analyze-flags.js';
import { checkedFlags } from '../../../src/cli/flags/checked-flags.js';
import { effectSize, namedWeights, probability } from '../../../src/cli/flags/forms.js';
import { plainNumber } from '../../../src/read/values/written-numbers.js';
import { mistakeIn } from '../../read/given.js';

test.each([
  ['0.05', 0.05],
  ['5%', 0.05],
  [' 5 % ', 0.05],
  ['1e-3', 0.001],
  ['.5', 0.5],
])('%j is the probability %d', (text, value) => {
  expect(z.parse(probability, text)).toBe(value);
});

test.each([
  '0',
  '1',
  '0%',
  '100%',
  '1.5',
  '-0.1',
  'abc',
  '',
  '%',
  '5%%',
  'NaN',
  '0x1',
  '1e400',
  '0,05',
])('%j is no probability', (text) => {
  expect(z.safeParse(probability, text).success).toBe(false);
});

test.each([
  ['5%', { scale: 'relative', size: 0.05 }],
  ['0.5pp', { scale: 'points', size: 0.005 }],
  ['0.5 pp', { scale: 'points', size: 0.005 }],
  ['0.3', { scale: 'absolute', size: 0.3 }],
  ['-2', { scale: 'absolute', size: -2 }],
])('%j is the effect %j', (text, size) => {
  expect(z.parse(effectSize, text)).toEqual(size);
});

test.each(['', '%', 'pp', '5%%', '5ppp', '5 points', 'five', '1e400', '5%pp'])(
  '%j is no effect',
  (text) => {
    expect(z.safeParse(effectSize, text).success).toBe(false);
  },
);

test('a split names each variant once, with any sign in its name', () => {
  expect(z.parse(namedWeights, 'a=1, b = 2.5')).toEqual(
    new Map([
      ['a', 1],
      ['b', 2.5],
    ]),
  );
  expect(z.parse(namedWeights, 'x=y=1,__proto__=2')).toEqual(
    new Map([
      ['x=y', 1],
      ['__proto__', 2],
    ]),
  );
});

test.each(['', 'a', 'a=', '=1', 'a=0', 'a=-1', 'a=1,', 'a=1,a=2', 'a=x', 'a=1e400', '1:1'])(
  '%j is no split',
  (text) => {
    expect(z.safeParse(namedWeights, text).success).toBe(false);
  },
);

test('numbers are read as people write them, and nothing else is', () => {
  expect(plainNumber(' +1.5e3 ')).toBe(1500);
  for (const text of ['', ' ', '0x10', '1_000', 'Infinity', '1,5'])
    expect(plainNumber(text)).toBeNaN();
});

const given = {
  alpha: '0.05',
  power: '0.8',
  alternative: 'two-sided',
  correction: 'holm',
  onBadRow: 'stop',
  format: ['text'],
  monitoring: 'fixed',
  color: true,
};

test.each([
  [{ alpha: '2' }, '--alpha 2: '],
  [{ mde: ['5%', '0'] }, '--mde 0: must be above 0'],
  [{ mde: ['clicked=5%%'] }, '--mde clicked=5%%: '],
  [{ decimal: [';'] }, '--decimal ;: '],
  [{ thousands: '_' }, '--thousands _: '],
  [{ delimiter: ';;' }, '--delimiter ;;: '],
  [{ test: ['z'] }, '--test z: '],
  [{ onBadRow: 'drop' }, '--on-bad-row drop: '],
])('%j is refused by its flag, as it was given', async (flags, start) => {
  const mistake = await mistakeIn(() => checkedFlags(ANALYZE_FLAGS, { ...given, ...flags }));
  expect(mistake.message.startsWith(start), mistake.message).toBe(true);
});

test('what is said of one column or metric is kept apart by the last equals sign', () => {
  const flags = checkedFlags(ANALYZE_FLAGS, {
    ...given,
    decimal: ['price=x=,', '.'],
    mde: ['outcome=bought=5%', '2'],
    delimiter: 'tab',
    thousands: 'space',
  });
  expect(flags.decimal).toEqual([
    { column: 'price=x', separator: ',' },
    { column: '', separator: '.' },
  ]);
  expect(flags.mde).toEqual([
    { metric: 'outcome=bought', size: { scale: 'relative', size: 0.05 } },
    { metric: '', size: { scale: 'absolute', size: 2 } },
  ]);
  expect([flags.delimiter, flags.thousands]).toEqual(['\t', ' ']);
});
