import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PointEstimate } from '../../../src/stats/tests/point-estimate.js';
import {
  effectHeterogeneity,
  type Heterogeneity,
  pooledEffect,
} from '../../../src/stats/tests/pooled-effect.js';
import { relativeError, worst } from '../reference.js';
import { segmentCases, segmentRows } from './segments-reference.js';

interface Arm {
  successes: number;
  n: number;
}

function difference(control: Arm, treatment: Arm): PointEstimate {
  const [p, q] = [control.successes / control.n, treatment.successes / treatment.n];
  return { estimate: q - p, variance: (p * (1 - p)) / control.n + (q * (1 - q)) / treatment.n };
}

function logOdds({ successes: x, n }: Arm, { successes: y, n: m }: Arm): PointEstimate {
  const estimate = Math.log(y / (m - y)) - Math.log(x / (n - x));
  return { estimate, variance: 1 / x + 1 / (n - x) + 1 / y + 1 / (m - y) };
}

function heterogeneity(effects: PointEstimate[]): Heterogeneity {
  return effectHeterogeneity(effects) as Heterogeneity;
}

test.each(segmentCases('strata'))('the reference answer $id', ({ inputs, expected }) => {
  const effects = inputs.control.map((arm: Arm, i: number) => difference(arm, inputs.treatment[i]));
  const { statistic, df, pValue } = heterogeneity(effects);
  expect(relativeError(statistic, expected.cochran_q)).toBeLessThan(1e-11);
  expect(df).toBe(expected.cochran_q_df);
  expect(relativeError(pValue, expected.cochran_q_p)).toBeLessThan(1e-10);
});

test('agrees with R on a grid, where Q is what a weighted regression leaves', () => {
  const rows = segmentRows('strata').filter((row) => row.k! > 1);
  const { error, row } = worst(rows, (row) => {
    const arms = [1, 2, 3, 4, 5].slice(0, row.k!).map((i) => [
      { successes: row[`x${i}`]!, n: row[`n${i}`]! },
      { successes: row[`y${i}`]!, n: row[`m${i}`]! },
    ]);
    const rates = arms.map(([control, treatment]) => difference(control!, treatment!));
    const odds = arms.map(([control, treatment]) => logOdds(control!, treatment!));
    const pooled = pooledEffect(rates) as PointEstimate;
    const q = heterogeneity(rates);
    return [
      Math.abs(pooled.estimate - row.pooled!),
      relativeError(pooled.variance, row.pooledVariance!),
      relativeError(q.statistic, row.q!),
      relativeError(q.pValue, row.qP!),
      relativeError(heterogeneity(odds).statistic, row.qLogOdds!),
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-10);
});

describe('published figures', () => {
  test('the meta-analysis of Kacker (2004), Metrologia 41, 132–136: Q 24.8019', () => {
    const values = [61, 61.4, 62.21, 62.3, 62.34, 62.6, 62.7, 62.84, 65.9];
    const variances = [0.2025, 1.21, 0.09, 0.2025, 0.3844, 0.5625, 0.0676, 0.0225, 1.8225];
    const effects = values.map((estimate, i) => ({ estimate, variance: variances[i]! }));
    const q = heterogeneity(effects);
    expect(q.statistic).toBeCloseTo(24.8019, 4);
    expect(q.shareBeyondChance).toBeCloseTo(1 - 8 / 24.8019, 5);
    // At the Paule–Mandel variance between, Q is its degrees of freedom and the mean 62.40762.
    const spread = effects.map(({ estimate, variance }) => ({
      estimate,
      variance: variance + 0.705395,
    }));
    expect(heterogeneity(spread).statistic).toBeCloseTo(8, 4);
    expect((pooledEffect(spread) as PointEstimate).estimate).toBeCloseTo(62.40762, 5);
  });

  test('thirteen BCG vaccine trials (Colditz et al. 1994): Q of the log odds ratios 163.165', () => {
    // Vaccinated cases, others; not vaccinated cases, others.
    const trials = [
      [4, 119, 11, 128],
      [6, 300, 29, 274],
      [3, 228, 11, 209],
      [62, 13536, 248, 12619],
      [33, 5036, 47, 5761],
      [180, 1361, 372, 1079],
      [8, 2537, 10, 619],
      [505, 87886, 499, 87892],
      [29, 7470, 45, 7232],
      [17, 1699, 65, 1600],
      [186, 50448, 141, 27197],
      [5, 2493, 3, 2338],
      [27, 16886, 29, 17825],
    ] as [number, number, number, number][];
    const effects = trials.map(([a, b, c, d]) =>
      logOdds({ successes: c, n: c + d }, { successes: a, n: a + b }),
    );
    expect(heterogeneity(effects).statistic).toBeCloseTo(163.165, 3);
    expect(heterogeneity(effects).df).toBe(12);
  });
});

const effect = fc.record({
  estimate: fc.integer({ min: -999, max: 999 }).map((x) => x / 64),
  variance: fc.integer({ min: 1, max: 999 }).map((x) => x / 64),
});
const effects = fc.array(effect, { minLength: 2, maxLength: 8 });

test('adding to all effects, or changing their unit, leaves Q and moves the pooled one', () => {
  fc.assert(
    fc.property(effects, fc.constantFrom(-4, 0.001, 1e6), (some, factor) => {
      const other = some.map(({ estimate, variance }) => ({
        estimate: factor * (estimate + 3),
        variance: factor ** 2 * variance,
      }));
      const [q, moved] = [heterogeneity(some), heterogeneity(other)];
      expect(moved.statistic).toBeCloseTo(q.statistic, 7);
      expect(moved.shareBeyondChance).toBeCloseTo(q.shareBeyondChance, 7);
      const [plain, pooled] = [
        pooledEffect(some) as PointEstimate,
        pooledEffect(other) as PointEstimate,
      ];
      expect(pooled.estimate / factor).toBeCloseTo(plain.estimate + 3, 9);
      expect(pooled.variance / factor ** 2).toBeCloseTo(plain.variance, 9);
    }),
  );
});

test('pooling in steps is pooling at once', () => {
  fc.assert(
    fc.property(effects, effects, (some, others) => {
      const steps = pooledEffect([
        pooledEffect(some) as PointEstimate,
        pooledEffect(others) as PointEstimate,
      ]);
      const once = pooledEffect([...some, ...others]) as PointEstimate;
      expect((steps as PointEstimate).estimate).toBeCloseTo(once.estimate, 10);
      expect((steps as PointEstimate).variance).toBeCloseTo(once.variance, 10);
    }),
  );
});

test('two effects differ by Q as by the square of z', () => {
  fc.assert(
    fc.property(effect, effect, (a, b) => {
      const z2 = (a.estimate - b.estimate) ** 2 / (a.variance + b.variance);
      expect(heterogeneity([a, b]).statistic).toBeCloseTo(z2, 8);
    }),
  );
});

test('equal effects have Q 0 and p 1', () => {
  const same = { estimate: 0.1, variance: 0.3 };
  expect(heterogeneity([same, same, same])).toMatchObject({
    statistic: 0,
    pValue: 1,
    shareBeyondChance: 0,
  });
});

test('what cannot be pooled says why', () => {
  const good = { estimate: 1, variance: 2 };
  expect(pooledEffect([good, { estimate: 1, variance: 0 }])).toBe('ZERO_VARIANCE');
  expect(effectHeterogeneity([{ estimate: 1, variance: Number.NaN }, good])).toBe('TOO_FEW_UNITS');
  expect(pooledEffect([{ estimate: 1, variance: Infinity }])).toBe('NUMBERS_TOO_LARGE');
  expect(pooledEffect([good])).toEqual(good);
  expect(() => pooledEffect([])).toThrow(RangeError);
  expect(() => effectHeterogeneity([good])).toThrow(RangeError);
});
