import { expect, test } from 'vitest';
import type { MetricAggregate } from '../../../src/experiment/aggregates.js';
import type { Design, MetricDesign } from '../../../src/experiment/design.js';
import type { Distances } from '../../../src/experiment/simulate/distances.js';
import { distancesOf } from '../../../src/experiment/simulate/gate-distances.js';
import type { GrowingArm } from '../../../src/experiment/simulate/population.js';
import { addUnit, emptyMoments, type Moments } from '../../../src/stats/moments.js';
import { adjustedTest } from '../../../src/stats/tests/adjusted-test.js';
import { effectiveUnits, linearizedRatio } from '../../../src/stats/tests/ratio-test.js';
import type { TwoSampleTest, Untestable } from '../../../src/stats/tests/two-sample-test.js';
import { cellsOf, designOf, metricOf, rate } from '../given.js';

const base = designOf(cellsOf(['a'], { generic: [rate(1, 2)], personal: [rate(1, 2)] }));

/** Units of one metric, each with what it was before. */
const CONTROL = [
  [3, 1],
  [5, 2],
  [4, 4],
  [8, 5],
  [9, 7],
  [7, 8],
];
const TREATMENT = [
  [6, 2],
  [5, 1],
  [9, 4],
  [8, 3],
  [12, 9],
  [14, 8],
  [9, 5],
];

function armOf(units: readonly (readonly number[])[], successes: number | null = null): GrowingArm {
  const moments = emptyMoments(units[0]!.length);
  for (const unit of units) addUnit(moments, unit);
  const sample: MetricAggregate = { moments, successes, missing: 0 };
  return {
    figures: Float64Array.of(),
    clear: () => undefined,
    grow: () => undefined,
    sample: () => sample,
  };
}

function distances(metric: Partial<MetricDesign>, tests: Partial<Design['tests']> = {}): Distances {
  const covariates = ['before'];
  const metrics = [metricOf('a', { covariates, ...metric })];
  return distancesOf({ ...base, metrics, tests: { ...base.tests, ...tests } }, 0)!;
}

function tested(found: TwoSampleTest | Untestable): TwoSampleTest {
  if (typeof found === 'string') throw new Error(found);
  return found;
}

const arms = () => [armOf(CONTROL), armOf(TREATMENT)] as const;

test('of adjusted means with one slope and one variance are R’s', () => {
  const found = distances({ kind: 'mean' }, { mean: 'student' });
  expect(found.take(...arms())).toBe(true);
  // summary(lm(y ~ arm + before))$coef: t of the arm, and (estimate - 1) / error.
  expect(found.ofDifference(0)()).toBeCloseTo(3.952998230403, 9);
  expect(found.ofDifference(1)()).toBeCloseTo(2.607229438021, 9);
  expect(found.leastDf()).toBeCloseTo(10, 9);
  expect([found.units(), found.isBound()]).toEqual([13, false]);
});

test('of adjusted means and rates have the statistic of the adjusted test, of ratios by their linearized values', () => {
  const samples = arms().map((arm) => arm.sample(0).moments);
  const [a, b] = samples as [Moments, Moments];
  for (const kind of ['mean', 'proportion'] as const) {
    const found = distances({ kind });
    expect(found.take(...arms())).toBe(true);
    const { statistic, df } = tested(adjustedTest(a, b, 'welch', 'two-sided'));
    expect(found.ofDifference(0)()).toBeCloseTo(statistic!, 10);
    expect(found.leastDf()).toBeCloseTo(df!, 9);
  }
  const withThird = (units: number[][]) => units.map(([y, d], i) => [y!, d!, (i * 5) % 7]);
  const own = [armOf(withThird(CONTROL)), armOf(withThird(TREATMENT))] as const;
  const ratio = distances({ kind: 'ratio' });
  expect(ratio.take(...own)).toBe(true);
  const [c, t] = own.map((arm) => arm.sample(0).moments) as [Moments, Moments];
  const units = { control: effectiveUnits(c), treatment: effectiveUnits(t) };
  const delta = adjustedTest(linearizedRatio(c), linearizedRatio(t), 'delta', 'two-sided', units);
  expect(ratio.ofDifference(0)()).toBeCloseTo(tested(delta).statistic!, 10);
});

test('are not told of units without a denominator, or too few', () => {
  const none = armOf([
    [1, 0, 2],
    [2, 0, 1],
    [3, 0, 5],
  ]);
  expect(distances({ kind: 'ratio' }).take(none, none)).toBe(false);
  const few = armOf([[1, 2]]);
  expect(distances({ kind: 'mean' }).take(few, few)).toBe(false);
});
