import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alternative } from '../../../src/stats/alternative.js';
import {
  normalEquivalent,
  studentEquivalent,
} from '../../../src/stats/distributions/student-equivalent.js';
import type { MarginTest } from '../../../src/stats/margin/margin.js';
import type { RelativeMarginTest } from '../../../src/stats/margin/relative-margin.js';
import { summaryMoments } from '../../../src/stats/moments.js';
import { sequenceTest } from '../../../src/stats/sequential/confidence-sequence.js';
import {
  type CountedArms,
  rateSequenceNonInferiority,
  rateSequenceRelativeNonInferiority,
  rateSequenceTest,
} from '../../../src/stats/sequential/rate-sequence.js';
import { estimatedDifference } from '../../../src/stats/tests/point-estimate.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { relativeError, worst } from '../reference.js';
import { excludesZero } from '../tests/segments-reference.js';

interface RateRow {
  x: [number, number];
  n: [number, number];
  planned: number;
  alpha: number;
  level: number;
  root: number;
  logP: number;
  logGreater: number;
  logLess: number;
  effect: [number, number];
  relative: [number, number] | [null, null];
  margin: number;
  logMargin: number;
  logBeyond: number;
  bound: number;
  share: number;
  logShare: number;
  shareBound: number | null;
}

interface MeanRow {
  n: [number, number];
  mean: [number, number];
  sd: [number, number];
  planned: number;
  alpha: number;
  df: number;
  logP: number;
  critical: number;
}

/** R's figures; test/reference/README.md says how they were made. */
const figures = JSON.parse(
  readFileSync(new URL('../../reference/always-valid.json', import.meta.url), 'utf8'),
) as { rates: RateRow[]; student: { df: number; z: number; t: number }[]; means: MeanRow[] };

function given({ x, n, planned, alpha }: RateRow) {
  const arms: CountedArms = {
    control: { successes: x[0], n: n[0] },
    treatment: { successes: x[1], n: n[1] },
  };
  return { arms, time: { units: n[0] + n[1], plannedUnits: planned, alpha } };
}

test('rates agree with restricted likelihoods that R searches for', () => {
  const { error, row } = worst(figures.rates, (row) => {
    const { arms, time } = given(row);
    const of = (alternative: Alternative) =>
      rateSequenceTest(arms, time, alternative) as TwoSampleTest;
    const two = of('two-sided');
    const effect = two.effectInterval(row.level);
    const relative = two.relativeInterval(row.level);
    expect(relative === null).toBe(row.relative[1] === null);
    const share = relative === null ? 1 : 1 + row.relative[1]!;
    const width = row.effect[1] - row.effect[0];
    return [
      Math.abs(two.statistic! - row.root),
      Math.abs(two.logPValue - row.logP),
      Math.abs(of('greater').logPValue - row.logGreater),
      Math.abs(of('less').logPValue - row.logLess),
      Math.abs(effect.lower! - row.effect[0]) / width,
      Math.abs(effect.upper! - row.effect[1]) / width,
      Math.abs((relative?.lower ?? 0) - (row.relative[0] ?? 0)),
      Math.abs((relative?.upper ?? 0) - (row.relative[1] ?? 0)) / share,
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-8);
});

test('margins of rates agree with them too', () => {
  const { error, row } = worst(figures.rates, (row) => {
    const { arms, time } = given(row);
    const at = rateSequenceNonInferiority(arms, time, row.margin, 'increase') as MarginTest;
    const errors = [
      Math.abs(at.logPValue - row.logMargin),
      Math.abs(at.logPValueBeyond - row.logBeyond),
      Math.abs(at.bound(row.level) - row.bound),
    ];
    const ratio = rateSequenceRelativeNonInferiority(arms, time, row.share, 'increase');
    expect(typeof ratio === 'string').toBe(row.shareBound === null);
    if (typeof ratio === 'string') return errors;
    const bound = (ratio as RelativeMarginTest).bound(row.level)!;
    return [
      ...errors,
      Math.abs(ratio.logPValue - row.logShare),
      Math.abs(bound - row.shareBound!) / (1 + Math.abs(row.shareBound!)),
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-8);
});

test("tails of Student's t match those of the normal distribution, as R searches for them", () => {
  const { error, row } = worst(figures.student, ({ df, z, t }) => [
    relativeError(studentEquivalent(z, df), t),
    relativeError(normalEquivalent(t, df), z),
  ]);
  expect(error, JSON.stringify(row)).toBeLessThan(1e-10);
  expect(studentEquivalent(500, 1)).toBe(Number.POSITIVE_INFINITY);
  expect(studentEquivalent(3, 1e15)).toBeCloseTo(3, 12);
  expect(normalEquivalent(0, 3)).toBe(0);
});

test('means of few units are judged by t with the degrees of freedom of the smaller arm', () => {
  const { error, row } = worst(figures.means, (row) => {
    const [control, treatment] = [0, 1].map((i) =>
      summaryMoments(row.n[i]!, row.mean[i]!, row.sd[i]! ** 2),
    );
    const time = { units: row.n[0] + row.n[1], plannedUnits: row.planned, alpha: row.alpha };
    const arms = estimatedDifference(control!, treatment!);
    const found = sequenceTest(arms, time, 'two-sided') as TwoSampleTest;
    return [
      relativeError(found.df!, row.df),
      Math.abs(found.logPValue - row.logP),
      relativeError(found.criticalValue(row.alpha)!, row.critical),
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-9);
});

const counts = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, share]) => ({ n, successes: Math.round(n * share ** 3) }));
const rates = fc.record({ control: counts, treatment: counts });
const times = fc.record({
  units: fc.integer({ min: 1, max: 1000 }),
  plannedUnits: fc.integer({ min: 1, max: 1000 }),
  alpha: fc.double({ min: 1e-4, max: 0.49, noNaN: true }),
});
const level = fc.double({ min: 1e-6, max: 0.99, noNaN: true });
const alternatives = fc.constantFrom<Alternative>('two-sided', 'greater', 'less');

describe('laws of rates', () => {
  test('p < level exactly when either interval excludes 0', () => {
    let rejections = 0;
    fc.assert(
      fc.property(rates, times, alternatives, level, (arms, time, alternative, alpha) => {
        const found = rateSequenceTest(arms, time, alternative);
        if (typeof found === 'string') return;
        for (const at of [alpha, found.pValue * (1 + 2 ** -52)].filter((x) => x < 1)) {
          expect(excludesZero(found.effectInterval(at))).toBe(found.pValue < at);
          const relative = found.relativeInterval(at);
          if (relative !== null) expect(excludesZero(relative)).toBe(found.pValue < at);
          if (found.pValue < at) rejections += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(rejections).toBeGreaterThan(50);
  });

  test('a margin is kept exactly when p < level, on either scale', () => {
    let kept = 0;
    fc.assert(
      fc.property(rates, times, level, fc.integer({ min: 1, max: 90 }), (arms, time, at, size) => {
        for (const better of ['increase', 'decrease'] as const) {
          const sign = better === 'increase' ? 1 : -1;
          for (const test of [rateSequenceNonInferiority, rateSequenceRelativeNonInferiority]) {
            const found = test(arms, time, size / 100, better);
            if (typeof found === 'string') continue;
            const bound = found.bound(at);
            if (bound === null) continue;
            expect(sign * bound > -size / 100).toBe(found.pValue < at);
            expect(Math.max(found.pValue, found.pValueBeyond)).toBe(1);
            kept += Number(found.pValue < at);
          }
        }
      }),
    );
    expect(kept).toBeGreaterThan(50);
  });

  test('swapping the arms, or successes for failures, turns the sign and nothing else', () => {
    fc.assert(
      fc.property(rates, times, ({ control, treatment }, time) => {
        const found = rateSequenceTest({ control, treatment }, time, 'two-sided');
        const turned = [
          { control: treatment, treatment: control },
          { control: failures(control), treatment: failures(treatment) },
        ].map((arms) => rateSequenceTest(arms, time, 'two-sided'));
        for (const other of turned) {
          if (typeof found === 'string' || typeof other === 'string') {
            expect(other).toBe(found);
            continue;
          }
          expect(other.statistic! + found.statistic!).toBeCloseTo(0, 6);
          const [a, b] = [found.effectInterval(0.05), other.effectInterval(0.05)];
          expect(a.lower! + b.upper!).toBeCloseTo(0, 9);
        }
      }),
    );
  });
});

function failures({ successes, n }: CountedArms['control']) {
  return { successes: n - successes, n };
}

test('arms without events are tested, and smoothly', () => {
  const time = { units: 10_000, plannedUnits: 10_000, alpha: 0.05 };
  const arm = (successes: number) => ({ successes, n: 5000 });
  const logP = (control: number, treatment: number) => {
    const arms = { control: arm(control), treatment: arm(treatment) };
    return (rateSequenceNonInferiority(arms, time, 0.005, 'decrease') as MarginTest).logPValue;
  };
  // Nothing in the treatment against the most likely .005 has probability .995^5000, e^−25.1.
  expect(logP(0, 0)).toBeLessThan(Math.log(1e-7));
  expect(logP(0, 0)).toBeGreaterThan(5000 * Math.log1p(-0.005));
  expect(logP(0, 1)).toBeGreaterThan(logP(0, 0));
  expect(logP(1, 0)).toBeLessThan(logP(0, 0));
  const nine = {
    control: { successes: 0, n: 1000 },
    treatment: { successes: 18, n: 9000 },
  };
  const found = rateSequenceTest(nine, { ...time, plannedUnits: 90_000 }, 'two-sided');
  // Fisher's exact test, looked at once, has p .25.
  expect((found as TwoSampleTest).pValue).toBeGreaterThan(0.25);
});

test('so early that a sequence says nothing, its ends are open or those of rates', () => {
  const arms = { control: { successes: 1, n: 5 }, treatment: { successes: 2, n: 5 } };
  const time = { units: 10, plannedUnits: 1e7, alpha: 0.05 };
  const found = rateSequenceTest(arms, time, 'two-sided') as TwoSampleTest;
  const { lower, upper } = found.effectInterval(0.05);
  expect([lower, upper]).toEqual([expect.closeTo(-1, 12), expect.closeTo(1, 12)]);
  expect(found.relativeInterval(0.05)).toEqual({ lower: -1, upper: null });
  const pair = summaryMoments(2, 1, 1);
  const means = sequenceTest(estimatedDifference(pair, pair), time, 'two-sided') as TwoSampleTest;
  expect(means.effectInterval(0.05)).toEqual({ lower: null, upper: null });
  expect(means.relativeInterval(0.05)).toBeNull();
  const single = summaryMoments(1, 1, 0);
  expect(sequenceTest(estimatedDifference(pair, single), time, 'two-sided')).toBe('TOO_FEW_UNITS');
});
