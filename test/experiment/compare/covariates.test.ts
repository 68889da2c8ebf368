import { expect, test } from 'vitest';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import { adjustedTest } from '../../../src/stats/tests/adjusted-test.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { designOf, metricOf } from '../given.js';
import { unitCells } from './segmented.js';

test('arms of unequal size are adjusted each with its own units', () => {
  const arm = (variant: string, n: number, noise: number) =>
    Array.from({ length: n }, (_, i) => {
      const before = (7 * i) % 11;
      return [variant, 's', [2 * before + noise * ((3 * i) % 7), before, 0]] as const;
    });
  const cells = unitCells([...arm('generic', 60, 1), ...arm('personal', 15, 3)], 3);
  const metrics = [metricOf('m', { covariates: ['before'] })];
  const compared = compareAll(cells, designOf(cells, { metrics }))[0]!;
  const moments = ['generic', 'personal'].map(
    (name) => cells.variants.get(name)!.samples[0]!.moments,
  );
  // Which is held against R in test/stats/tests/adjusted-test.test.ts.
  const expected = adjustedTest(moments[0]!, moments[1]!, 'welch', 'two-sided') as TwoSampleTest;
  expect(compared.statistic).toBeCloseTo(expected.statistic!, 12);
  expect(compared.df).toBeCloseTo(expected.df!, 10);
});

test('each of several covariates has the slope that it has beside the others', () => {
  const arm = (variant: string, n: number, [one, two]: readonly [number, number]) =>
    Array.from({ length: n }, (_, i) => {
      const [first, second, noise] = [(7 * i) % 11, (5 * i) % 13, (3 * i) % 7];
      return [variant, 's', [one * first + two * second + noise, first, 0, second, 0]] as const;
    });
  const cells = unitCells([...arm('generic', 20, [2, -3]), ...arm('personal', 30, [1, 4])], 5);
  const metrics = [metricOf('m', { covariates: ['before', 'age'] })];
  const { covariates } = compareAll(cells, designOf(cells, { metrics }))[0]!.covariate!;
  expect(covariates.map(({ column, leftOut }) => [column, leftOut])).toEqual([
    ['before', null],
    ['age', null],
  ]);
  // R 4.2.2: coef(lm(y ~ arm + first + second)); arms of so few units share their slopes.
  expect(covariates[0]!.theta).toBeCloseTo(1.563855703362809, 10);
  expect(covariates[1]!.theta).toBeCloseTo(1.1731910361442, 10);
});
