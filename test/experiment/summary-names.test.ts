import { describe, expect, test } from 'vitest';
import { stratifyMisfit } from '../../src/experiment/stratify-misfit.js';
import {
  crossedName,
  crossedNames,
  isLack,
  summaryColumns,
} from '../../src/experiment/summary-layout.js';
import { checkDistinct } from '../../src/experiment/summary-names.js';
import { nameInSummary, writtenInSummary } from '../../src/experiment/summary-text.js';

describe('columns of a summary', () => {
  test('of one part have its name', () => {
    expect(summaryColumns([['m']])).toEqual([
      {
        parts: [{ mean: 'm_mean', variance: 'm_var', n: 'm_n' }],
        covariances: [],
        thirds: [{ name: 'm_third', of: [0, 0, 0] }],
        missing: 'm_missing',
      },
    ]);
  });

  test('of two parts have covariances and third moments, numbered by place', () => {
    const [columns] = summaryColumns([['a', 'b']]);
    expect(columns!.parts.map(({ mean }) => mean)).toEqual(['a_mean', 'b_mean']);
    expect(columns!.covariances).toEqual(['a_b_cov']);
    expect(columns!.thirds).toEqual([
      { name: 'a_third', of: [0, 0, 0] },
      { name: 'a_b_third_1_1_2', of: [1, 0, 0] },
      { name: 'a_b_third_1_2_2', of: [1, 1, 0] },
      { name: 'b_third', of: [1, 1, 1] },
    ]);
    expect(columns!.missing).toBe('a_missing');
  });

  test('of metrics that share a part have all parts before it', () => {
    const [ratio, alone] = summaryColumns([['a', 'b'], ['b']]);
    expect(ratio!.parts.map(({ mean }) => mean)).toEqual(['a_mean', 'a_b_b_mean']);
    expect(alone!.parts[0]!.mean).toBe('b_mean');
  });

  test('a lack is told by its name, behind the covariate that it is of', () => {
    const parts = ['y', 'x', 'x_missing'];
    expect(parts.map((_, i) => isLack(parts, i))).toEqual([false, false, true]);
    expect(isLack(['x', 'x_missing'], 1)).toBe(false);
    expect(isLack(['y', 'x', 'z_missing'], 2)).toBe(false);
    // The key leaves lacks out, but where two metrics would have the same.
    const key = (others: string[][]) =>
      summaryColumns([parts, ...others])[0]!.thirds.find(({ of }) => of.join() === '1,0,0')!.name;
    expect(key([])).toBe('y_x_third_1_1_2');
    expect(key([['y', 'x']])).toBe('y_x_x_missing_third_1_1_2');
  });

  test('crossed values give back what they are of', () => {
    const names = ['a,b', '"', ''];
    expect(crossedNames(crossedName(names))).toEqual(names);
  });
});

describe('columns that could not be told apart are refused', () => {
  const metrics = [['m'], ['a', 'b']];
  const results = ['n', 'm_mean', 'm_var', 'a_mean', 'b_mean', 'a_b_cov'];
  const check =
    (keys: string[], of = results) =>
    () =>
      checkDistinct(keys, of, metrics);

  test('not where all are different', () => {
    expect(check(['variant', 'country', 'mean', 'm'])).not.toThrow();
  });

  test.each([
    [['variant', 'Variant ']],
    [['variant', ' N']],
    [['variant', 'm_mean']],
    // What a summary may have and this one has not.
    [['variant', 'm_var']],
    [['variant', 'm_sd']],
    [['variant', 'm_SEM']],
    [['variant', 'm_missing']],
    [['variant', 'm_third']],
    [['variant', 'm_n']],
    [['variant', 'a_b_third_1_1_2']],
    [['variant', 'a_b_a_mean']],
    [['variant', 'a_b_a_stddev']],
    [['variant', 'a_b_a_b_cov']],
    [['a_missing', 'country']],
  ])('%j', (keys) => {
    expect(check(keys)).toThrow('two columns of the summary would be called');
  });

  test('and two results of one name', () => {
    expect(check(['variant'], [...results, 'M_mean'])).toThrow('would be called M_mean');
  });
});

describe('a name that is written', () => {
  test.each([
    ['plain', 'plain'],
    ["it's", "it's"],
    ["'quoted", "'quoted"],
    ['-5', '-5'],
    ['+1.5e-3', '+1.5e-3'],
    ['.5', '.5'],
    ['=1+1', "'=1+1"],
    ['-x', "'-x"],
    ['@sum', "'@sum"],
    ["'=x", "''=x"],
    [' +x', "' +x"],
    ['::set-output', "'::set-output"],
    ["'::x", "''::x"],
    ['a::b', 'a::b'],
    ['a ##[group]', "a ##'[group]"],
    ['##vso[task]', "##vso'[task]"],
  ])('%j comes back', (name, written) => {
    expect(writtenInSummary(name)).toBe(written);
    expect(nameInSummary(written)).toBe(name);
  });

  test('an apostrophe that nobody put there stays', () => {
    expect(nameInSummary("'abc")).toBe("'abc");
    expect(nameInSummary("-x'")).toBe("-x'");
  });
});

describe('what cannot be compared within strata', () => {
  const metric = { kind: null, columns: ['spend', 'Visits '], hasMargin: false };

  test('is what the strata are made of', () => {
    for (const column of ['visits', ' SPEND'])
      expect(stratifyMisfit(column, metric)!.what).toBe(`${column} is what is measured`);
    expect(stratifyMisfit('country', metric)).toBeNull();
  });

  test('is a quantile, but where it is asked only that it be not worse', () => {
    const quantile = { ...metric, kind: 'quantile' } as const;
    expect(stratifyMisfit('country', quantile)!.what).toContain('no average');
    expect(stratifyMisfit('country', { ...quantile, hasMargin: true })).toBeNull();
    expect(stratifyMisfit('country', { ...metric, kind: 'mean' })).toBeNull();
  });
});
