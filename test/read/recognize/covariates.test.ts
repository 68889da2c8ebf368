import { describe, expect, test } from 'vitest';
import { covariance } from '../../../src/stats/moments.js';
import { mistakeIn, readText } from '../given.js';

const rows = [
  'variant,revenue,before,kind,bought',
  'generic,10,8,new,0',
  'generic,12,9,old,1',
  'generic,,7,old,1',
  'generic,9,,new,0',
  'personal,14,11,new,yes',
  'personal,13,12,old,no',
].join('\n');

function read(text: string, metrics: string[], ...covariates: [string, string][]) {
  return readText(text, {
    metrics,
    covariates: covariates.map(([metric, column]) => ({ metric, column })),
  });
}

describe('a covariate', () => {
  test('is measured beside its metric, and a unit without either is missing', async () => {
    const { aggregates, reading } = await read(rows, ['revenue'], ['revenue', 'before']);
    expect(reading.metrics[0]).toMatchObject({ column: 'revenue', covariate: 'before' });
    expect(aggregates.measures).toEqual([2]);
    const { units, samples } = aggregates.variants.get('generic')!;
    expect(units).toBe(4);
    expect(samples[0]).toMatchObject({ missing: 2, moments: { n: 2, mean: [11, 8.5] } });
    expect(covariance(samples[0]!.moments, 0, 1)).toBeCloseTo(1, 12);
  });

  test('belongs to its metric alone', async () => {
    const { aggregates } = await read(rows, ['revenue', 'bought'], ['revenue', 'before']);
    expect(aggregates.measures).toEqual([2, 1]);
    expect(aggregates.variants.get('generic')!.samples[1]).toMatchObject({
      missing: 0,
      successes: 2,
    });
  });

  test('is found by its name in any case, and given twice the last one counts', async () => {
    const { reading } = await read(rows, ['revenue'], ['revenue', 'bought'], ['revenue', 'BEFORE']);
    expect(reading.metrics[0]!.covariate).toBe('before');
  });

  test('may be yes and no', async () => {
    const text = rows.replace('variant,revenue,before', 'variant,revenue,x').split('\n');
    const { aggregates } = await read(
      [text[0], ...text.slice(5)].join('\n'),
      ['revenue'],
      ['revenue', 'bought'],
    );
    expect(aggregates.variants.get('personal')!.samples[0]!.moments.mean).toEqual([13.5, 0.5]);
  });

  test('of a ratio is its third measure', async () => {
    const text = 'variant,clicks,sessions,before\na,1,2,5\na,2,3,6\nb,1,1,4\nb,0,2,\n';
    const { aggregates } = await read(
      text,
      ['clicks/sessions:ratio'],
      ['clicks/sessions', 'before'],
    );
    expect(aggregates.measures).toEqual([3]);
    expect(aggregates.variants.get('a')!.samples[0]!.moments.mean).toEqual([1.5, 2.5, 5.5]);
    expect(aggregates.variants.get('b')!.samples[0]).toMatchObject({
      missing: 1,
      moments: { n: 1 },
    });
  });
});

describe('what makes no sense as a covariate', () => {
  test.each([
    ['a metric that is not in the run', 'revenu', 'before', /revenu=…: there is no such metric/],
    ['a column that is not in the file', 'revenue', 'befor', /there is no column befor/],
    ['the metric itself', 'revenue', 'revenue', /cannot explain itself/],
    ['the metric itself in other case', 'revenue', ' Revenue', /cannot explain itself/],
    ['a text', 'revenue', 'kind', /"new" is not a number in column kind/],
  ])('%s', async (_, metric, column, message) => {
    const mistake = await mistakeIn(() => read(rows, ['revenue'], [metric, column]));
    expect(mistake.message).toMatch(message);
  });

  test('the metric itself, which was written in other case', async () => {
    const mistake = await mistakeIn(() => read(rows, ['Revenue'], ['Revenue', 'revenue']));
    expect(mistake.message).toMatch(/cannot explain itself/);
  });

  test('a ratio of its own denominator', async () => {
    const text = 'variant,clicks,sessions\na,1,2\nb,1,1\n';
    const answer = () => read(text, ['clicks/sessions:ratio'], ['clicks/sessions', 'sessions']);
    expect((await mistakeIn(answer)).message).toMatch(/cannot explain itself/);
  });

  test('anything in counts', async () => {
    const text = 'variant,visitors,signups,before\na,10,2,3\nb,10,3,3\n';
    const mistake = await mistakeIn(() => read(text, ['signups'], ['signups', 'before']));
    expect(mistake.message).toMatch(/what each unit was like before/);
  });

  test('a plain column of a summary', async () => {
    const text = 'variant,n,m_mean,m_var,before\na,10,2,3,1\nb,10,3,3,1\n';
    const mistake = await mistakeIn(() => read(text, ['m'], ['m', 'before']));
    expect(mistake.message).toBe('there is no column before_mean');
  });
});
