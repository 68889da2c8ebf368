import { expect, test } from 'vitest';
import * as library from '../../src/index.js';

/*
 * What the pages promise of wrong arguments: a RangeError, and no figure.
 */
const arm = { successes: 10, n: 100 };
const moments = library.summaryMoments(10, 1, 1);
const effects = library.knownEffects(
  library.independentEffects([1, 2, 4].map((estimate) => ({ estimate, variance: 1 }))),
);
const misread = [
  { successes: 60, n: 50 },
  { successes: -1, n: 50 },
  { successes: Number.NaN, n: 50 },
  { successes: 5, n: Number.POSITIVE_INFINITY },
  { successes: 0, n: Number.NaN },
];
const time = { units: 200, plannedUnits: 400, alpha: 0.05 };

test.each<[string, (wrong: library.Counts) => unknown]>([
  ['scoreTest', (wrong) => library.scoreTest(arm, wrong, 'two-sided')],
  ['scoreTest of the control', (wrong) => library.scoreTest(wrong, arm, 'two-sided')],
  ['fisherTest', (wrong) => library.fisherTest(arm, wrong, 'two-sided')],
  ['exactTest', (wrong) => library.exactTest(arm, wrong, 'two-sided')],
  ['differenceStatistic', (wrong) => library.differenceStatistic(arm, wrong, 0)],
  ['scoreAccuracy', (wrong) => library.scoreAccuracy(arm, wrong, { shift: 0 })],
  ['estimatedRate', (wrong) => library.estimatedRate(wrong)],
  ['binaryMoments', ({ successes, n }) => library.binaryMoments(successes, n)],
  ['rateComparison', (wrong) => library.rateComparison(arm, wrong)],
  ['proportionTrend', (wrong) => library.proportionTrend([arm, wrong], [0, 1], 'two-sided')],
  ['mantelHaenszelTest', (wrong) => strata(wrong, library.mantelHaenszelTest)],
  ['mantelHaenszelDifference', (wrong) => strata(wrong, library.mantelHaenszelDifference)],
  ['rateHomogeneityTest', (wrong) => strata(wrong, library.rateHomogeneityTest)],
  [
    'mantelHaenszelOddsRatio',
    (wrong) => strata(wrong, (all) => library.mantelHaenszelOddsRatio(all, 0.05)),
  ],
  [
    'stratifiedRateTest',
    (wrong) => strata(wrong, (all) => library.stratifiedRateTest(all, 'two-sided')),
  ],
  [
    'proportionNonInferiority',
    (wrong) => library.proportionNonInferiority(arm, wrong, 0.01, 'increase'),
  ],
  [
    'proportionRelativeNonInferiority',
    (wrong) => library.proportionRelativeNonInferiority(arm, wrong, 0.1, 'increase'),
  ],
  ['proportionEquivalence', (wrong) => library.proportionEquivalence(arm, wrong, 0.05)],
  [
    'rateSequenceTest',
    (wrong) => library.rateSequenceTest({ control: arm, treatment: wrong }, time, 'two-sided'),
  ],
])('%s takes no successes that cannot be', (_, call) => {
  for (const wrong of misread) expect(() => call(wrong), JSON.stringify(wrong)).toThrow(RangeError);
});

function strata(wrong: library.Counts, of: (strata: library.Stratum[]) => unknown): unknown {
  return of([
    { control: arm, treatment: arm },
    { control: arm, treatment: wrong },
  ]);
}

const outside = [0, 1, -0.1, 1.5, Number.NaN];

test.each<[string, (confidence: number) => unknown]>([
  ['believed', (at) => library.believed([{ weight: 1, mean: 0, variance: 1 }], at)],
  ['mixtureQuantile', (at) => library.mixtureQuantile([{ weight: 1, mean: 0, variance: 1 }], at)],
  ['tauSquaredInterval', (at) => library.tauSquaredInterval(effects as library.KnownEffects, at)],
  ['randomEffects', (at) => library.randomEffects(effects as library.KnownEffects, at)],
  ['adjustFamily', (at) => library.adjustFamily([0.01], at, 'holm')],
])('%s takes nothing outside (0, 1)', (_, call) => {
  for (const wrong of outside) expect(() => call(wrong), String(wrong)).toThrow(RangeError);
});

test.each([
  [Number.NaN, 1, 1],
  [-1, 1, 1],
  [Number.POSITIVE_INFINITY, 1, 1],
  [10, Number.NaN, 1],
  [10, 1, -1],
  [10, 1, Number.NaN],
])('no moments are of n = %d, mean %d and variance %d', (n, mean, variance) => {
  expect(() => library.summaryMoments(n, mean, variance)).toThrow(RangeError);
});

test('of one unit no variance is asked for', () => {
  expect(library.summaryMoments(1, 3, Number.NaN).comoment).toEqual([0]);
  expect(library.welchTest(moments, library.summaryMoments(1, 3, Number.NaN), 'two-sided')).toBe(
    'TOO_FEW_UNITS',
  );
});

test('p-values lie in [0, 1]', () => {
  for (const p of [-0.1, 1.1, Number.NaN]) {
    expect(() => library.adjustFamily([p, 0.2], 0.05, 'holm')).toThrow(RangeError);
  }
});
