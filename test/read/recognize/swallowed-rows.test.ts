import { expect, test } from 'vitest';
import { mistakeIn, readText } from '../given.js';

function rows(comments: Record<number, string>, sign = ','): string {
  const lines = Array.from({ length: 40 }, (_, i) =>
    [i % 2 ? 'control' : 'light', comments[i] ?? 'TV', i % 3 ? 0 : 1].join(sign),
  );
  return `variant${sign}comment${sign}bought\n${lines.join('\n')}\n`;
}

test.each([',', ';', '\t'])(
  'a quote that another one closes many rows below: parted by "%s"',
  async (sign) => {
    const { message, hint } = await mistakeIn(() =>
      readText(rows({ 4: '"5 TV', 24: 'TV 5"' }, sign)),
    );
    expect(message).toBe('column comment has 21 rows of the file in one field');
    expect(hint).toContain('double it ("") where it belongs to the text');
  },
);

test.each([
  ['lines', '"good\nTV, but large\nand heavy"'],
  ['a quote', '"5"" TV"'],
  ['a table of its own', '"a,b,c\n1,2,3\n4,5,6"'],
])('a field may hold %s', async (_, comment) => {
  expect((await readText(rows({ 4: comment }))).files[0]!.rows).toBe(40);
});
