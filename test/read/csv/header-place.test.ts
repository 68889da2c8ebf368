import { expect, test } from 'vitest';
import { checkHeaderFirst } from '../../../src/read/csv/header-place.js';
import { mistakeIn } from '../given.js';

test.each([
  ['a title of one field', 'Report\nvariant,users\na,1\nb,2\n', 2],
  ['a title that a spreadsheet pads', 'Report,,\n,,\nvariant,users,orders\na,1,2\nb,2,3\n', 3],
  ['a title between quotes, over lines', '"Report\nof March"\n\nvariant,users\na,1\nb,2\n', 4],
  ['a title with a comma', 'Report, March\nvariant,users,orders\na,1,2\nb,2,3\n', 2],
])('%s is above the header', async (_, text, line) => {
  const mistake = await mistakeIn(() => checkHeaderFirst(text, null, 'x.csv'));
  expect(mistake.message).toContain(`on line ${line}:`);
});

test.each([
  ['commas in every row of a semicolon file', 'variant;note\na;Hello, world\nb;Hi, there\n'],
  ['one column of texts with commas', 'note\n"a, b"\n"c, d"\n'],
  ['rows as long as the header', 'variant,users\na,1\nb,2\n'],
  ['a column of row names without a name', 'variant,users\n1,a,1\n2,b,2\n'],
  ['bytes that are no text', 'PK\0\nab,c\nd,e\nf,g\n'],
])('%s: the first record is the header', (_, text) => {
  expect(() => checkHeaderFirst(text, null, 'x.csv')).not.toThrow();
});
