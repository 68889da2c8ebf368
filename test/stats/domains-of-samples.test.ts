import { describe, expect, test } from 'vitest';
import { binaryMoments, summaryMoments } from '../../src/stats/moments.js';
import { adjustFamily, adjustSerially } from '../../src/stats/multiplicity.js';
import { aliasDraws } from '../../src/stats/random/random-choice.js';
import { sequenceNonInferiority } from '../../src/stats/sequential/confidence-sequence.js';
import { sequentialSampleRatioTest } from '../../src/stats/sequential/sequential-sample-ratio.js';
import { brunnerMunzelTest } from '../../src/stats/tests/brunner-munzel.js';
import { mannWhitneyTest } from '../../src/stats/tests/mann-whitney.js';
import { estimatedRate } from '../../src/stats/tests/point-estimate.js';
import { effectHeterogeneity, pooledEffect } from '../../src/stats/tests/pooled-effect.js';
import { orderStatisticMasses } from '../../src/stats/tests/quantile-spread.js';
import { differenceStatistic } from '../../src/stats/tests/score-statistics.js';
import { scoreTest } from '../../src/stats/tests/score-test.js';
import { comparedStrata } from '../../src/stats/tests/strata.js';
import { proportionTrend } from '../../src/stats/tests/trend.js';
import { domain, FINITE, holdsTo, INNER, NOT_NEGATIVE, POSITIVE, PROBABILITY } from './domains.js';

const END = Number.POSITIVE_INFINITY;
const NAN = Number.NaN;
/** So many units, which need not be whole. */
const UNITS = domain([0, 0.5, 9], [-1e-9, -1, END, NAN]);
/** Of nine units. */
const SUCCESSES = domain([0, 4.5, 9], [-1e-9, 9 + 1e-9, NAN]);
const NUMBER = domain([-1, 0, END, -END], [NAN]);

holdsTo('binaryMoments', 'n', UNITS, (n) => binaryMoments(0, n));
holdsTo('binaryMoments', 'successes', SUCCESSES, (successes) => binaryMoments(successes, 9));
holdsTo('summaryMoments', 'n', UNITS, (n) => summaryMoments(n, 1, 1));
holdsTo('summaryMoments', 'mean', NUMBER, (mean) => summaryMoments(9, mean, 1));
holdsTo('summaryMoments', 'sampleVariance', NOT_NEGATIVE, (v) => summaryMoments(2, 1, v));
holdsTo('summaryMoments of one unit', 'sampleVariance', domain([-1, 0, NAN], []), (v) =>
  summaryMoments(1.99, 1, v),
);

const rate = { successes: 3, n: 9 };
describe.each([
  [
    'scoreTest',
    (control: typeof rate, treatment: typeof rate) => scoreTest(control, treatment, 'two-sided'),
  ],
  ['differenceStatistic', (a: typeof rate, b: typeof rate) => differenceStatistic(a, b, 0.1)],
  ['proportionTrend', (a: typeof rate, b: typeof rate) => proportionTrend([a, b], [0, 1], 'less')],
  [
    'comparedStrata',
    (control: typeof rate, treatment: typeof rate) => comparedStrata([{ control, treatment }]),
  ],
  ['estimatedRate', (a: typeof rate, b: typeof rate) => [estimatedRate(a), estimatedRate(b)]],
])('%s', (_, run) => {
  holdsTo('it', 'n', UNITS, (n) => run({ successes: 0, n }, rate));
  holdsTo('it, of the treatment,', 'n', UNITS, (n) => run(rate, { successes: 0, n }));
  holdsTo('it', 'successes', SUCCESSES, (successes) => run({ successes, n: 9 }, rate));
  holdsTo('it, of the treatment,', 'successes', SUCCESSES, (successes) =>
    run(rate, { successes, n: 9 }),
  );
});

holdsTo('adjustFamily', 'p', PROBABILITY, (p) => adjustFamily([0.1, p, 0.2], 0.05, 'holm'));
holdsTo('adjustFamily', 'alpha', INNER, (alpha) => adjustFamily([], alpha, 'none'));
holdsTo('adjustSerially', 'p', PROBABILITY, (p) =>
  adjustSerially({ primary: [p], secondary: [] }, 0.05, 'bh'),
);
holdsTo('adjustSerially, later,', 'p', PROBABILITY, (p) =>
  adjustSerially({ primary: [0.2], secondary: [p] }, 0.05, 'bh'),
);
holdsTo('adjustSerially', 'alpha', INNER, (alpha) =>
  adjustSerially({ primary: [], secondary: [] }, alpha, 'hochberg'),
);

holdsTo('aliasDraws', 'weight', POSITIVE, (weight) => aliasDraws([1, weight]));
holdsTo('aliasDraws', 'the number of weights', domain([1, 2], [0]), (size) =>
  aliasDraws(Array<number>(size).fill(1)),
);
test('aliasDraws takes no more weights than 32 bits count', () => {
  // As long as that, without the memory of it.
  const weights = { length: 2 ** 32 } as unknown as number[];
  expect(() => aliasDraws(weights)).toThrow('the number of weights must be 1 to 2³² − 1');
});
holdsTo('sequentialSampleRatioTest', 'weight', POSITIVE, (weight) =>
  sequentialSampleRatioTest([5, 6], [1, weight]),
);
test.each([
  [[5], [1]],
  [[], []],
  [[1, 2], [1]],
  [
    [1, 2],
    [1, 1, 1],
  ],
])('sequentialSampleRatioTest takes no counts %j for weights %j', (counts, weights) => {
  const run = () => sequentialSampleRatioTest(counts, weights);
  expect(run).toThrow(RangeError);
  expect(run).toThrow('needs two or more counts, and a weight for each');
});
test('effects are pooled of one or more, and compared of two or more', () => {
  const one = { estimate: 2, variance: 1 };
  expect(pooledEffect([one])).toEqual(one);
  expect(() => pooledEffect([])).toThrow(
    new RangeError('a pooled effect needs one effect or more'),
  );
  expect(effectHeterogeneity([one, one])).toMatchObject({ statistic: 0, df: 1 });
  for (const few of [[], [one]]) {
    const why = new RangeError('heterogeneity needs two effects or more');
    expect(() => effectHeterogeneity(few)).toThrow(why);
  }
});

const values = [1, 2, 3];
holdsTo('orderStatisticMasses', 'values', FINITE, (x) => orderStatisticMasses([1, x, 2], 0.5));
holdsTo('mannWhitneyTest', 'values', NUMBER, (x) => mannWhitneyTest(values, [x, 2], 'less'));
holdsTo('mannWhitneyTest, control,', 'values', NUMBER, (x) =>
  mannWhitneyTest([x, 2], values, 'less'),
);
holdsTo('brunnerMunzelTest', 'values', NUMBER, (x) => brunnerMunzelTest(values, [x, 2], 'less'));

const MARGIN = domain([0, 1e-9, 5], [-1e-9, -1, END, NAN]);
const arm = { estimate: 1, variance: 1 };
holdsTo('sequenceNonInferiority', 'margin', MARGIN, (margin) => {
  const time = { units: 50, plannedUnits: 100, alpha: 0.05 };
  return sequenceNonInferiority({ control: arm, treatment: arm }, time, margin, 'increase');
});
