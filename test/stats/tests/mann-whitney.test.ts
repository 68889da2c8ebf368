import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countsOf } from '../../../src/stats/ordered-values.js';
import { type MannWhitneyTest, mannWhitneyTest } from '../../../src/stats/tests/mann-whitney.js';
import { areAllAlike } from '../../../src/stats/tests/rank-placements.js';
import { rankSumTails } from '../../../src/stats/tests/rank-sum.js';
import type { ValueCounts } from '../../../src/stats/value-counts.js';
import { relativeError, worst } from '../reference.js';
import { rankRows } from './segments-reference.js';

function tested(
  control: number[],
  treatment: number[],
  alternative: 'two-sided' | 'greater' | 'less' = 'two-sided',
) {
  return mannWhitneyTest(control, treatment, alternative) as MannWhitneyTest;
}

test("agrees with R's wilcox.test", () => {
  const rows = rankRows();
  expect(new Set(rows.map(({ exact }) => exact)).size).toBe(2);
  const { error, row } = worst(rows, (row) => {
    const result = tested(row.control, row.treatment);
    expect(result.u).toBe(row.u);
    expect(result.distribution).toBe(row.exact ? 'exact' : 'normal');
    return [
      relativeError(result.pValue, row.p),
      relativeError(tested(row.control, row.treatment, 'greater').pValue, row.greater),
      relativeError(tested(row.control, row.treatment, 'less').pValue, row.less),
      relativeError(result.superiority, row.superiority),
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-11);
});

describe('published figures', () => {
  test('5 … 8 against 1 … 4: U 16, p .0285714', () => {
    const result = tested([1, 2, 3, 4], [5, 6, 7, 8]);
    expect(result.u).toBe(16);
    expect(result.pValue).toBeCloseTo(2 / 70, 14);
    expect(result.statistic).toBeNull();
  });
});

test('counts all orders of small samples, by brute force', () => {
  const subsets = (n: number, m: number) =>
    Array.from({ length: 2 ** (n + m) }, (_, bits) => bits.toString(2).padStart(n + m, '0'))
      .filter((order) => order.replaceAll('0', '').length === m)
      .map((order) =>
        [...order].reduce(
          (u, one, i) =>
            u + (one === '1' ? [...order.slice(0, i)].filter((x) => x === '0').length : 0),
          0,
        ),
      );
  for (const [n, m] of [
    [1, 1],
    [1, 5],
    [4, 3],
    [6, 5],
  ] as const) {
    const all = subsets(n, m);
    for (let u = 0; u <= n * m; u += 1) {
      const { lower, upper } = rankSumTails(u, n, m);
      expect(lower).toBeCloseTo(all.filter((other) => other <= u).length / all.length, 14);
      expect(upper).toBeCloseTo(all.filter((other) => other >= u).length / all.length, 14);
    }
  }
});

const small = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 30 });
const spread = fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 60 });
const values = fc.oneof(small, spread);

test('U counts the pairs', () => {
  fc.assert(
    fc.property(values, values, (control, treatment) => {
      const result = mannWhitneyTest(control, treatment, 'two-sided');
      if (typeof result === 'string') return;
      const pairs = treatment.flatMap((t) => control.map((c) => (t > c ? 1 : t === c ? 0.5 : 0)));
      expect(result.u).toBe(pairs.reduce((sum: number, won) => sum + won, 0));
    }),
  );
});

test('swapping the arms mirrors the test', () => {
  fc.assert(
    fc.property(values, values, (control, treatment) => {
      const there = mannWhitneyTest(control, treatment, 'greater');
      const back = mannWhitneyTest(treatment, control, 'less');
      if (typeof there === 'string') {
        expect(back).toBe(there);
        return;
      }
      const { u, logPValue } = back as MannWhitneyTest;
      expect(u + there.u).toBe(control.length * treatment.length);
      expect(relativeError(logPValue, there.logPValue)).toBeLessThan(1e-10);
    }),
  );
});

test('only the order of the values counts', () => {
  fc.assert(
    fc.property(small, small, (control, treatment) => {
      const bent = (xs: number[]) => xs.map((x) => Math.exp(x) - 7);
      const [plain, other] = [control, bent(control)].map((c, i) =>
        mannWhitneyTest(c, i === 0 ? treatment : bent(treatment), 'two-sided'),
      );
      if (typeof plain === 'string') expect(other).toBe(plain);
      else expect((other as MannWhitneyTest).logPValue).toBe(plain!.logPValue);
    }),
  );
});

test('of 0 and 1 the superiority is half the difference of rates above ½', () => {
  const binary = (successes: number, n: number) =>
    Array.from({ length: n }, (_, i) => Number(i < successes));
  const result = tested(binary(30, 100), binary(45, 120));
  expect(result.superiority).toBeCloseTo(0.5 + (45 / 120 - 30 / 100) / 2, 14);
  // The pooled z-test with N − 1 for N.
  const [p, q, rate] = [0.3, 0.375, 75 / 220];
  const z2 = ((q - p) ** 2 / (rate * (1 - rate) * (1 / 100 + 1 / 120))) * (219 / 220);
  expect(result.statistic! ** 2).toBeCloseTo(z2, 11);
});

test('infinite values have ranks, −0 ties with 0, the samples are left as they were', () => {
  const control = [-0, Number.NEGATIVE_INFINITY, 3];
  const result = tested(control, [0, Number.POSITIVE_INFINITY]);
  expect(result.u).toBe(1.5 + 3);
  expect(control).toEqual([-0, Number.NEGATIVE_INFINITY, 3]);
});

test('what cannot be tested says why', () => {
  expect(mannWhitneyTest([], [1], 'less')).toBe('TOO_FEW_UNITS');
  expect(mannWhitneyTest([2, 2], [2], 'less')).toBe('ZERO_VARIANCE');
  expect(() => mannWhitneyTest([2, Number.NaN], [2], 'less')).toThrow(RangeError);
});

test('all are alike where each has the one value, whichever runs are empty', () => {
  const run = (...values: number[]) => countsOf(values);
  const arm = (...runs: ValueCounts[]) => ({ runs, units: 1 });
  expect(areAllAlike(arm(run(), run(3, 3)), arm(run(3), run()))).toBe(true);
  expect(areAllAlike(arm(run(3), run(3)), arm(run(3)))).toBe(true);
  expect(areAllAlike(arm(run(3), run()), arm(run(), run(4)))).toBe(false);
  expect(areAllAlike(arm(run(3), run(3, 4)), arm(run(3)))).toBe(false);
  expect(areAllAlike(arm(run(3)), arm(run(2, 3)))).toBe(false);
});
