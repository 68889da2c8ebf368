import { describe, expect, test } from 'vitest';
import { covariateImbalance, sampleRatio } from '../../../src/experiment/checks/balance-checks.js';
import { skewedMeans } from '../../../src/experiment/checks/skewed-means.js';
import { smallCounts } from '../../../src/experiment/checks/small-counts.js';
import type { SegmentedEffect } from '../../../src/experiment/compare/heterogeneity.js';
import type {
  Comparison,
  CovariateUse,
  UsedCovariate,
} from '../../../src/experiment/comparison.js';
import type { Monitoring } from '../../../src/experiment/monitoring/monitoring.js';
import { sequentialSampleRatioTest } from '../../../src/stats/sequential/sequential-sample-ratio.js';
import { cellsOf, comparisonOf, designOf, metricOf, rate } from '../given.js';

const cells = cellsOf(['signup'], { generic: [rate(100, 1000)], personal: [rate(110, 1000)] });
const arm = (variant: string, n: number, successes = 10) => ({
  ...{ variant, n, mean: successes / n, variance: 1, successes },
});
const used = (rest: Partial<UsedCovariate> = {}): UsedCovariate => ({
  ...{ column: 'before', theta: 1, leftOut: null, distance: null },
  ...{ known: { control: 1, treatment: 1 }, ...rest },
});
const adjusted = (covariate: UsedCovariate = used()): CovariateUse => ({
  ...{ column: 'before', theta: 1, varianceReduction: 0.5, covariates: [covariate] },
});

describe('means whose skewness nobody knows', () => {
  const unknown = (n: number, m: number, rest: Partial<Comparison> = {}) =>
    skewedMeans({
      aggregates: cells,
      effects: [],
      comparisons: [
        comparisonOf({
          ...{ kind: 'mean', skewness: null, criticalValue: 1.96, df: null },
          ...{ control: arm('generic', n), treatment: arm('personal', m), ...rest },
        }),
      ],
    }).map(({ code }) => code);

  test('may be too skewed in arms further apart than chance would split them', () => {
    // Of 400 units three standard errors are 60.
    expect(unknown(170, 230)).toEqual([]);
    expect(unknown(230, 170)).toEqual([]);
    expect(unknown(169, 231)).toEqual(['SKEWNESS_UNKNOWN']);
    expect(unknown(231, 169)).toEqual(['SKEWNESS_UNKNOWN']);
    // With so many units revenue is not skewed enough: 17.9 (1/n − 1/m) ÷ √(1/n + 1/m) is 0.004.
    expect(unknown(1_000_000, 1_010_000)).toEqual([]);
  });

  test('are means and ratios, and what is adjusted, where they were tested', () => {
    expect(unknown(100, 900, { kind: 'ratio' })).toHaveLength(1);
    expect(unknown(100, 900, { kind: 'proportion' })).toEqual([]);
    expect(unknown(100, 900, { kind: 'quantile' })).toEqual([]);
    expect(unknown(100, 900, { kind: 'proportion', covariate: adjusted() })).toHaveLength(1);
    expect(unknown(100, 900, { reason: 'ZERO_VARIANCE' })).toEqual([]);
    expect(unknown(100, 900, { criticalValue: null })).toEqual([]);
  });
});

describe('means that are known to be skewed', () => {
  const error = { side: 'below', nominal: 0.025, actual: 0.04, times: 30 } as const;
  const skewness = { control: 9, treatment: 9, difference: 0.1, error, pValue: null };
  const found = (rest: Partial<Comparison>, capped: string[] = []) =>
    skewedMeans({
      aggregates: {
        ...cells,
        capped: capped.map((metric) => ({ metric, share: null, limit: 9, touched: [] })),
      },
      effects: [],
      comparisons: [comparisonOf({ skewness: { ...skewness, undecided: false }, ...rest })],
    });

  test('could be capped, or lower than they are, and only means', () => {
    const mean = { kind: 'mean' } as const;
    expect(found(mean)).toMatchObject([
      { code: 'SKEWED_MEAN', status: 'warn', metric: 'signup', cap: 'first', error },
    ]);
    expect(found(mean, ['signup'])).toMatchObject([{ cap: 'lower' }]);
    expect(found(mean, ['other'])).toMatchObject([{ cap: 'first' }]);
    expect(found({ kind: 'ratio' }, ['signup'])).toMatchObject([{ cap: 'none' }]);
    const quiet = { ...skewness, error: null, undecided: false };
    expect(found({ ...mean, skewness: quiet })).toEqual([]);
  });

  test('are told of averages over segments, too', () => {
    const effect = { metric: 'm', treatment: 'personal', segmentColumn: 'land' };
    const told = (averageError: typeof error | null) =>
      skewedMeans({
        ...{ aggregates: cells, comparisons: [] },
        effects: [{ ...effect, averageError } as SegmentedEffect],
      });
    expect(told(null)).toEqual([]);
    expect(told(error)).toEqual([{ code: 'SKEWED_AVERAGE', status: 'warn', ...effect, error }]);
  });
});

describe('rates of arms so unequal that their test errs', () => {
  const small = (rest: Partial<Comparison>) =>
    smallCounts({
      comparisons: [
        comparisonOf({
          ...{ control: arm('generic', 5400, 540), treatment: arm('personal', 600, 60), ...rest },
        }),
      ],
      design: designOf(cells),
    }).map(({ expected, noExactTest }) => [expected, noExactTest]);

  test('are told where nothing adjusts them and the test can stop', () => {
    expect(small({})).toEqual([[60, false]]);
    expect(small({ criticalValue: -1.96 })).toEqual([[60, false]]);
    expect(small({ covariate: adjusted() })).toEqual([]);
    expect(small({ criticalValue: null })).toEqual([]);
    expect(small({ criticalValue: Number.POSITIVE_INFINITY })).toEqual([]);
    for (const method of ['exact', 'fisher', 'confidence-sequence'] as const) {
      expect(small({ method })).toEqual([]);
    }
    expect(small({ reason: 'TOO_FEW_UNITS' })).toEqual([]);
    const few = { control: arm('generic', 100, 4), covariate: adjusted() };
    expect(small({ ...few, treatment: arm('personal', 100, 4) })).toEqual([[4, true]]);
  });

  test('are told of a guardrail under the hypothesis where least is expected', () => {
    const margin = { kind: 'equivalence', size: { scale: 'points', size: 0.03 } } as const;
    const design = designOf(cells, { metrics: [metricOf('signup', { margin })] });
    const guardrail = comparisonOf({
      ...{ role: 'guardrail', method: 'farrington-manning' },
      ...{ control: arm('generic', 100, 6), treatment: arm('personal', 100, 6) },
    });
    const [found] = smallCounts({ comparisons: [guardrail], design });
    // Rates 0.03 apart that are as likely as may be, of 6 of 100 each, lie around 0.06: some 4.7 and 7.7.
    expect(found).toMatchObject({ code: 'SMALL_COUNTS', excess: null, noExactTest: true });
    expect(found!.expected).toBeGreaterThan(4);
    expect(found!.expected).toBeLessThan(5);
  });
});

describe('a covariate that units lack', () => {
  const lacks = (control: number, treatment: number) =>
    covariateImbalance({
      aggregates: cells,
      design: designOf(cells, { metrics: [metricOf('signup', { covariates: ['before'] })] }),
      comparisons: [
        comparisonOf({
          ...{ control: arm('generic', 100), treatment: arm('personal', 100) },
          covariate: adjusted(used({ known: { control, treatment } })),
        }),
      ],
    });

  test('is counted in whole units', () => {
    // 100 × 0.29 and 100 × 0.57 are a bit less than 29 and 57 in doubles; R 4.2.2, fisher.test of these.
    const [found] = lacks(0.29, 0.57);
    expect(found!.pValue).toBeCloseTo(0.000103960211557511, 14);
    expect(found).toMatchObject({ code: 'COVARIATE_IMBALANCE', status: 'fail', column: 'before' });
    expect(lacks(0.57, 0.29)[0]!.pValue).toBeCloseTo(0.000103960211557511, 14);
    expect(lacks(0.5, 0.5)).toEqual([]);
  });
});

test('a split that is looked at again is judged by a test that holds at every look', () => {
  const uneven = cellsOf(['signup'], { generic: [rate(1, 5000)], personal: [rate(1, 5261)] });
  const units = new Map();
  const monitoring: Monitoring = {
    ...{ plan: { method: 'always-valid' }, plannedUnits: units, units, look: 1 },
    ...{ earlierLooks: [], looksAssumed: false, dailyUnits: null },
    ...{ planChangedSince: null, repeats: null },
  };
  const found = (rest = {}) => sampleRatio({ aggregates: uneven, design: designOf(uneven, rest) });
  expect(found()).toMatchObject([{ status: 'warn', sequential: false }]);
  const { pValue } = sequentialSampleRatioTest([5000, 5261], [1, 1]);
  expect(pValue).toBeGreaterThan(0.05);
  expect(found({ monitoring })).toMatchObject([{ status: 'pass', sequential: true, pValue }]);
});
