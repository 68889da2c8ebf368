import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alternative } from '../../../src/stats/alternative.js';
import { exactNonInferiority } from '../../../src/stats/margin/exact-margin.js';
import type { RelativeMarginTest } from '../../../src/stats/margin/relative-margin.js';
import { exactPValues } from '../../../src/stats/tests/exact-p-values.js';
import { exactTest } from '../../../src/stats/tests/exact-test.js';
import type { Counts } from '../../../src/stats/tests/score-statistics.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { relativeError } from '../reference.js';
import { excludesZero } from './segments-reference.js';

interface Row {
  control: [number, number];
  treatment: [number, number];
  difference?: number;
  ratio?: number;
  claim: 'two-sided' | 'greater' | 'less';
  p: number;
}

interface IntervalRow extends Pick<Row, 'control' | 'treatment'> {
  level: number;
  lower: number;
  upper: number;
}

const reference: { pValues: Row[]; intervals: IntervalRow[] } = JSON.parse(
  readFileSync(new URL('../../reference/exact.json', import.meta.url), 'utf8'),
);

const counts = ([successes, n]: [number, number]): Counts => ({ successes, n });

test('p-values as R has them by adding up all tables', () => {
  expect(reference.pValues.length).toBeGreaterThan(100);
  for (const row of reference.pValues) {
    const p = exactPValues(counts(row.control), counts(row.treatment));
    const found =
      row.ratio === undefined
        ? p.ofDifference(row.difference!, row.claim)
        : p.ofRatio(row.ratio, row.claim);
    expect(relativeError(found.pValue, row.p), JSON.stringify(row)).toBeLessThan(1e-8);
  }
});

test.each(reference.intervals)('the interval that R finds: %j', (row) => {
  const result = tested(counts(row.control), counts(row.treatment), 'two-sided');
  const { lower, upper } = result.effectInterval(row.level);
  const width = row.upper - row.lower;
  expect(Math.abs(lower! - row.lower) / width).toBeLessThan(1e-8);
  expect(Math.abs(upper! - row.upper) / width).toBeLessThan(1e-8);
});

function tested(control: Counts, treatment: Counts, alternative: Row['claim']): TwoSampleTest {
  return exactTest(control, treatment, alternative) as TwoSampleTest;
}

const arm = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 0.2, noNaN: true }))
  .map(([n, share]) => ({ n, successes: Math.round(n * share) }));
const level = fc.double({ min: 1e-4, max: 0.4, noNaN: true });
const side = fc.constantFrom('two-sided' as const, 'greater' as const, 'less' as const);

describe('laws', () => {
  test('p < alpha exactly when an interval excludes 0, also where alpha is p itself', () => {
    fc.assert(
      fc.property(arm, arm, level, side, (control, treatment, alpha, alternative) => {
        const result = tested(control, treatment, alternative);
        const levels =
          result.pValue < 0.4 ? [alpha, result.pValue, result.pValue * (1 + 2 ** -52)] : [alpha];
        for (const at of levels) {
          expect(excludesZero(result.effectInterval(at))).toBe(result.pValue < at);
          const relative = result.relativeInterval(at);
          if (relative === null) expect(control.successes).toBe(0);
          else expect(excludesZero(relative)).toBe(result.pValue < at);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a margin is kept exactly when the bound lies within it', () => {
    const margin = fc.double({ min: 0.001, max: 0.3, noNaN: true });
    const better = fc.constantFrom('increase' as const, 'decrease' as const);
    fc.assert(
      fc.property(
        arm,
        arm,
        level,
        margin,
        better,
        fc.boolean(),
        (control, treatment, alpha, size, way, relative) => {
          const asked = { margin: size, relative, better: way };
          const result = exactNonInferiority(control, treatment, asked);
          if (relative && control.successes === 0) {
            expect(result).toBe('NO_RELATIVE_MARGIN');
            return;
          }
          const { pValue, pValueBeyond, bound } = result as RelativeMarginTest;
          expect(pValue + pValueBeyond).toBeGreaterThan(1);
          const end = bound(alpha);
          const within = end !== null && (way === 'increase' ? end > -size : end < size);
          expect(within).toBe(pValue < alpha);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a margin at its bound has the level as its p-value', () => {
    const control = { successes: 14, n: 60 };
    for (const treatment of [
      { successes: 12, n: 55 },
      { successes: 21, n: 55 },
    ]) {
      for (const better of ['increase', 'decrease'] as const) {
        const pAt = (end: number) => {
          const margin = better === 'increase' ? -end : end;
          const result = exactNonInferiority(control, treatment, {
            margin,
            relative: false,
            better,
          });
          return (result as RelativeMarginTest).pValue;
        };
        // Far from the margins 0.5 and 0.2, so that nothing but the level decides where it is.
        const asked = { margin: 0.5, relative: false, better };
        const { bound } = exactNonInferiority(control, treatment, asked) as RelativeMarginTest;
        const end = bound(0.05)!;
        expect(Math.abs(end)).toBeLessThan(0.4);
        if (better === 'increase' ? end > 0 : end < 0) continue;
        const [near, far] = [0.9999 * end, 1.0001 * end];
        expect(pAt(near)).toBeGreaterThanOrEqual(0.05);
        expect(pAt(far)).toBeLessThan(0.05);
      }
    }
  });

  test('swapping the arms mirrors the test, and successes for failures as well', () => {
    fc.assert(
      fc.property(arm, arm, level, (control, treatment, alpha) => {
        const there = tested(control, treatment, 'two-sided');
        const flipped = ({ successes, n }: Counts) => ({ successes: n - successes, n });
        const turned = [
          tested(treatment, control, 'two-sided'),
          tested(flipped(control), flipped(treatment), 'two-sided'),
        ];
        const { lower, upper } = there.effectInterval(alpha);
        for (const back of turned) {
          expect(relativeError(back.pValue, there.pValue)).toBeLessThan(1e-8);
          const other = back.effectInterval(alpha);
          expect(-other.upper!).toBeCloseTo(lower!, 7);
          expect(-other.lower!).toBeCloseTo(upper!, 7);
        }
      }),
      { numRuns: 25 },
    );
  });
});

test('it rejects no oftener than its level, and its interval misses no oftener: by enumeration', () => {
  const [n, m] = [12, 30];
  const results = Array.from({ length: (n + 1) * (m + 1) }, (_, i) => {
    const [x, y] = [Math.floor(i / (m + 1)), i % (m + 1)];
    const result = tested({ successes: x, n }, { successes: y, n: m }, 'two-sided');
    return { x, y, p: result.pValue, interval: result.effectInterval(0.1) };
  });
  for (const rate of [0.01, 0.05, 0.1, 0.2, 0.35, 0.5]) {
    for (const difference of [0, 0.05, 0.2, 0.45]) {
      const chance = ({ x, y }: { x: number; y: number }) =>
        mass(x, n, rate) * mass(y, m, rate + difference);
      const missed = results.filter(
        ({ interval: { lower, upper } }) => lower! > difference || upper! < difference,
      );
      expect(missed.reduce((sum, table) => sum + chance(table), 0)).toBeLessThan(0.1);
      const rejected = results.filter(({ p }) => p < 0.1);
      const size = rejected.reduce((sum, table) => sum + chance(table), 0);
      if (difference === 0) expect(size).toBeLessThan(0.1);
    }
  }
});

function mass(k: number, n: number, rate: number): number {
  let choose = 1;
  for (let i = 0; i < k; i += 1) choose *= (n - i) / (i + 1);
  return choose * rate ** k * (1 - rate) ** (n - k);
}

test('where the line of a hypothesis misses all likely rates, p is what these leave out, or 1', () => {
  const [few, many] = [
    { successes: 5, n: 10_000 },
    { successes: 5000, n: 10_000 },
  ];
  const p = (control: Counts, treatment: Counts, alternative: Alternative) =>
    exactPValues(control, treatment).ofDifference(0, alternative).pValue;
  expect([p(few, many, 'greater'), p(few, many, 'less')]).toEqual([1e-9, 1]);
  expect([p(many, few, 'greater'), p(many, few, 'less')]).toEqual([1, 1e-9]);
  expect(p(few, many, 'two-sided')).toBe(2e-9);
  // That all of the control succeed and none of the treatment, or the other way round, is no more likely.
  const half = exactPValues({ successes: 5, n: 10 }, { successes: 3, n: 10 });
  for (const [difference, greater, less] of [
    [-1, 1e-9, 1],
    [1, 1, 1e-9],
  ] as const) {
    expect(half.ofDifference(difference, 'greater').pValue).toBe(greater);
    expect(half.ofDifference(difference, 'less').pValue).toBe(less);
  }
});

test('a one-sided interval of more than a half ends where p is its level', () => {
  const [control, treatment] = [
    { successes: 3, n: 12 },
    { successes: 5, n: 11 },
  ];
  const p = exactPValues(control, treatment);
  for (const [alternative, end] of [
    ['greater', 'lower'],
    ['less', 'upper'],
  ] as const) {
    const found = exactTest(control, treatment, alternative) as TwoSampleTest;
    for (const level of [0.5, 0.8]) {
      const at = found.effectInterval(level)[end]!;
      const ratio = found.relativeInterval(level)![end]! + 1;
      // Beside a jump: not rejected within, rejected beyond.
      const out = alternative === 'greater' ? -1e-6 : 1e-6;
      expect(p.ofDifference(at - out, alternative).pValue).toBeGreaterThanOrEqual(level - 1e-5);
      expect(p.ofDifference(at + out, alternative).pValue).toBeLessThanOrEqual(level + 1e-5);
      expect(p.ofRatio(ratio - out, alternative).pValue).toBeGreaterThanOrEqual(level - 1e-5);
      expect(p.ofRatio(ratio + out, alternative).pValue).toBeLessThanOrEqual(level + 1e-5);
    }
  }
});

test('that all of one arm and none of the other succeed is refuted by a single exception', () => {
  const of = (x: number, y: number, difference: 1 | -1, alternative: Alternative) =>
    exactPValues({ successes: x, n: 3 }, { successes: y, n: 4 }).ofDifference(
      difference,
      alternative,
    ).pValue;
  expect([of(0, 4, 1, 'two-sided'), of(3, 0, -1, 'two-sided')]).toEqual([1, 1]);
  for (const [x, y] of [
    [0, 3],
    [1, 4],
  ] as const) {
    expect(of(x, y, 1, 'less')).toBeLessThan(1e-8);
    expect(of(3 - x, 4 - y, -1, 'greater')).toBeLessThan(1e-8);
    expect(of(x, y, 1, 'greater')).toBe(1);
    expect(of(3 - x, 4 - y, -1, 'less')).toBe(1);
  }
});
