import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alternative } from '../../../src/stats/alternative.js';
import type { Direction, MarginTest } from '../../../src/stats/margin/margin.js';
import type { RelativeMarginTest } from '../../../src/stats/margin/relative-margin.js';
import { summaryMoments } from '../../../src/stats/moments.js';
import {
  sequenceNonInferiority,
  sequenceReference,
  sequenceRelativeNonInferiority,
  sequenceTest,
} from '../../../src/stats/sequential/confidence-sequence.js';
import type { AdjustedArms } from '../../../src/stats/tests/adjusted-arms.js';
import { adjustedArms } from '../../../src/stats/tests/adjusted-test.js';
import { estimatedMean, estimatedRate } from '../../../src/stats/tests/point-estimate.js';
import { linearizedRatio } from '../../../src/stats/tests/ratio-test.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { relativeError, worst } from '../reference.js';
import { excludesZero, momentsIn, segmentRows } from '../tests/segments-reference.js';
import { normalDraws, type SequenceRow, sequentialCases, sequentialFigures } from './reference.js';

const shared = sequentialCases('always-valid');

test('there are shared cases', () => expect(shared.length).toBe(5));

test.each(shared)('the reference answer $id', ({ inputs, expected }) => {
  const { control, treatment, alpha } = inputs;
  const arms = { control: estimatedRate(control), treatment: estimatedRate(treatment) };
  const time = { units: control.n + treatment.n, plannedUnits: inputs.planned_total, alpha };
  const result = sequenceTest(arms, time, 'two-sided') as TwoSampleTest;
  const { lower, upper } = result.effectInterval(alpha);
  expect(relativeError((upper! - lower!) / 2, expected.half_width)).toBeLessThan(1e-12);
  expect(relativeError((upper! + lower!) / 2, expected.difference)).toBeLessThan(1e-11);
  expect(relativeError(result.pValue, expected.p_always_valid)).toBeLessThan(1e-11);
});

test('published: the multiplier of GrowthBook’s statistics, sums 1396 of 3000 and 2422 of 3461', () => {
  const time = { units: 6461, plannedUnits: 5000, alpha: 0.05 };
  const critical = sequenceReference(time, 'two-sided').criticalValue(0.05, 'two-sided');
  // There the lift by the delta method; ours is Fieller's, with that multiplier.
  const [a, b] = [1396 / 3000, 2422 / 3461];
  const error = Math.sqrt(((b * (1 - b)) / 3461 + ((b / a) ** 2 * a * (1 - a)) / 3000) / a ** 2);
  expect(b / a - 1 - critical * error).toBeCloseTo(0.40098, 5);
  expect(b / a - 1 + critical * error).toBeCloseTo(0.60675, 5);
});

function given({ n, mean, v, planned, alpha }: SequenceRow) {
  const [control, treatment] = [0, 1].map((i) => ({ estimate: mean[i]!, variance: v[i]! }));
  const time = { units: n[0] + n[1], plannedUnits: planned, alpha };
  return { arms: { control: control!, treatment: treatment! }, time };
}

test('two-sided tests agree with mixtures of likelihood ratios integrated by R', () => {
  const { error, row } = worst(sequentialFigures.sequences, (row) => {
    const { arms, time } = given(row);
    const result = sequenceTest(arms, time, 'two-sided') as TwoSampleTest;
    const { lower, upper } = result.effectInterval(row.level);
    const relative = result.relativeInterval(row.level);
    const width = row.upper - row.lower;
    expect(relative === null).toBe(row.relative[0] === null);
    const share = relative === null ? 1 : row.relative[1]! - row.relative[0]!;
    return [
      relativeError(result.statistic!, row.z),
      relativeError(result.criticalValue(row.level)!, row.critical),
      Math.abs(result.logPValue - row.logP),
      Math.abs(lower! - row.lower) / width,
      Math.abs(upper! - row.upper) / width,
      Math.abs((relative?.lower ?? 0) - (row.relative[0] ?? 0)) / share,
      Math.abs((relative?.upper ?? 0) - (row.relative[1] ?? 0)) / share,
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-10);
});

test('one-sided tests and margins agree with searches by R', () => {
  const { error, row } = worst(sequentialFigures.sequences, (row) => {
    const { arms, time } = given(row);
    const of = (alternative: Alternative) => sequenceTest(arms, time, alternative) as TwoSampleTest;
    const margin = sequenceNonInferiority(arms, time, row.margin, 'increase') as MarginTest;
    const share = sequenceRelativeNonInferiority(
      arms,
      time,
      row.share,
      'increase',
    ) as RelativeMarginTest;
    const bound = share.bound(row.level);
    expect(bound === null).toBe(row.shareBound === null);
    return [
      relativeError(of('greater').criticalValue(row.level)!, row.criticalOneSided),
      Math.abs(of('greater').logPValue - row.logGreater),
      Math.abs(of('less').logPValue - row.logLess),
      Math.abs(margin.logPValue - row.logMargin),
      Math.abs(margin.logPValueBeyond - row.logBeyond),
      relativeError(margin.criticalValue(row.level)!, row.criticalOneSided),
      Math.abs(share.logPValue - row.logShare),
      Math.abs(share.logPValueBeyond - row.logBeyondShare),
      Math.abs(margin.bound(row.level) - row.bound) / (row.upper - row.lower),
      relativeError((bound ?? 0) + 10, (row.shareBound ?? 0) + 10),
    ];
  });
  expect(error, JSON.stringify(row)).toBeLessThan(1e-9);
});

test('ratios and covariates come as estimates like any other', () => {
  const row = segmentRows('ratios')[0]!;
  const arms = (['c', 't'] as const).map((arm) => linearizedRatio(momentsIn(row, arm, 3)));
  const time = { units: arms[0]!.n + arms[1]!.n, plannedUnits: 5000, alpha: 0.05 };
  const tested = ([control, treatment]: typeof arms) =>
    sequenceTest(
      { control: estimatedMean(control!), treatment: estimatedMean(treatment!) },
      time,
      'two-sided',
    ) as TwoSampleTest;
  expect(relativeError(tested(arms).statistic!, row.z!)).toBeLessThan(1e-11);
  const adjusted = adjustedArms(arms[0]!, arms[1]!, 'delta') as AdjustedArms;
  const { statistic } = sequenceTest(adjusted, time, 'two-sided') as TwoSampleTest;
  // R's has theta for known and all degrees of freedom; for so many units that is nearly the same.
  expect(relativeError(statistic!, row.adjustedZ!)).toBeLessThan(0.01);
});

const estimate = fc
  .tuple(fc.integer({ min: -200, max: 200 }), fc.integer({ min: 0, max: 300 }))
  .map(([mean, v]) => ({ estimate: mean / 8, variance: v / 64 }));
const arms = fc.record({ control: estimate, treatment: estimate });
const times = fc.record({
  units: fc.integer({ min: 1, max: 100_000 }),
  plannedUnits: fc.integer({ min: 1, max: 100_000 }),
  alpha: fc.double({ min: 1e-4, max: 0.49, noNaN: true }),
});
const level = fc.double({ min: 1e-9, max: 0.99, noNaN: true });
const alternatives = fc.constantFrom<Alternative>('two-sided', 'greater', 'less');
const better = fc.constantFrom<Direction>('increase', 'decrease');

describe('p < level exactly when the interval', () => {
  test('excludes 0, also where the level is the p-value itself', () => {
    let rejections = 0;
    fc.assert(
      fc.property(arms, times, alternatives, level, (given, time, alternative, alpha) => {
        const result = sequenceTest(given, time, alternative);
        if (typeof result === 'string') return;
        const p = result.pValue;
        for (const at of p < 0.9 ? [alpha, p, p * (1 + 2 ** -52)] : [alpha]) {
          expect(excludesZero(result.effectInterval(at))).toBe(p < at);
          const relative = result.relativeInterval(at);
          if (relative !== null) expect(excludesZero(relative)).toBe(p < at);
          if (p < at) rejections += 1;
        }
      }),
      { numRuns: 500 },
    );
    expect(rejections).toBeGreaterThan(200);
  });

  test('lies within the margin, on either scale', () => {
    let kept = 0;
    fc.assert(
      fc.property(arms, times, better, level, fc.nat(99), (given, time, sign, alpha, size) => {
        const within = (bound: number, margin: number) =>
          sign === 'increase' ? bound > -margin : bound < margin;
        const check = (found: RelativeMarginTest, margin: number) => {
          const p = found.pValue;
          for (const at of p < 0.9 ? [alpha, p, p * (1 + 2 ** -52)] : [alpha]) {
            const bound = found.bound(at);
            if (bound !== null) expect(within(bound, margin)).toBe(p < at);
            if (p < at) kept += 1;
          }
          expect(Math.max(p, found.pValueBeyond)).toBe(1);
        };
        const absolute = sequenceNonInferiority(given, time, size / 8, sign);
        if (typeof absolute !== 'string') check(absolute, size / 8);
        const share = (size + 1) / 101;
        const relative = sequenceRelativeNonInferiority(given, time, share, sign);
        if (typeof relative !== 'string') check(relative, share);
      }),
    );
    expect(kept).toBeGreaterThan(200);
  });
});

test('the multiplier inverts the p-value, down to levels that doubles do not hold', () => {
  fc.assert(
    fc.property(times, alternatives, fc.integer({ min: 1, max: 60 }), (time, alternative, z) => {
      const reference = sequenceReference(time, alternative);
      const sign = alternative === 'less' ? -1 : 1;
      const { pValue, logPValue } = reference.pValue(sign * z, alternative);
      expect(pValue).toBeGreaterThan(0);
      if (pValue === 1 || logPValue < -700) return;
      expect(reference.criticalValue(pValue, alternative) / z).toBeCloseTo(1, 9);
    }),
  );
  const far = sequenceReference({ units: 100, plannedUnits: 100, alpha: 0.05 }, 'two-sided');
  expect(far.pValue(100, 'two-sided').pValue).toBe(Number.MIN_VALUE);
  expect(far.pValue(100, 'two-sided').logPValue).toBeCloseTo(-4439.38, 2);
});

test('what cannot be tested says why, what makes no sense stops', () => {
  const one = { estimate: 1, variance: 0 };
  const time = { units: 10, plannedUnits: 10, alpha: 0.05 };
  const of = (control: typeof one, treatment: typeof one) =>
    sequenceTest({ control, treatment }, time, 'two-sided');
  expect(of(one, one)).toBe('ZERO_VARIANCE');
  expect(of(one, estimatedMean(summaryMoments(1, 1, 0)))).toBe('TOO_FEW_UNITS');
  expect(of(one, estimatedRate({ successes: 0, n: 0 }))).toBe('TOO_FEW_UNITS');
  expect(of(one, { estimate: 1e200, variance: 1 })).toBe('NUMBERS_TOO_LARGE');
  const arms = { control: { estimate: -1, variance: 1 }, treatment: one };
  expect(sequenceRelativeNonInferiority(arms, time, 0.1, 'increase')).toBe('NO_RELATIVE_MARGIN');
  expect(() => sequenceNonInferiority(arms, time, -1, 'increase')).toThrow('margin');
  expect(() => sequenceTest(arms, { ...time, alpha: 0.5 }, 'greater')).toThrow('0 and 0.5');
  expect(() => sequenceTest(arms, { ...time, units: 0 }, 'greater')).toThrow('units');
});

test('looked at after every tenth pair, a true null is seldom rejected', () => {
  const draw = normalDraws(11);
  const [experiments, looks] = [2000, 100];
  let [both, greater] = [0, 0];
  for (let i = 0; i < experiments; i += 1) {
    let sum = 0;
    let [rejected, above] = [false, false];
    for (let look = 1; look <= looks; look += 1) {
      sum += Math.sqrt(10) * draw();
      const time = { units: 20 * look, plannedUnits: 20 * looks, alpha: 0.05 };
      const z = sum / Math.sqrt(10 * look);
      rejected ||= sequenceReference(time, 'two-sided').pValue(z, 'two-sided').pValue < 0.05;
      above ||= sequenceReference(time, 'greater').pValue(z, 'greater').pValue < 0.05;
    }
    both += Number(rejected);
    greater += Number(above);
  }
  expect(both / experiments).toBeLessThan(0.05);
  expect(greater / experiments).toBeLessThan(0.05);
  // Not so seldom that it could never find anything.
  expect(both / experiments).toBeGreaterThan(0.005);
  expect(greater / experiments).toBeGreaterThan(0.005);
});
