import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alternative } from '../../../src/stats/alternative.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { drawNormal } from '../../../src/stats/random/random-draws.js';
import {
  type BrunnerMunzelTest,
  brunnerMunzelTest,
} from '../../../src/stats/tests/brunner-munzel.js';
import { relativeError, worst } from '../reference.js';

interface Row {
  control: number[];
  treatment: number[];
  small: boolean;
  alpha: number;
  statistic: number;
  df: number | null;
  p: number;
  greater: number;
  less: number;
  superiority: number;
  lower: number;
  upper: number;
}

const { rows } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../reference/ranks.json'), 'utf8'),
) as { rows: Row[] };

function tested(control: number[], treatment: number[], alternative: Alternative = 'two-sided') {
  return brunnerMunzelTest(control, treatment, alternative) as BrunnerMunzelTest;
}

test('agrees with R, by the definition', () => {
  const { error, row } = worst(rows, (row) => {
    const result = tested(row.control, row.treatment);
    expect(result.distribution).toBe(row.small ? 'permutations' : 't');
    const interval = result.superiorityInterval(row.alpha)!;
    return [
      Math.abs(result.statistic! - row.statistic),
      row.df === null ? 0 : relativeError(result.df!, row.df),
      relativeError(result.pValue, row.p),
      relativeError(tested(row.control, row.treatment, 'greater').pValue, row.greater),
      relativeError(tested(row.control, row.treatment, 'less').pValue, row.less),
      relativeError(result.superiority, row.superiority),
      Math.abs(interval.lower - row.lower),
      Math.abs(interval.upper - row.upper),
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-11);
});

describe('published figures', () => {
  test('pain scores of Brunner and Munzel (2000), as R’s brunner.munzel.test documents them', () => {
    const yes = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1];
    const no = [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4];
    const result = tested(yes, no);
    expect(result.statistic).toBeCloseTo(3.1375, 4);
    expect(result.df).toBeCloseTo(17.683, 3);
    expect(result.pValue).toBeCloseTo(0.005786, 6);
    expect(result.superiority).toBeCloseTo(0.788961, 6);
    const { lower, upper } = result.superiorityInterval(0.05)!;
    expect(lower).toBeCloseTo(0.5952169, 7);
    expect(upper).toBeCloseTo(0.9827052, 7);
  });

  test('5 … 8 against 1 … 4 do not overlap: two of 70 ways, as by wilcox.test', () => {
    const result = tested([1, 2, 3, 4], [5, 6, 7, 8]);
    expect(result.pValue).toBeCloseTo(2 / 70, 14);
    expect(result.statistic).toBeNull();
    expect(result.superiorityInterval(0.05)).toBeNull();
    expect(tested([1, 2, 3, 4], [5, 6, 7, 8], 'greater').pValue).toBeCloseTo(1 / 70, 14);
    expect(tested([1, 2, 3, 4], [5, 6, 7, 8], 'less').pValue).toBe(1);
    // The other way round the units of the lowest values have to fill the other arm.
    expect(tested([1, 2, 3], [5, 6, 7, 8]).pValue).toBeCloseTo(2 / 35, 14);
    expect(tested([1, 2, 3, 3], [5, 6, 7]).pValue).toBeCloseTo(1 / 35, 14);
    expect(tested([1, 2], [5, 5, 5, 7]).pValue).toBeCloseTo(1 / 15, 14);
  });
});

const small = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 7 });
const more = fc.array(fc.double({ noNaN: true, min: -9, max: 9 }), {
  minLength: 10,
  maxLength: 40,
});
const pairs = fc.oneof(fc.tuple(small, small), fc.tuple(more, more));
const alternatives = fc.constantFrom<Alternative>('two-sided', 'greater', 'less');

test('p < level exactly when the interval leaves out one half, at the p-value too', () => {
  fc.assert(
    fc.property(
      pairs,
      alternatives,
      fc.double({ min: 1e-3, max: 0.5 }),
      ([control, treatment], alternative, drawn) => {
        const result = brunnerMunzelTest(control, treatment, alternative);
        if (typeof result === 'string') return;
        for (const level of [drawn, result.pValue]) {
          const interval = result.superiorityInterval(level);
          if (interval === null) continue;
          const { lower, upper } = interval;
          expect(lower > 0.5 || upper < 0.5).toBe(result.pValue < level);
          expect(0 <= lower && lower <= upper && upper <= 1).toBe(true);
        }
      },
    ),
  );
});

test('swapping the arms mirrors the test', () => {
  fc.assert(
    fc.property(pairs, ([control, treatment]) => {
      const there = brunnerMunzelTest(control, treatment, 'greater');
      const back = brunnerMunzelTest(treatment, control, 'less');
      if (typeof there === 'string') {
        expect(back).toBe(there);
        return;
      }
      const { u, logPValue, superiorityInterval } = back as BrunnerMunzelTest;
      expect(u + there.u).toBe(control.length * treatment.length);
      expect(Math.abs(logPValue - there.logPValue)).toBeLessThan(1e-9);
      const [a, b] = [there.superiorityInterval(0.1), superiorityInterval(0.1)];
      if (a === null) expect(b).toBeNull();
      else expect(a.lower + b!.upper).toBeCloseTo(1, 12);
    }),
  );
});

test('what cannot be tested says why', () => {
  expect(brunnerMunzelTest([1], [1, 2], 'less')).toBe('TOO_FEW_UNITS');
  expect(brunnerMunzelTest([2, 2], [2, 2], 'less')).toBe('ZERO_VARIANCE');
  expect(() => brunnerMunzelTest([2, Number.NaN], [2, 3], 'less')).toThrow(RangeError);
  const many = Array.from({ length: 2000 }, (_, i) => i);
  expect(brunnerMunzelTest(many, [3, 5, 8], 'less')).toBe('TOO_FEW_UNITS');
});

test('infinite values have ranks, −0 ties with 0, the samples are left as they were', () => {
  const control = [-0, Number.NEGATIVE_INFINITY, 3];
  expect(tested(control, [0, Number.POSITIVE_INFINITY]).u).toBe(1.5 + 3);
  expect(control).toEqual([-0, Number.NEGATIVE_INFINITY, 3]);
});

test.each([
  // Units of each arm, standard deviation of the treatment, experiments.
  [3, 30, 1, 300],
  [5, 5, 1, 2000],
  [10, 100, 1, 4000],
  [40, 10, 3, 4000],
])('errs in 5 %%: %i and %i units, spread 1 and %i', (n, m, sd, runs) => {
  let rejected = 0;
  for (let run = 0; run < runs; run += 1) {
    const random = randomStream(20240607, [run, n]);
    const control = Array.from({ length: n }, () => drawNormal(random));
    const treatment = Array.from({ length: m }, () => sd * drawNormal(random));
    if (tested(control, treatment).pValue < 0.05) rejected += 1;
  }
  expect(rejected / runs).toBeLessThan(0.055 + 4 * Math.sqrt((0.05 * 0.95) / runs));
});

test('samples that lie far apart have the smallest double as their p, and its logarithm', () => {
  const control = Array.from({ length: 600 }, (_, i) => i);
  const { pValue, logPValue } = tested(
    control,
    control.map((x) => x + 1000),
  );
  expect(pValue).toBe(Number.MIN_VALUE);
  // mpmath 1.3: ln 2 − ln C(1200, 600).
  expect(relativeError(logPValue, -827.312431387532)).toBeLessThan(1e-13);
});

test('more units of one value than a byte counts are counted', () => {
  const of = (counts: number[]) => counts.flatMap((count, i) => Array<number>(count).fill(i));
  for (const [a, b] of [
    [
      [255, 10],
      [5, 300],
    ],
    [
      [256, 10],
      [5, 30],
    ],
    [
      [5, 30],
      [300, 256],
    ],
  ] as const) {
    const [n, m] = [a[0] + a[1], b[0] + b[1]];
    const u = a[0] * b[1] + (a[0] * b[0] + a[1] * b[1]) / 2;
    expect(tested(of([...a]), of([...b])).u).toBe(u);
    expect(tested(of([...a]), of([...b])).superiority).toBeCloseTo(u / (n * m), 14);
  }
});

test('permutations are drawn where an arm is small and they are too many', () => {
  // 54 units of which 3 are treated: by all 24,804 ways, in numpy, p is 0.139655, and 0.069827 of the one side.
  const control = Array.from({ length: 51 }, (_, i) => i + 1);
  const within = (p: number) => 4 * Math.sqrt((p * (1 - p)) / 9999);
  for (const [alternative, p] of [
    ['two-sided', 0.139655],
    ['greater', 0.069827],
    ['less', 0.930213],
  ] as const) {
    const { distribution, pValue, df } = tested(control, [40.5, 49.5, 30.5], alternative);
    expect([distribution, df]).toEqual(['permutations', null]);
    expect(Math.abs(pValue - p)).toBeLessThan(within(p));
  }
  const nine = Array.from({ length: 9 }, (_, i) => (i * 7) % 11);
  const ten = Array.from({ length: 10 }, (_, i) => (i * 3) % 10);
  // 9 of 19 may be chosen in 92,378 ways, of 20 units each half in 184,756.
  expect(tested(nine, ten).distribution).toBe('permutations');
  expect((tested(nine, ten).pValue * 10_000) % 1).toBeCloseTo(0, 9);
  expect(tested(ten, [...nine, 4.5]).distribution).toBe('t');
  const many = Array.from({ length: 1998 }, (_, i) => i);
  expect(brunnerMunzelTest(many, [3, 5, 8], 'less')).toBe('TOO_FEW_UNITS');
});
