import { expect, test } from 'vitest';
import { declaredDelimiter, delimiterOf } from '../../../src/read/csv/delimiter.js';
import { mistakeIn } from '../given.js';

test.each([
  ['a,b,c\n1;2;3;4;5\n', ','],
  ['a;b\n1,5;2,5\n', ';'],
  ['a\tb\n', '\t'],
  ['a|b\n', '|'],
  ['"revenue, net";"a, b, c";group\n', ';'],
  ['"said ""a,b,c""";group\n', ';'],
  ['"two\nlines, here";b;c\n', ';'],
  ['\n  \r\na;b\r1,2,3\r', ';'],
  ['alone\n1,2\n', ','],
  ['', ','],
])('of %j it is %j', (text, delimiter) => {
  expect(delimiterOf(text, 'x.csv')).toBe(delimiter);
});

test('two that are equally frequent are not chosen between; the place is the header', async () => {
  const mistake = await mistakeIn(() => delimiterOf('\n\na,b;c\n', 'x.csv'));
  expect(mistake.location).toEqual({ file: 'x.csv', line: 3 });
  expect(mistake.hint).toContain("delimiter: ','");
});

test.each([
  ['sep=;\na;b\n', ';'],
  ['SEP=\t\r\na\tb\n', '\t'],
  ['"sep=|"\na|b\n', '|'],
  ['sep=x\na,b\n', null],
  ['sep=;b\n', null],
  ['a;b\nsep=;\n', null],
])('the first line of %j declares %j', (text, delimiter) => {
  expect(declaredDelimiter(text)).toBe(delimiter);
});
