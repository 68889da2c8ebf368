import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeAggregates } from '../../src/experiment/aggregates.js';
import type { ReadOptions } from '../../src/read/reading.js';
import { expectSameCells, summaryOf } from '../summaries.js';
import { mistakeIn, readText } from './given.js';

const HEAD = 'arm,land,"de,vice",bought,spend,visits,before,outcome';

/** Without numbers so small that their squares leave the doubles. */
const numberOrNone = (values: fc.Arbitrary<number>) =>
  fc.oneof(
    { weight: 6, arbitrary: values.map((x) => String(Math.abs(x) < 1e-100 ? 0 : x)) },
    { weight: 1, arbitrary: fc.constant('') },
  );

const row = fc
  .tuple(
    fc.constantFrom('generic', 'light', '"full, ""all"""'),
    fc.constantFrom('DE', 'FR', '', '"U;S"'),
    fc.constantFrom('phone', 'desk'),
    numberOrNone(fc.constantFrom(0, 1)),
    numberOrNone(fc.double({ min: -100, max: 1000, noNaN: true })),
    numberOrNone(fc.integer({ min: 0, max: 9 })),
    numberOrNone(fc.double({ min: 0, max: 1e-3, noNaN: true })),
    fc.constantFrom('won', 'lost', ''),
  )
  .map((fields) => fields.join(','));

const WINNER = 'generic,DE,phone,1,5,2,0.001,won';

const QUESTIONS: [string, Partial<ReadOptions>][] = [
  ['rates and means', { metrics: ['bought', 'spend', 'outcome=won', 'visits:mean'] }],
  ['a ratio', { metrics: ['spend/visits:ratio'] }],
  [
    'ratios and means that share columns',
    { metrics: ['spend', 'spend/visits:ratio', 'bought/visits:ratio'] },
  ],
  [
    'covariates',
    {
      metrics: ['spend', 'bought'],
      covariates: [
        { metric: 'spend', column: 'before' },
        { metric: 'bought', column: 'Before' },
      ],
    },
  ],
  [
    'several covariates, and a ratio that shares a column with them',
    {
      metrics: ['spend', 'spend/visits:ratio', 'bought'],
      covariates: [
        { metric: 'spend', column: 'before' },
        { metric: 'spend', column: 'visits' },
        { metric: 'bought', column: 'visits' },
      ],
    },
  ],
  [
    'a ratio beside the same two as metric and covariate',
    {
      metrics: ['spend', 'spend/visits:ratio'],
      covariates: [{ metric: 'spend', column: 'visits' }],
    },
  ],
  [
    'a ratio with a covariate, two segment columns',
    {
      metrics: ['spend/visits:ratio', 'visits'],
      covariates: [{ metric: 'spend/visits', column: 'before' }],
      segments: ['land', 'de,vice'],
    },
  ],
];

describe('summaries of shards, merged, are what the rows are', () => {
  test.each(QUESTIONS)('%s', async (_, question) => {
    // Two rows with visits are read as what they seem to be, a table of sums.
    const options = { ...question, rowsAreUnits: true };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(row, { minLength: 1, maxLength: 15 }), { minLength: 1, maxLength: 4 }),
        async (given) => {
          const shards = given.map((rows) => [WINNER, ...rows]);
          const textOf = (rows: string[]) => [HEAD, ...rows, ''].join('\n');
          const { aggregates: whole } = await readText(textOf(shards.flat()), options);
          const reads = shards.map(async (rows) => {
            const summary = await summaryOf(textOf(rows), options);
            return (await readText(summary, options)).aggregates;
          });
          expectSameCells(whole, (await Promise.all(reads)).reduce(mergeAggregates), 1e-12);
        },
      ),
      { seed: 20261122, numRuns: 60 },
    );
  });
});

test('a summary of summaries is the summary', async () => {
  const rows = ['a,1,DE', 'a,2,DE', 'b,3.5,FR', 'b,,FR', 'b,1e-7,DE'];
  const options = { metrics: ['x'], segments: ['land'] };
  const once = await summaryOf(['arm,x,land', ...rows, ''].join('\n'), options);
  expect(await summaryOf(once, options)).toBe(once);
});

test('units of two variants are counted, not lost', async () => {
  const text = 'arm,id,x,land\na,1,2,DE\nb,1,3,DE\na,2,4,FR\na,2,1,FR\nb,3,1,FR\nb,4,2,FR\n';
  const options = { metrics: ['x'], segments: ['land'] };
  const summary = await summaryOf(text, { ...options, unitIdColumn: 'id' });
  expect(summary).toBe(
    'arm,land,n,x_mean,x_var,x_third\na,FR,1,5,,\nb,FR,2,1.5,0.5,0\n(several),,1,,,\n',
  );
  const { aggregates } = await readText(summary, options);
  expect(aggregates.unitsInTwoVariants).toBe(1);
  expect([...aggregates.variants.keys()]).toEqual(['a', 'b']);
});

test('counts are summed up as rates; units of its own a metric keeps', async () => {
  const text = 'arm,views,clicks,orders\na,100,20,5\na,50,10,\nb,120,30,6\n';
  const options = { metrics: ['clicks/views', 'orders/clicks'], layout: 'counts' as const };
  const summary = await summaryOf(text, options);
  expect(summary.split('\n')[0]).toBe(
    'arm,n,clicks/views_mean,clicks/views_var,orders/clicks_n,orders/clicks_mean,orders/clicks_var,orders/clicks_missing',
  );
  const { aggregates } = await readText(text, options);
  const { aggregates: back } = await readText(summary, { metrics: options.metrics });
  expectSameCells(aggregates, back, 1e-12);
});

describe('a summary that contradicts itself is refused', () => {
  const RATIO = 'arm,n,a_mean,a_var,b_mean,b_var,a_b_cov';
  test.each([
    ['arm,n,a_n,a_mean,a_var\nx,10,11,1,1\n', 'a', /11 of 10 units in column a_n/],
    ['arm,n,a_n,a_mean,a_var\nx,10,,1,1\n', 'a', /no number of units in column a_n/],
    [`${RATIO}\nx,10,1,4,2,9,6.1\n`, 'a/b', /"6.1" is larger than the variances allow/],
    [`${RATIO}\nx,10,1,4,2,9,\n`, 'a/b', /no value in column a_b_cov/],
    [`${RATIO},a_n,b_n\nx,10,1,4,2,9,3,9,8\n`, 'a/b', /8 units where a_n has 9/],
    ['arm,n,a_mean,a_var,b_mean,b_var\nx,10,1,4,2,9\n', 'a/b:ratio', /no column a_b_cov/],
    [`${RATIO}\nx,10,1,4,2,9,3\n`, '', /which are the metrics\? a and b have a covariance/],
    ['arm,n,a_mean,a_var\n(no unit id),10,1,4\n', 'a', /rows without a unit id/],
  ])('%j', async (text, metric, message) => {
    const metrics = metric === '' ? [] : [metric];
    const mistake = await mistakeIn(() => readText(text, { metrics }));
    expect(mistake.message).toMatch(message);
    expect(mistake.hint).toBeDefined();
  });
});

test('what a summary cannot hold is refused before it is read', async () => {
  const text = 'arm,x\na,1\nb,2\n';
  const quantile = await mistakeIn(() => summaryOf(text, { metrics: ['x:p95'] }));
  expect(quantile.message).toBe('metrics x:p95: a summary does not hold quantiles');
  const caps = [{ metric: 'x', share: 0.99, value: null }];
  const cap = await mistakeIn(() => summaryOf(text, { metrics: ['x'], caps }));
  expect(cap.message).toMatch(/one shard does not know the quantile of all/);
  const named = await mistakeIn(() =>
    summaryOf('arm,x,n\na,1,2\n', { metrics: ['x'], layout: 'rows', segments: ['n'] }),
  );
  expect(named.message).toBe('two columns of the summary would be called n');
});

test.each(['x_n', 'X_missing', 'x_mean', 'x_sd', 'x_third', 'x_y_cov'])(
  'a segment %s is not one of the columns that a summary may have of x',
  async (segment) => {
    const text = `arm,x,y,${segment}\na,1,2,2\nb,2,1,1\na,5,2,2\nb,2,1,2\n`;
    const options = { metrics: ['x:mean', 'x/y:ratio'], segments: [segment] };
    const { message } = await mistakeIn(() => summaryOf(text, options));
    expect(message).toBe(`two columns of the summary would be called ${segment}`);
  },
);

test('what parts the cells of a summary tells no units and no tests apart', async () => {
  const rows = Array.from(
    { length: 20 },
    (_, i) => `${i % 2 ? 'a' : 'b'},d${i % 4},c${i % 3},${i % 5}`,
  );
  const text = ['variant,device,campaign,spend', ...rows, ''].join('\n');
  const options = { forSummary: true, metrics: ['spend'], segments: ['device', 'campaign'] };
  const { aggregates } = await readText(text, options);
  expect([...aggregates.segments.values()][0]!.size).toBe(12);
});
