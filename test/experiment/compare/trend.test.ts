import { expect, test } from 'vitest';
import { trendsOf } from '../../../src/experiment/compare/trend.js';
import type { Design } from '../../../src/experiment/design.js';
import { relativeError } from '../../stats/reference.js';
import { segmentCases } from '../../stats/tests/segments-reference.js';
import { cellsOf, designOf, mean, rate } from '../given.js';

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
