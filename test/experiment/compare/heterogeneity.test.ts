import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Aggregates } from '../../../src/experiment/aggregates.js';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import {
  type SegmentedEffect,
  segmentedEffects,
} from '../../../src/experiment/compare/heterogeneity.js';
import { compareSegments } from '../../../src/experiment/compare/segments.js';
import { CHOSEN_BY_DATA } from '../../../src/experiment/compare/tests.js';
import type { Design, MetricDesign } from '../../../src/experiment/design.js';
import { relativeError } from '../../stats/reference.js';
import { designOf, mean, metricOf, rate } from '../given.js';
import { byHand, segmentedCells, unitCells } from './segmented.js';

function effectsOf(aggregates: Aggregates, rest: Partial<Design> = {}): SegmentedEffect[] {
  // Averages are of no segment's own test, of which the score test is the fastest.
  const tests = { ...CHOSEN_BY_DATA, proportion: 'score' } as const;
  const design = designOf(aggregates, { tests, ...rest });
  return segmentedEffects(
    compareAll(aggregates, design),
    compareSegments(aggregates, design),
    design,
  );
}

/** Rates in segments: successes and units of the control, then of the treatment. */
function ratesOf(segments: readonly (readonly number[])[]): Aggregates {
  const parts = segments.map(([x, n, y, m], i) => [
    `s${i}`,
    { generic: rate(x!, n!), personal: rate(y!, m!) },
  ]);
  return segmentedCells('s', Object.fromEntries(parts));
}

/** That the effects were tested so; `df` and below stand as R has them. */
function expectSpread(found: SegmentedEffect, spread: readonly (number | null)[]) {
  const [statistic, df, denominatorDf, pValue] = spread;
  expect(relativeError(found.statistic!, statistic!)).toBeLessThan(1e-10);
  expect(relativeError(found.df!, df!)).toBeLessThan(1e-10);
  if (denominatorDf === null) expect(found.denominatorDf).toBeNull();
  else expect(relativeError(found.denominatorDf!, denominatorDf!)).toBeLessThan(1e-10);
  expect(relativeError(found.pValue!, pValue!)).toBeLessThan(1e-10);
}

describe('against R', () => {
  test.each(byHand.rates)('rates in $segments', ({ segments, average, ends, p, ...rest }) => {
    const [found] = effectsOf(ratesOf(segments));
    const { estimate, lower, upper, method, pValue } = found!.stratified!;
    expect(found!.method).toBe(rest.method);
    expectSpread(found!, rest.spread);
    expect(method).toBe('mantel-haenszel');
    expect(relativeError(estimate, average)).toBeLessThan(1e-12);
    // uniroot's own accuracy.
    expect(Math.abs(lower! - ends[0]!)).toBeLessThan(1e-12);
    expect(Math.abs(upper! - ends[1]!)).toBeLessThan(1e-12);
    expect(relativeError(pValue, p)).toBeLessThan(1e-11);
    expect(relativeError(found!.mantelHaenszel!.pValue, p)).toBeLessThan(1e-11);
  });

  test.each(byHand.means)('means, plain and adjusted ($plain)', ({ units, plain, adjusted }) => {
    for (const [covariate, expected] of [
      [null, plain],
      ['x', adjusted],
    ] as const) {
      const aggregates = unitCells(
        units.map(([arm, s, x, y]) => [
          arm === 0 ? 'generic' : 'personal',
          `s${s}`,
          covariate === null ? [y] : [y, x, 0],
        ]),
        covariate === null ? 1 : 3,
      );
      const [found] = effectsOf(aggregates, {
        metrics: [metricOf('m', { covariates: covariate === null ? [] : [covariate] })],
      });
      const [average, , df, p] = expected.slice(4) as number[];
      const { estimate, lower, upper, method, ...rest } = found!.stratified!;
      expect(found!.method).toBe('brown-forsythe');
      expectSpread(found!, expected.slice(0, 4));
      expect(method).toBe('post-stratified');
      expect(relativeError(estimate, average!)).toBeLessThan(1e-11);
      expect((lower! + upper!) / 2).toBeCloseTo(average!, 12);
      expect(relativeError(rest.df!, df!)).toBeLessThan(1e-10);
      expect(relativeError(rest.pValue, p!)).toBeLessThan(1e-10);
    }
  });
});

describe('what cannot be had', () => {
  test('one segment has no heterogeneity, and its average is its effect', () => {
    const [found] = effectsOf(ratesOf([[100, 1000, 160, 1010]]));
    expect(found).toMatchObject({ statistic: null, df: null, pValue: null, pointsApart: false });
    expect(found!.stratified!.estimate).toBeCloseTo(found!.crude, 14);
  });

  test('segments without one arm count for nothing', () => {
    const two = [
      [100, 1000, 160, 1010],
      [60, 500, 55, 490],
    ];
    const [plain] = effectsOf(ratesOf(two));
    const [found] = effectsOf(ratesOf([...two, [5, 9, 0, 0]]));
    expect(found!.statistic).toBe(plain!.statistic);
    expect(found!.df).toBe(1);
    expect(found!.stratified!.estimate).toBe(plain!.stratified!.estimate);
  });

  test('no segment with both arms has no average', () => {
    const [found] = effectsOf(
      ratesOf([
        [5, 9, 0, 0],
        [0, 0, 5, 9],
      ]),
    );
    expect(found).toMatchObject({ statistic: null, stratified: null, pointsApart: false });
  });

  test('nobody converts: effects cannot differ, and the average of 0 has p = 1', () => {
    const [found] = effectsOf(
      ratesOf([
        [0, 90, 0, 80],
        [0, 50, 0, 60],
      ]),
    );
    expect(found).toMatchObject({ method: null, statistic: null, reason: 'ZERO_VARIANCE' });
    expect(found).toMatchObject({ stratified: { estimate: 0, pValue: 1 } });
    const { lower, upper } = found!.stratified!;
    // 3 ÷ units would be the rule of three for either arm alone.
    expect([lower! < -0.02, upper! > 0.02]).toEqual([true, true]);
  });

  test('pairs of single units: an average with its error, but no effects to compare', () => {
    // Of 150 pairs the treatment alone succeeds in 67, the control alone in 20.
    const pairs = Array.from({ length: 150 }, (_, i) => [
      i >= 67 && i < 87 ? 1 : 0,
      1,
      +(i < 67),
      1,
    ]);
    const [found] = effectsOf(ratesOf(pairs));
    const { estimate, lower, upper, pValue } = found!.stratified!;
    expect(found).toMatchObject({ method: null, reason: 'TOO_FEW_UNITS' });
    expect(estimate).toBeCloseTo(47 / 150, 12);
    // R: mcnemar.test(matrix(c(30, 20, 67, 33), 2), correct = FALSE)
    expect(relativeError(pValue, 4.681443071e-7)).toBeLessThan(1e-9);
    expect([lower! > 0.19 && lower! < 0.21, upper! > 0.4 && upper! < 0.43]).toEqual([true, true]);
  });

  test('means without any variation, or of single units', () => {
    const flat = { generic: mean(5, 2, 0), personal: mean(5, 3, 0) };
    const single = { generic: mean(1, 2, 0), personal: mean(1, 3, 0) };
    const aggregates = segmentedCells('s', { flat, single });
    expect(effectsOf(aggregates)[0]).toMatchObject({ statistic: null, stratified: null });
  });
});

describe('alternatives', () => {
  const segments = byHand.rates[0]!.segments;
  test('one-sided: one end open, and the p-value of that side', () => {
    const [two] = effectsOf(ratesOf(segments));
    const [greater] = effectsOf(ratesOf(segments), { alternative: 'greater' });
    const [less] = effectsOf(ratesOf(segments), { alternative: 'less' });
    expect(greater!.stratified).toMatchObject({ upper: null });
    expect(less!.stratified).toMatchObject({ lower: null });
    expect(greater!.stratified!.lower!).toBeGreaterThan(two!.stratified!.lower!);
    expect(greater!.stratified!.pValue + less!.stratified!.pValue).toBeCloseTo(1, 12);
    expect(greater!.stratified!.pValue).toBeLessThan(0.001);
    expect(greater!.statistic).toBe(two!.statistic);
  });
});

describe("Simpson's paradox", () => {
  const [, kidney] = byHand.rates;
  test('whole and parts point apart', () => {
    const [found] = effectsOf(ratesOf(kidney!.segments));
    expect(found!.crude).toBeLessThan(0);
    expect(found!.stratified!.estimate).toBeGreaterThan(0);
    expect(found!.pointsApart).toBe(true);
  });

  test('not where they point the same way, however far apart', () => {
    // +20 points within each, +52 over all.
    const aggregates = ratesOf([
      [90, 900, 30, 100],
      [50, 100, 630, 900],
    ]);
    expect(effectsOf(aggregates)[0]!.crude).toBeCloseTo(0.52, 12);
    expect(effectsOf(aggregates)[0]!.pointsApart).toBe(false);
  });

  // Within 10 % against 10 % + d and 50 % against 50 % + d, mixed 51 : 49 against 49 : 51.
  test.each([
    [1000, false],
    [100_000, true],
  ])('only by more than a standard error: %d units an arm', (n, apart) => {
    const [a, b] = [0.51 * n, 0.49 * n];
    const d = 0.005;
    const aggregates = ratesOf([
      [0.1 * b, b, (0.1 + d) * a, a],
      [0.5 * a, a, (0.5 + d) * b, b],
    ]);
    const [found] = effectsOf(aggregates);
    expect(found!.crude).toBeCloseTo(-0.003, 10);
    expect(found!.stratified!.estimate).toBeCloseTo(d, 10);
    expect(found!.pointsApart).toBe(apart);
  });

  test('not where units are mixed alike: weights of units do not turn the average', () => {
    // The same units in both arms of both segments: +10 where values scatter, −1 where they do not.
    const aggregates = segmentedCells('s', {
      wild: { generic: mean(1000, 100, 1e4), personal: mean(1000, 110, 1e4) },
      calm: { generic: mean(1000, 50, 1), personal: mean(1000, 49, 1) },
    });
    const [found] = effectsOf(aggregates);
    expect(found!.crude).toBeCloseTo(4.5, 10);
    expect(found!.stratified!.estimate).toBeCloseTo(4.5, 10);
    expect(found!.pointsApart).toBe(false);
  });

  test('of means, where units are mixed differently', () => {
    const aggregates = segmentedCells('s', {
      high: { generic: mean(900, 100, 100), personal: mean(100, 105, 100) },
      low: { generic: mean(100, 10, 100), personal: mean(900, 15, 100) },
    });
    const [found] = effectsOf(aggregates);
    expect(found!.stratified!.estimate).toBeCloseTo(5, 10);
    expect(found!.crude).toBeCloseTo(24 - 91, 10);
    expect(found!.pointsApart).toBe(true);
  });
});

describe('laws', () => {
  const arm = fc
    .integer({ min: 1, max: 400 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
  const segment = fc.tuple(arm, arm).map(([a, b]) => [...a, ...b]);
  const segments = fc.array(segment, { minLength: 1, maxLength: 5 });

  test('swapping the arms mirrors the average and leaves the heterogeneity alone', () => {
    fc.assert(
      fc.property(segments, (parts) => {
        const [found] = effectsOf(ratesOf(parts));
        const [back] = effectsOf(ratesOf(parts.map(([x, n, y, m]) => [y!, m!, x!, n!])));
        expect(back!.statistic ?? 0).toBeCloseTo(found!.statistic ?? 0, 8);
        expect(back!.crude).toBeCloseTo(-found!.crude, 12);
        expect(back!.stratified!.estimate).toBeCloseTo(-found!.stratified!.estimate, 12);
        expect(back!.stratified!.lower!).toBeCloseTo(-found!.stratified!.upper!, 12);
        expect(back!.stratified!.pValue).toBeCloseTo(found!.stratified!.pValue, 10);
        expect(back!.pointsApart).toBe(found!.pointsApart);
      }),
    );
  });

  test('one segment is the crude effect, and segments in the same mix never point apart', () => {
    fc.assert(
      fc.property(segment, fc.array(fc.tuple(fc.nat(50), fc.nat(50))), ([x, n, y, m], parts) => {
        const [one] = effectsOf(ratesOf([[x!, n!, y!, m!]]));
        expect(one!.stratified!.estimate).toBeCloseTo(one!.crude, 12);
        const alike = parts.map(([a, b]) => [a, 50, b, 100]);
        if (alike.length === 0) return;
        const [found] = effectsOf(ratesOf(alike));
        expect(found!.stratified!.estimate).toBeCloseTo(found!.crude, 10);
        expect(found!.pointsApart).toBe(false);
      }),
    );
  });
});

test('the average’s p-value and interval never contradict each other', () => {
  const count = fc.integer({ min: 0, max: 40 });
  fc.assert(
    fc.property(fc.array(fc.tuple(count, count), { minLength: 2, maxLength: 4 }), (segments) => {
      const [found] = effectsOf(ratesOf(segments.map(([x, y]) => [x, 40, y, 40])));
      if (!found?.stratified) return;
      const { lower, upper, pValue } = found.stratified;
      if (Math.abs(pValue - 0.05) < 1e-9) return;
      expect(lower! > 0 || upper! < 0).toBe(pValue < 0.05);
    }),
    { seed: 20261122, numRuns: 500 },
  );
});

test.each([
  { scale: 'absolute', size: 5 },
  { scale: 'relative', size: 0.5 },
] as const)('a margin moves no effect, so no average and no spread of them: $scale', (size) => {
  const segments = [
    [50, 9, 52, 11],
    [48, 8, 49, 14],
    [55, 12, 58, 10],
  ];
  const aggregates = segmentedCells(
    's',
    Object.fromEntries(
      segments.map(([a, v, b, w], i) => [
        `s${i}`,
        { generic: mean(300 + i, a!, v!), personal: mean(310, b!, w!) },
      ]),
    ),
  );
  const of = (margin: MetricDesign['margin']) =>
    effectsOf(aggregates, { metrics: [metricOf('signup', { margin })] })[0]!;
  const [plain, kept] = [of(null), of({ kind: 'non-inferiority', size })];
  expect(relativeError(kept.statistic!, plain.statistic!)).toBeLessThan(1e-10);
  expect(relativeError(kept.stratified!.pValue, plain.stratified!.pValue)).toBeLessThan(1e-8);
  expect(relativeError(kept.stratified!.lower!, plain.stratified!.lower!)).toBeLessThan(1e-10);
});
