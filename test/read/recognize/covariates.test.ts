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
  test('is measured beside its metric with whether it is missing, and a unit without it is kept', async () => {
    const { aggregates, reading } = await read(rows, ['revenue'], ['revenue', 'before']);
    expect(reading.metrics[0]).toMatchObject({ column: 'revenue', covariates: ['before'] });
    expect(aggregates.measures).toEqual([3]);
    const { units, samples } = aggregates.variants.get('generic')!;
    expect(units).toBe(4);
    expect(samples[0]).toMatchObject({ missing: 1, moments: { n: 3 } });
    const { mean } = samples[0]!.moments;
    [31 / 3, 17 / 3, 1 / 3].forEach((expected, i) => {
      expect(mean[i]).toBeCloseTo(expected, 14);
    });
    expect(covariance(samples[0]!.moments, 0, 1)).toBeCloseTo(37 / 6, 12);
  });

  test('belongs to its metric alone', async () => {
    const { aggregates } = await read(rows, ['revenue', 'bought'], ['revenue', 'before']);
    expect(aggregates.measures).toEqual([3, 1]);
    expect(aggregates.variants.get('generic')!.samples[1]).toMatchObject({
      missing: 0,
      successes: 2,
    });
  });

  test('is found by its name in any case, and may be one of several', async () => {
    const { reading, aggregates } = await read(
      rows.replace('kind', 'age').replaceAll('new', '3').replaceAll('old', '7'),
      ['revenue'],
      ['revenue', 'AGE'],
      ['revenue', 'BEFORE'],
    );
    expect(reading.metrics[0]!.covariates).toEqual(['age', 'before']);
    expect(aggregates.measures).toEqual([5]);
  });

  test('given twice is a mistake', async () => {
    const twice = () => read(rows, ['revenue'], ['revenue', 'before'], ['revenue', 'BEFORE']);
    expect((await mistakeIn(twice)).message).toMatch(/revenue=before is given twice/);
  });

  test('may be yes and no', async () => {
    const text = rows.replace('variant,revenue,before', 'variant,revenue,x').split('\n');
    const { aggregates } = await read(
      [text[0], ...text.slice(5)].join('\n'),
      ['revenue'],
      ['revenue', 'bought'],
    );
    expect(aggregates.variants.get('personal')!.samples[0]!.moments.mean).toEqual([13.5, 0.5, 0]);
  });

  test('of a ratio stands behind its two measures', async () => {
    const text = 'variant,clicks,sessions,before\na,1,2,5\na,2,3,6\nb,1,1,4\nb,0,2,\n';
    const { aggregates } = await read(
      text,
      ['clicks/sessions:ratio'],
      ['clicks/sessions', 'before'],
    );
    expect(aggregates.measures).toEqual([4]);
    expect(aggregates.variants.get('a')!.samples[0]!.moments.mean).toEqual([1.5, 2.5, 5.5, 0]);
    expect(aggregates.variants.get('b')!.samples[0]).toMatchObject({
      missing: 0,
      moments: { n: 2, mean: [0.5, 1.5, 2, 0.5] },
    });
  });
});

describe('what makes no sense as a covariate', () => {
  test.each([
    ['a metric that is not in the run', 'revenu', 'before', /revenu=…: there is no such metric/],
    ['a column that is not in the file', 'revenue', 'befor', /there is no column befor/],
    ['the metric itself', 'revenue', 'revenue', /cannot explain itself/],
    ['the metric itself in other case', 'revenue', ' Revenue', /cannot explain itself/],
    ['a text', 'revenue', 'kind', /column kind holds texts, as "new": no numbers/],
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

  const summaryOf = (b: string, ...row: (number | string)[]) => {
    const names = ['m_mean', 'm_var', 'a_mean', 'a_var', `${b}_mean`, `${b}_var`, 'm_a_cov'];
    const header = ['variant', 'n', ...names, `m_${b}_cov`, `a_${b}_cov`].join();
    return `${header}\nx,10,${row.join()}\ny,10,${row.join()}\n`;
  };

  test('covariances of a summary that no data have together', async () => {
    const text = summaryOf('b', 5, 1, 5, 1, 5, 1, 0.9, 0.9, -0.9);
    const both: [string, string][] = [
      ['m', 'a'],
      ['m', 'b'],
    ];
    expect((await mistakeIn(() => read(text, ['m'], ...both))).message).toMatch(/contradict/);
    const fine = summaryOf('b', 5, 1, 5, 1, 5, 1, 0.9, 0.9, 0.9);
    expect((await read(fine, ['m'], ...both)).aggregates.measures).toEqual([5]);
  });

  test('a share of units without it that is no share', async () => {
    const text = summaryOf('a_missing', 5, 1, 5, 1, 0.5, 3, 0.1, 0.1, -0.1);
    const mistake = await mistakeIn(() => read(text, ['m'], ['m', 'a']));
    expect(mistake.message).toMatch(/"0.5" is not of 0s and 1s/);
  });

  test('a plain column of a summary', async () => {
    const text = 'variant,n,m_mean,m_var,before\na,10,2,3,1\nb,10,3,3,1\n';
    const mistake = await mistakeIn(() => read(text, ['m'], ['m', 'before']));
    expect(mistake.message).toBe('there is no column before_mean');
  });
});
