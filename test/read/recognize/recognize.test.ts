import { describe, expect, test } from 'vitest';
import { readAggregates } from '../../../src/read/read-aggregates.js';
import type { ReadOptions } from '../../../src/read/reading.js';
import { chunksOf, mistakeIn, readText, UNSAID } from '../given.js';

async function readingOf(text: string, options: Partial<ReadOptions> = {}) {
  const { reading } = await readText(text, options);
  return { ...reading, metrics: reading.metrics.map(({ name }) => name) };
}

describe('what is recognized from header and rows', () => {
  test.each([
    ['variant,converted\na,1\n', 'rows', 'variant', null, ['converted']],
    ['Email Version,clicked\na,1\n', 'rows', 'Email Version', null, ['clicked']],
    ['emailVersion;clicked\na;1\n', 'rows', 'emailVersion', null, ['clicked']],
    ['who,clicked\nx,0\ngeneric,1\n', 'rows', 'who', null, ['clicked']],
    ['user_id,variant,day,amount\nu1,a,1,3\n', 'rows', 'variant', null, ['amount']],
    ['rownames,group,amount\n1,a,0.5\n', 'rows', 'group', null, ['amount']],
    ['arm,opened,clicked,age\na,1,0,x\n', 'rows', 'arm', null, ['opened', 'clicked']],
    ['arm,visitors,signups\na,10,3\n', 'counts', 'arm', 'visitors', ['signups']],
    ['arm,N,score_mean,score_var\na,10,3,1\n', 'summary', 'arm', 'N', ['score']],
  ])('%j', async (text, layout, variantColumn, unitsColumn, metrics) => {
    expect(await readingOf(text)).toMatchObject({ layout, variantColumn, unitsColumn, metrics });
  });
});

describe('what is left in doubt, with the option that settles it', () => {
  test.each([
    ['group,arm,clicked\na,b,1\n', 'variantColumn'],
    ['who,clicked\nx,1\n', 'variantColumn'],
    ['variant,height,weight\na,1,2\n', 'metrics'],
    ['variant,past_purchases,clicked\na,1,0\n', "metrics: ['clicked']"],
    ['variant,country\na,UK\n', "metrics: ['NAME']"],
    ['user_id,variant,visitors,signups\nu,a,1,0\n', 'layout'],
    ['variant,visitors,users,signups\na,1,1,0\n', 'unitsColumn'],
    ['treatment,control,metric\n3,4,x\n', 'one below the other'],
    ['generic,1\ngeneric,0\n', 'line of column names'],
    ['variant;spend\na;1,5\nb;2,25\n', "decimal: new Map([['', ',']])"],
    ['variant,spend\na,"1,234.5"\nb,"12,000"\n', "thousands: ','"],
    ['variant,rate\na,10%\nb,12%\n', "metrics: ['rate']"],
    ['variant,discount,clicked\na,10%,x\n', 'clicked=VALUE'],
    ['variant,score,score\na,1,2\n', 'a name of its own'],
    ['variant,variant,score\na,b,2\n', 'a name of its own'],
  ])('%j', async (text, option) => {
    expect((await mistakeIn(() => readText(text))).hint).toContain(option);
  });
});

describe('what was said outweighs what could be recognized', () => {
  const daily = 'arm,date,users,clicks,orders\na,1,10,5,2\n';

  test('a column of units, in any case', async () => {
    const options = { unitsColumn: ' CLICKS', metrics: ['orders'] };
    expect(await readingOf(daily, options)).toMatchObject({
      layout: 'counts',
      unitsColumn: 'clicks',
    });
  });

  test('units said in any case are no metric', async () => {
    const read = readText('arm,Sent,opened\na,10,5\n', { unitsColumn: 'sent' });
    expect((await read).reading.metrics.map(({ name }) => name)).toEqual(['opened']);
  });

  test('units behind a slash', async () => {
    const reading = await readingOf(daily, { metrics: ['orders/clicks'] });
    expect(reading).toMatchObject({ layout: 'counts', unitsColumn: 'clicks' });
  });

  test('a layout', async () => {
    const text = 'user_id,variant,visitors,signups\nu,a,3,1\n';
    expect(await readingOf(text, { layout: 'rows', metrics: ['visitors'] })).toMatchObject({
      layout: 'rows',
      unitsColumn: null,
    });
    expect(await readingOf(text, { layout: 'counts' })).toMatchObject({ layout: 'counts' });
  });

  test('a variant column whose name is a variant, too', async () => {
    const text = 'generic,clicked\ngeneric,0\n';
    expect(await readingOf(text, { variantColumn: 'generic' })).toMatchObject({
      variantColumn: 'generic',
    });
  });
});

describe('metrics as written', () => {
  const rows = 'variant,a/b,x:mean,y=z,y,outcome\ng,1,1,1,z,bought\n';
  test.each([
    ['a/b', { column: 'a/b', kind: null, success: null }],
    ['x:mean', { column: 'x:mean', kind: null, success: null }],
    ['x:mean:mean', { column: 'x:mean', kind: 'mean', success: null }],
    ['y=z', { column: 'y=z', success: null }],
    ['outcome=bought', { column: 'outcome', kind: 'proportion', success: 'bought' }],
    ['outcome=bought:proportion', { column: 'outcome', kind: 'proportion', success: 'bought' }],
  ])('%s', async (metric, expected) => {
    const { reading } = await readText(rows, { metrics: [metric] });
    expect(reading.metrics[0]).toMatchObject(expected);
  });

  test.each([
    [['outcom'], 'outcome'],
    [['orders/b'], ''],
    [['outcome=bougt'], 'bought'],
    [['y:mean', 'y'], 'leave out'],
    [['y/outcome'], "layout: 'counts'"],
    [['y:ratio'], 'two columns'],
  ])('%j is refused', async (metrics, hint) => {
    expect((await mistakeIn(() => readText(rows, { metrics }))).hint).toContain(hint);
  });

  test('a mean makes no sense of counts', async () => {
    const text = 'arm,n,signups\na,3,1\n';
    const mistake = await mistakeIn(() => readText(text, { metrics: ['signups:mean'] }));
    expect(mistake.message).toContain('counts');
  });
});

test('a file that is named as one variant is not taken for one when it holds several', async () => {
  const read = (text: string) =>
    readAggregates([{ path: '-', variant: 'x' }], UNSAID, {
      stdin: chunksOf(Buffer.from(text), [99]),
    });
  const mistake = await mistakeIn(() => read('group,clicked\ngeneric,1\nother,0\n'));
  expect(mistake.location).toMatchObject({ line: 1, column: 1 });
  for (const rows of ['generic,1\ngeneric,0\n', 'iOS,1\nAndroid,0\n']) {
    expect((await read(`version,clicked\n${rows}`)).aggregates.variants.get('x')!.units).toBe(2);
  }
});

test('a group or version of what units are or use is no variant by its name', async () => {
  const rows = (trait: string, control: string) =>
    [0, 1, 2, 3, 4, 5]
      .map((i) => `${'ab'[i % 2]},${i % 3 ? 'new' : control},${i % 4 && 1}`)
      .join('\n')
      .replace(/^/, `${trait},hero,converted\n`);
  for (const trait of ['product_group', 'app_version', 'Age Group', 'browserVersion']) {
    expect((await readingOf(`${rows(trait, 'control')}\n`)).variantColumn).toBe('hero');
    const { message } = await mistakeIn(() => readText(`${rows(trait, 'old')}\n`));
    expect(message).toBe('no column has a name like variant, group or arm');
  }
  for (const name of ['email_version', 'user_group', 'ad group'])
    expect((await readingOf(`${rows(name, 'old')}\n`)).variantColumn).toBe(name);
});
