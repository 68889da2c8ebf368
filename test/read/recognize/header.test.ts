import { expect, test } from 'vitest';
import {
  columnList,
  findColumn,
  headerOf,
  requireColumn,
} from '../../../src/read/recognize/header.js';
import { LIBRARY_WORDS } from '../../../src/vocabulary.js';
import { mistakeIn } from '../given.js';

const header = headerOf([' Variant', 'clicked', 'Clicked', 'toString', 'a', 'a', ''], 'x.csv', 3);

test.each([
  ['Variant', 0],
  [' variant ', 0],
  ['clicked', 1],
  ['Clicked', 2],
  ['TOSTRING', 3],
  ['valueOf', null],
])('column %j is found at %j', (name, at) => {
  expect(findColumn(header, name)).toBe(at);
});

test('a name that two columns have, exactly or but for case, is no answer', async () => {
  expect((await mistakeIn(() => findColumn(header, 'a'))).location).toEqual({
    file: 'x.csv',
    line: 3,
    column: 6,
  });
  await mistakeIn(() => findColumn(header, 'CLICKED'));
});

test('a missing column is answered with the likeliest, or else with all', async () => {
  expect((await mistakeIn(() => requireColumn(header, 'varint'))).hint).toBe(
    'did you mean Variant?',
  );
  const mistake = await mistakeIn(() => requireColumn(header, 'revenue'));
  expect(mistake.hint).toBe(columnList(header, LIBRARY_WORDS));
  expect(mistake.location).toEqual({ file: 'x.csv', line: 3 });
});

test('a long list of columns is cut short', () => {
  const names = Array.from({ length: 30 }, (_, i) => `c${i}`);
  expect(columnList(headerOf(names, 'x.csv', 1), LIBRARY_WORDS)).toMatch(/c19 …$/);
  expect(columnList(headerOf(['b', '', 'c'], 'x.csv', 1), LIBRARY_WORDS)).toBe('columns: b, c');
  expect(columnList(headerOf(['b'.repeat(1e6)], 'x.csv', 1), LIBRARY_WORDS).length).toBeLessThan(
    60,
  );
});
