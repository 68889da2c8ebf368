import { expect, test } from 'vitest';
import { mistakeIn, readText } from './given.js';

const ROWS = 'variant,signups,visitors\ncontrol,50,1000\nlight,60,1010\n';
const UNITS = 'user,variant,bought\na1,control,1\na2,light,0\n';

test.each([
  ['of counts', ROWS],
  ['of units', UNITS],
])(
  'a header that is there once more is told, and its line left out as that says: %s',
  async (_, text) => {
    const [header] = text.split('\n');
    const again = `${text}${header}\n${text.slice(text.indexOf('\n') + 1).replaceAll(/^a/gm, 'b')}`;
    const { message, hint, location } = await mistakeIn(() => readText(again));
    expect(message).toBe(
      'this is the header once more, as where files were put one below the other',
    );
    expect(hint).toBe('to leave such lines out: where: ["variant != variant"]');
    expect(location).toEqual({ file: 'standard input', line: 4 });
    const { files } = await readText(again, { where: ['variant != variant'] });
    expect(files[0]).toMatchObject({ rows: 4, otherRows: 1 });
  },
);

test('another table below is not read by the columns of the first, whatever is skipped', async () => {
  const text = `${ROWS}\nvariant,refunds,visitors\ncontrol,5,1000\nlight,6,1010\n`;
  const { message, hint, location } = await mistakeIn(() => readText(text, { onBadRow: 'skip' }));
  expect(message).toBe('another table begins here, with a header of its own');
  expect(hint).toBe('put each table into a file of its own');
  expect(location).toEqual({ file: 'standard input', line: 5 });
});

test.each(['text,int64,int64', '"",(count),(count)'])(
  'a line of kinds or units: %s',
  async (line) => {
    const text = ROWS.replace('\n', `\n${line}\n`);
    const { message, hint } = await mistakeIn(() => readText(text));
    expect(message).toBe('this seems to be a second line of the header, of kinds or units');
    const [, where = ''] = /"(.*)"/.exec(`${hint}`)!;
    expect((await readText(text, { where: [where] })).files[0]).toMatchObject({ rows: 2 });
  },
);

test('a bad value of a variant that is called as its column is told as such', async () => {
  const text = 'variant,bought\ncontrol,1\nvariant,0\nvariant,oops\n';
  const { message } = await mistakeIn(() => readText(text));
  expect(message).toBe('"oops" is not a number in column bought');
});

test.each([
  [
    '1,control,50,1000',
    'are rows numbered, as R does it, with no name for that in the header? mend it;',
  ],
  ['control,50,1000,', 'does each row end in a delimiter, and not the header? mend it;'],
  ['control,5,0,1000', 'an unquoted delimiter, or a row cut short? mend it;'],
  ['control,50', 'an unquoted delimiter, or a row cut short? mend it;'],
])('what a row of another length may come of: %s', async (row, said) => {
  const { hint } = await mistakeIn(() => readText(`${ROWS}${row}\n`));
  expect(hint).toContain(said);
});
