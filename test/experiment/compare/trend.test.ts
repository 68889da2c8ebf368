import { describe, expect, test } from 'vitest';
import { trendsOf } from '../../../src/experiment/compare/trend.js';
import type { Design } from '../../../src/experiment/design.js';
import { addUnit, emptyMoments } from '../../../src/stats/moments.js';
import { relativeError } from '../../stats/reference.js';
import { segmentCases } from '../../stats/tests/segments-reference.js';
import { cellsOf, designOf, mean, metricOf, rate } from '../given.js';

function trendOf(samples: ReturnType<typeof rate>[], scores: number[], rest: Partial<Design> = {}) {
  const names = samples.map((_, i) => `v${i}`);
  const aggregates = cellsOf(
    ['m'],
    Object.fromEntries(names.map((name, i) => [name, [samples[i]!]])),
  );
  const intensity = new Map(names.map((name, i) => [name, scores[i]!]));
  return trendsOf(aggregates, designOf(aggregates, { intensity, ...rest }))[0]!;
}

test.each(segmentCases('trend'))('the reference answer $id', ({ inputs, expected }) => {
  const samples = inputs.n.map((n: number, i: number) => rate(inputs.successes[i], n));
  const trend = trendOf(samples, inputs.scores);
  expect(relativeError(trend.statistic!, expected.chi_square)).toBeLessThan(1e-10);
  expect(relativeError(trend.pValue!, expected.p)).toBeLessThan(1e-9);
  expect(trend.df).toBe(1);
});

test('variants count in the order of their strength, whatever order they stand in', () => {
  const [a, b, c] = [rate(10, 100), rate(14, 100), rate(25, 100)];
  const sorted = trendOf([a, b, c], [0, 1, 2]);
  const mixed = trendOf([c, a, b], [2, 0, 1]);
  expect(mixed.pValue).toBeCloseTo(sorted.pValue!, 14);
  expect(mixed.slope).toBeCloseTo(sorted.slope!, 14);
  expect(mixed.steps.map(({ control, treatment }) => [control.variant, treatment.variant])).toEqual(
    [
      ['v1', 'v2'],
      ['v2', 'v0'],
    ],
  );
});

test('a step is what a strength adds to the one below it, in a family of its own', () => {
  const { steps } = trendOf([rate(100, 1000), rate(140, 1000), rate(145, 1000)], [0, 1, 2]);
  expect(steps[0]!.effect.estimate).toBeCloseTo(0.04, 14);
  expect(steps[1]!.effect.estimate).toBeCloseTo(0.005, 14);
  expect(steps[0]!.adjustedPValue).toBeCloseTo(2 * steps[0]!.pValue!, 14);
});

test('means have a linear contrast, and slope and sign go together', () => {
  const rising = trendOf([mean(50, 10, 4), mean(50, 11, 4), mean(50, 12, 9)], [0, 1, 2]);
  expect(rising.slope).toBeCloseTo(1, 12);
  expect(rising.statistic).toBeGreaterThan(0);
  expect(rising.df).toBeGreaterThan(48);
});

test('without intensities there is none, without variation it says why', () => {
  const aggregates = cellsOf(['m'], { a: [rate(0, 9)], b: [rate(0, 9)] });
  expect(trendsOf(aggregates, designOf(aggregates))).toEqual([]);
  expect(trendOf([rate(0, 9), rate(0, 9)], [0, 1])).toMatchObject({
    reason: 'ZERO_VARIANCE',
    pValue: null,
  });
});

describe('of ratios', () => {
  const values = [3, 5, 4, 6, 1, 9];
  const sampleOf = (add: number, by: number | null) => {
    const moments = emptyMoments(by === null ? 1 : 2);
    for (const value of values) addUnit(moments, by === null ? [value + add] : [value + add, by]);
    return { moments, successes: null, missing: 0 };
  };
  const metrics = [metricOf('m', { kind: 'ratio' })];
  const [means, ratios] = [null, 1].map((by) => [0, 1, 3].map((add) => sampleOf(add, by)));

  test('over 1 each it is that of means', () => {
    const ratio = trendOf(ratios!, [0, 1, 2], { metrics });
    const plain = trendOf(means!, [0, 1, 2]);
    expect(ratio).toMatchObject({ kind: 'ratio', reason: null, df: plain.df });
    expect(ratio.slope).toBeCloseTo(1.5, 12);
    expect(ratio.statistic).toBeCloseTo(plain.statistic!, 12);
  });

  test('there is none where a denominator is nothing', () => {
    const broken = [...ratios!.slice(1), sampleOf(0, 0)];
    expect(trendOf(broken, [0, 1, 2], { metrics })).toMatchObject({
      ...{ reason: 'ZERO_DENOMINATOR', slope: null, statistic: null, df: null, pValue: null },
    });
  });
});

test('each metric has a trend but quantiles, and its steps have its role and no margin or price', () => {
  const margin = { kind: 'non-inferiority', size: { scale: 'points', size: 0.1 } } as const;
  const metrics = [
    metricOf('m', { margin }),
    metricOf('q', { kind: 'quantile', quantile: 0.5 }),
    metricOf('n'),
  ];
  const arm = (n: number) => [rate(n, 100), rate(n, 100), rate(2 * n, 100)];
  const aggregates = cellsOf(['m', 'q', 'n'], { a: arm(10), b: arm(20) });
  const intensity = new Map(Object.entries({ a: 0, b: 1 }));
  const money = { cost: new Map([['b', 1]]), value: 2 };
  const trends = trendsOf(aggregates, designOf(aggregates, { intensity, metrics, money }));
  expect(trends.map(({ metric }) => metric)).toEqual(['m', 'n']);
  const steps = trends.map((trend) => trend.steps[0]!);
  expect(steps.map(({ role }) => role)).toEqual(['primary', 'secondary']);
  expect(steps[0]).toMatchObject({ margin: null, netEffect: null, segment: null });
  expect(trends[1]!.slope).toBeCloseTo(0.2, 12);
});
