import { expect, test } from 'vitest';
import { kindOf } from '../../../src/read/describe/column-kind.js';
import {
  addValue,
  emptyTally,
  MOST_DISTINCT,
  valueFormat,
} from '../../../src/read/describe/column-tally.js';
import { UNSAID } from '../given.js';

const AS = valueFormat('column', UNSAID);

function tally(values: readonly string[], columns = 1) {
  const made = emptyTally(columns);
  for (const value of values) addValue(made, value, AS);
  return made;
}

test.each([
  ['yes or no', ['yes', 'no', '', 'Yes']],
  ['yes or no', ['0', '1']],
  ['whole', ['0', '1', '2']],
  ['number', ['1', '2.5', '$3.50']],
  ['date', ['2026-11-26', '2026-11-26 23:40:00']],
  ['unread', ['1,5', '2,25', '3']],
  ['mixed', ['1', '2', '3', 'lots']],
  ['text', ['one', 'two', '3']],
  ['empty', ['', 'NA', 'null']],
])('%s: %j', (kind, values) => {
  expect(kindOf(tally(values))).toBe(kind);
});

test('missing values are counted apart from values', () => {
  expect(tally(['1', '', ' NA ', 'null'])).toMatchObject({ values: 1, missing: 3 });
});

test('texts are counted up to a bound, and of many columns up to a lower one', () => {
  const many = Array.from({ length: MOST_DISTINCT + 1 }, (_, i) => `u${i}`);
  expect(tally(many.slice(1)).texts!.size).toBe(MOST_DISTINCT);
  expect(tally(many).texts).toBeNull();
  expect(tally(many, 500).mostTexts).toBe(800);
});

test('a text that is met again beyond the bound is noticed', () => {
  const many = Array.from({ length: MOST_DISTINCT + 5 }, (_, i) => `u${i}`);
  expect(tally(many).repeats).toBe(false);
  expect(tally([...many, many.at(-1)!]).repeats).toBe(true);
});

test('long texts are told apart by more than their start', () => {
  const start = 'x'.repeat(100_000);
  expect(tally([`${start}1`, `${start}2`, `${start}1`]).texts!.size).toBe(2);
});

test('a value like __proto__ is one like any other', () => {
  expect([...tally(['__proto__', 'constructor', '__proto__']).texts!]).toEqual([
    ['__proto__', 2],
    ['constructor', 1],
  ]);
});
