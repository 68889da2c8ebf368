import { expect, test } from 'vitest';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import { designOf, metricOf } from '../given.js';
import { unitCells } from './segmented.js';

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
