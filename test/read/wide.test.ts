import { expect, test } from 'vitest';
import { mistakeIn, readText } from './given.js';

const WIDE = 'generic,light,full\n0,1,1\n1,,0\n,,1\n0,1,\n';
const LONG =
  'variant,bought\ngeneric,0\nlight,1\nfull,1\ngeneric,1\nfull,0\nfull,1\ngeneric,0\nlight,1\n';

test('a wide table says what the same rows one below the other say', async () => {
  const wide = await readText(WIDE, { layout: 'wide', metrics: ['bought'] });
  const long = await readText(LONG, { metrics: ['bought'] });
  expect(wide.aggregates).toEqual(long.aggregates);
  expect(wide.reading).toEqual(long.reading);
  expect(wide.files[0]!.rows).toBe(8);
});

test('what is not named is called value, and may be a mean or a quantile', async () => {
  const { reading } = await readText('a,b\n1.5,2\n3,4\n', { layout: 'wide' });
  expect(reading.metrics.map(({ name }) => name)).toEqual(['value']);
  const p90 = await readText('a,b\n1.5,2\n3,4\n', { layout: 'wide', metrics: ['spend:p90'] });
  expect(p90.reading.metrics[0]).toMatchObject({ name: 'spend:p90', column: 'spend' });
});

test('some of its variants, in other spellings', async () => {
  const variants = ['Generic', 'full'];
  const { aggregates } = await readText(WIDE, { layout: 'wide', metrics: ['x'], variants });
  expect([...aggregates.variants.keys()]).toEqual(['Generic', 'full']);
});

test.each([
  ['a,b\n1,2\n3,x\n', 3, 2, '"x" is not a number'],
  ['a,b\n1,2\n3,4,5\n', 3, undefined, '3 fields where the header has 2'],
  ['a,b,a\n1,2,3\n', 1, 3, 'two columns are called a'],
  ['a,b,\n1,2,3\n', 1, 3, 'a column has no name'],
])('%j: the mistake is where it stands', async (text, line, column, what) => {
  const mistake = await mistakeIn(() => readText(text, { layout: 'wide' }));
  expect(mistake.message).toContain(what);
  expect(mistake.location).toMatchObject({ line, ...(column === undefined ? {} : { column }) });
});

test.each(['id', 'user_id', 'row', 'day', 'visitors', 'age', 'order no', 'Subject'])(
  'a column %s is no variant, and is left out where others are asked for',
  async (name) => {
    const text = `${name},generic,personalized\n1,0,1\n2,1,1\n3,0,1\n`;
    const mistake = await mistakeIn(() => readText(text, { layout: 'wide' }));
    expect(mistake.message).toBe(`column ${name} is no variant by its name`);
    const variants = ['generic', 'personalized'];
    const { aggregates } = await readText(text, { layout: 'wide', variants });
    expect([...aggregates.variants.keys()]).toEqual(variants);
  },
);

test('a row of another length is skipped where that was asked for', async () => {
  const { files } = await readText('a,b\n1,2\n3,4,5\n6,7\n', { layout: 'wide', onBadRow: 'skip' });
  expect(files[0]).toMatchObject({ rows: 4, skippedRows: 1 });
});

test.each(['variantColumn', 'unitsColumn'] as const)('%s is none of its columns', async (name) => {
  const asked = { layout: 'wide', metrics: ['x'], [name]: 'generic' } as const;
  const mistake = await mistakeIn(() => readText(WIDE, { ...asked, metrics: ['x'] }));
  expect(mistake.message).toContain('columns of variants alone');
});

test('two metrics are one too many', async () => {
  const metrics = ['x', 'y'];
  const mistake = await mistakeIn(() => readText(WIDE, { layout: 'wide', metrics }));
  expect(mistake.message).toContain('a wide table holds one');
});
