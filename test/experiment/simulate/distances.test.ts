import { describe, expect, test } from 'vitest';
import type { MetricAggregate } from '../../../src/experiment/aggregates.js';
import type { Design, MetricDesign } from '../../../src/experiment/design.js';
import { meanDistances } from '../../../src/experiment/simulate/distances.js';
import { mostExactDistance } from '../../../src/experiment/simulate/exact-distance.js';
import { distancesOf } from '../../../src/experiment/simulate/gate-distances.js';
import type { GrowingArm } from '../../../src/experiment/simulate/population.js';
import { possibleMargin } from '../../../src/experiment/simulate/possible-margins.js';
import {
  FLAT,
  LOSS,
  possibleOutcomes,
  UNTOLD,
  WIN,
} from '../../../src/experiment/simulate/possible-outcomes.js';
import { rateDistances } from '../../../src/experiment/simulate/rate-distances.js';
import { addUnit, emptyMoments } from '../../../src/stats/moments.js';
import { LIKELIHOOD } from '../../../src/stats/sequential/rate-sequence.js';
import { SCORE } from '../../../src/stats/tests/score-test.js';
import { cellsOf, designOf, metricOf, rate } from '../given.js';

/** An arm of which one metric, the second, has these figures. */
function armOf(figures: readonly number[], sample?: MetricAggregate): GrowingArm {
  return {
    figures: Float64Array.of(9, 9, 9, 9, ...figures),
    clear: () => undefined,
    grow: () => undefined,
    sample: () => sample!,
  };
}

/** An arm of so many units with that mean, whose mean errs by that variance. */
const meanArm = (n: number, mean: number, error: number) =>
  armOf([n, 0, mean, error * n * (n - 1)]);

describe('means', () => {
  const distances = meanDistances(1);

  test('lie from a hypothesis as Welch’s statistic has it', () => {
    expect(distances.take(meanArm(10, 5, 1), meanArm(20, 7, 2))).toBe(true);
    expect(distances.ofDifference(0)()).toBeCloseTo(2 / Math.sqrt(3), 12);
    expect(distances.ofDifference(1)()).toBeCloseTo(1 / Math.sqrt(3), 12);
    expect(distances.ofRatio(2)()).toBeCloseTo(-3 / Math.sqrt(4 * 1 + 2), 12);
    expect(distances.units()).toBe(30);
    expect(distances.leastDf()).toBe(9);
    expect(distances.isBound()).toBe(false);
  });

  test('from a share by whichever of ratio and difference is less', () => {
    const at = (control: number, treatment: number, better: 1 | -1, share = 0.2) => {
      distances.take(meanArm(10, control, 1), meanArm(20, treatment, 2));
      return distances.ofShare(share, better)();
    };
    // From a ratio of 1.2, or a difference of 1.
    expect(at(5, 7, 1)).toBeCloseTo(1 / Math.sqrt(1.44 + 2), 12);
    // From one of 0.8 turned round, or −1.
    expect(at(5, 3, -1)).toBeCloseTo(1 / Math.sqrt(3), 12);
    // Below 0 a fifth more of −5 is −4.
    expect(at(-5, -3, 1)).toBeCloseTo(1 / Math.sqrt(3), 12);
    expect(at(-5, -7, -1)).toBeCloseTo(1 / Math.sqrt(1.44 + 2), 12);
  });

  test('are not told of arms without a test', () => {
    expect(distances.take(meanArm(2, 5, 1), meanArm(2, 7, 0))).toBe(true);
    expect(distances.take(meanArm(1, 5, 1), meanArm(20, 7, 2))).toBe(false);
    expect(distances.take(meanArm(10, 5, 0), meanArm(20, 7, 0))).toBe(false);
    expect(distances.take(meanArm(10, 0, 1e-300), meanArm(20, 1e300, 1e-300))).toBe(false);
    // A statistic of no difference whose square is beyond the doubles, whatever it is of another.
    expect(distances.take(meanArm(10, 0, 1e-316), meanArm(20, 1, 1e-316))).toBe(false);
    expect(distances.take(meanArm(10, 0, 1e-300), meanArm(20, 1, 1e-300))).toBe(true);
  });
});

describe('rates', () => {
  const rateArm = (successes: number, n: number) => armOf([n, successes, 0, 0]);
  const [control, treatment] = [rateArm(100, 1000), rateArm(260, 2000)];

  // R: the restricted rates by uniroot on the likelihood's slope; score statistic, and signed root of its ratio.
  test.each([
    [0, 2.383656473114, 2.4160247720059],
    [0.01, 1.6107575782254, 1.6248604731381],
    [-0.02, 3.8636902874461, 3.9547773914338],
  ])('from a difference of %d', (difference, score, root) => {
    for (const rough of [[], [{ shift: difference }], [{ shift: 0.05 }, { ratio: 1 }]]) {
      const scores = rateDistances(1, SCORE, rough);
      expect(scores.take(control, treatment)).toBe(true);
      expect(scores.isBound()).toBe(false);
      expect(scores.ofDifference(difference)()).toBeCloseTo(score, 7);
    }
    const roots = rateDistances(1, LIKELIHOOD, []);
    roots.take(control, treatment);
    expect(roots.ofDifference(difference)()).toBeCloseTo(root, 7);
  });

  test.each([
    [1, 2.383656473114, 2.4160247720059],
    [1.2, 0.72197101878527, 0.72563382905273],
    [0.9, 3.3594050793533, 3.4147792396767],
  ])('from a ratio of %d', (ratio, score, root) => {
    for (const [statistics, expected] of [
      [SCORE, score],
      [LIKELIHOOD, root],
    ] as const) {
      const distances = rateDistances(1, statistics, [{ ratio }]);
      distances.take(control, treatment);
      expect(distances.ofRatio(ratio)()).toBeCloseTo(expected, 7);
      const share = Math.abs(ratio - 1);
      const better = ratio > 1 ? 1 : -1;
      expect(distances.ofShare(share, better)()).toBeCloseTo(better * expected, 7);
    }
  });

  test('are of so many units, and normal', () => {
    const distances = rateDistances(1, SCORE, []);
    distances.take(control, treatment);
    expect(distances.units()).toBe(3000);
    expect(distances.leastDf()).toBe(Number.POSITIVE_INFINITY);
    expect(distances.ofShare(2, -1)()).toBe(-distances.ofRatio(0)());
  });

  test('are not told without units, nor next to 1', () => {
    const distances = rateDistances(1, SCORE, []);
    expect(distances.take(rateArm(0, 0), treatment)).toBe(false);
    expect(distances.take(control, rateArm(0, 0))).toBe(false);
    expect(distances.take(rateArm(0, 1), rateArm(0, 1))).toBe(true);
    expect(distances.take(rateArm(1000, 1000), treatment)).toBe(false);
    expect(distances.take(control, rateArm(1000, 1000))).toBe(false);
    expect(distances.take(control, rateArm(999, 1000))).toBe(true);
    // One of 100,000 is the least that may be left.
    expect(distances.take(control, rateArm(99_999, 1e5))).toBe(true);
    expect(distances.take(control, rateArm(100_000, 100_001))).toBe(false);
  });

  test('are bounds where counts are too few for the score test', () => {
    const distances = rateDistances(1, SCORE, [{ ratio: 1 }]);
    expect(distances.take(rateArm(2, 20), rateArm(9, 20))).toBe(true);
    expect(distances.isBound()).toBe(true);
    // R: qnorm(.8 * pbinom(2, 20, 11/40) * pbinom(8, 20, 11/40, lower = FALSE), lower = FALSE)
    expect(distances.ofRatio(1)()).toBeCloseTo(2.7183214969449, 9);
    expect(distances.ofDifference(0)()).toBeCloseTo(2.7183214969449, 9);
    distances.take(rateArm(9, 20), rateArm(2, 20));
    expect(distances.ofDifference(0)()).toBeCloseTo(-2.7183214969449, 9);
    distances.take(control, treatment);
    expect(distances.isBound()).toBe(false);
    const shifted = rateDistances(1, SCORE, [{ shift: 0.1 }]);
    shifted.take(rateArm(2, 20), rateArm(9, 20));
    expect(shifted.isBound()).toBe(true);
    expect(shifted.ofDifference(0.1)()).toBeGreaterThan(0);
  });

  test('no exact distance is told far out in the tails, or where neither side is near', () => {
    const at = (rate: number) => ({ rate, complement: 1 - rate });
    const rates = { control: at(0.275), treatment: at(0.275) };
    const counts = (successes: number, n = 20) => ({ successes, n });
    expect(mostExactDistance(rates, counts(2), counts(9))).toBeGreaterThan(2);
    // 20 successes of 20 have .275^20, 6e-12.
    expect(mostExactDistance(rates, counts(2), counts(20))).toBeNaN();
    expect(mostExactDistance(rates, counts(20), counts(2))).toBeNaN();
    // Both arms above their rates: neither tail holds the product of likely ones.
    expect(mostExactDistance(rates, counts(11), counts(11))).toBeNaN();
    // As likely as not on either side: the distance is 0.
    expect(Math.abs(mostExactDistance(rates, counts(5), counts(6)))).toBeLessThan(1);
  });
});

const base = designOf(cellsOf(['a', 'b'], { generic: [rate(1, 2)], personal: [rate(1, 2)] }));
const designWith = (metric: Partial<MetricDesign>, rest: Partial<Design> = {}): Design => ({
  ...base,
  metrics: [metricOf('a', { kind: 'mean' }), metricOf('b', metric)],
  ...rest,
});

describe('distances of a design', () => {
  const tested = (tests: Partial<Design['tests']>) => ({ tests: { ...base.tests, ...tests } });
  const always = { monitoring: { plan: { method: 'always-valid' } } as Design['monitoring'] };
  const isTold = (...design: Parameters<typeof designWith>) =>
    distancesOf(designWith(...design), 1) !== null;

  test('are told where the gate has such a test', () => {
    expect(isTold({ kind: 'mean' })).toBe(true);
    expect(isTold({ kind: 'mean' }, tested({ mean: 'welch' }))).toBe(true);
    expect(isTold({ kind: 'mean' }, tested({ mean: 'student' }))).toBe(false);
    expect(isTold({ kind: 'mean' }, { ...tested({ mean: 'student' }), ...always })).toBe(true);
    expect(isTold({ kind: 'proportion' })).toBe(true);
    expect(isTold({ kind: 'proportion' }, tested({ proportion: 'score' }))).toBe(true);
    expect(isTold({ kind: 'proportion' }, tested({ proportion: 'fisher' }))).toBe(false);
    const sequence = { ...tested({ proportion: 'fisher' }), ...always };
    expect(isTold({ kind: 'proportion' }, sequence)).toBe(true);
    expect(isTold({ kind: 'ratio' })).toBe(true);
    expect(isTold({ kind: 'quantile' })).toBe(false);
    expect(isTold({ kind: null })).toBe(false);
    expect(isTold({ kind: 'mean' }, { stratify: 'country' })).toBe(false);
  });

  test('of rates are bounds where counts are few, unless the score test is asked for', () => {
    const few = [armOf([20, 2, 0, 0]), armOf([20, 9, 0, 0])] as const;
    const isBound = (...design: Parameters<typeof designWith>) => {
      const distances = distancesOf(designWith(...design), 1)!;
      distances.take(...few);
      return distances.isBound();
    };
    expect(isBound({ kind: 'proportion' })).toBe(true);
    expect(isBound({ kind: 'proportion' }, tested({ proportion: 'score' }))).toBe(false);
    expect(isBound({ kind: 'proportion' }, always)).toBe(false);
  });

  /** Units with two measurements. */
  const sampleOf = (units: readonly (readonly number[])[]): MetricAggregate => {
    const moments = emptyMoments(2);
    for (const unit of units) addUnit(moments, unit);
    return { moments, successes: null, missing: 0 };
  };
  const two = [
    armOf(
      [],
      sampleOf([
        [2, 1],
        [4, 3],
        [7, 2],
      ]),
    ),
    armOf(
      [],
      sampleOf([
        [5, 2],
        [6, 2],
        [9, 4],
        [3, 1],
      ]),
    ),
  ] as const;

  test('of ratios are those of the delta method', () => {
    const fixed = distancesOf(designWith({ kind: 'ratio' }), 1)!;
    expect(fixed.take(...two)).toBe(true);
    expect(fixed.units()).toBe(7);
    // R: r <- sum(a)/sum(b); v <- var(a - r * b)/mean(b)^2/n; e <- sum(b)^2/sum(b^2)
    // v * ((1 - 1/n)/(1 - 1/e))^2 of each arm, (23/9 - 13/6) / sqrt(their sum)
    expect(fixed.ofDifference(0)()).toBeCloseTo(0.46080576652754, 10);
    expect(fixed.leastDf()).toBeCloseTo(1.801748362066, 9);
    const sequence = distancesOf(designWith({ kind: 'ratio' }, always), 1)!;
    expect(sequence.take(...two)).toBe(true);
    // R: (23/9 - 13/6) / sqrt(sum of v)
    expect(sequence.ofDifference(0)()).toBeCloseTo(0.50250542644933, 10);
    const none = armOf(
      [],
      sampleOf([
        [1, 0],
        [2, 0],
      ]),
    );
    for (const distances of [fixed, sequence]) {
      expect(distances.take(none, two[1])).toBe(false);
      expect(distances.take(two[0], none)).toBe(false);
      expect(distances.take(...two)).toBe(true);
    }
  });
});

/** Arms whose difference is so many standard errors, of many units. */
const apart = (z: number, level = 10): [GrowingArm, GrowingArm] => [
  meanArm(1e6, level, 0.5),
  meanArm(1e6, level + z, 0.5),
];
/** The same in the design's first metric. */
function first([control, treatment]: [GrowingArm, GrowingArm]): [GrowingArm, GrowingArm] {
  const own = (arm: GrowingArm) => ({ ...arm, figures: arm.figures.slice(4) });
  return [own(control), own(treatment)];
}
const Z = { one: 1.644853627, two: 1.959963985, half: 2.241402728 };
const [LESS, MORE] = [1 - 1e-5, 1 + 1e-5];

describe('what the primary metric may come to', () => {
  const outcomesOf = (metric: Partial<MetricDesign>, rest: Partial<Design> = {}) => {
    const design = { ...base, metrics: [metricOf('a', { kind: 'mean', ...metric })], ...rest };
    const outcomes = possibleOutcomes(design, 'personal')!;
    return (z: number, level?: number) => outcomes(...first(apart(z, level)));
  };

  test('a win and a loss begin where the statistic passes its critical value', () => {
    const at = outcomesOf({});
    expect([LESS, MORE].map((by) => at(Z.two * by))).toEqual([0, WIN]);
    expect([LESS, MORE].map((by) => at(-Z.two * by))).toEqual([0, LOSS]);
    const lower = outcomesOf({ lowerIsBetter: true });
    expect([LESS, MORE].map((by) => lower(-Z.two * by))).toEqual([0, WIN]);
    expect(lower(Z.two * MORE)).toBe(LOSS);
  });

  test('a one-sided test has no loss', () => {
    const at = outcomesOf({}, { alternative: 'greater' });
    expect([LESS, MORE].map((by) => at(Z.one * by))).toEqual([0, WIN]);
    expect(at(-5)).toBe(0);
    const less = outcomesOf({}, { alternative: 'less' });
    expect([LESS, MORE].map((by) => less(-Z.one * by))).toEqual([0, WIN]);
    expect(less(5)).toBe(0);
  });

  test('of several treatments the level is the most that the correction may leave', () => {
    const treatments = ['personal', 'bold'];
    for (const [correction, critical] of [
      ['bonferroni', Z.half],
      ['holm', Z.two],
      ['hochberg', Z.two],
      ['bh', Z.two],
      ['none', Z.two],
    ] as const) {
      const at = outcomesOf({}, { treatments, correction });
      expect([LESS, MORE].map((by) => at(critical * by))).toEqual([0, WIN]);
    }
  });

  test('an effect is ruled out where its distance passes that of an interval', () => {
    const mde = { scale: 'absolute', size: 3 } as const;
    const at = outcomesOf({ mde });
    expect([LESS, MORE].map((by) => at(3 - Z.two * by))).toEqual([0, FLAT]);
    const lower = outcomesOf({ mde, lowerIsBetter: true });
    expect([LESS, MORE].map((by) => lower(Z.two * by - 3))).toEqual([0, FLAT]);
    const treatments = ['personal', 'bold'];
    for (const [correction, critical] of [
      ['holm', Z.half],
      ['bonferroni', Z.half],
      ['bh', Z.two],
      ['none', Z.two],
    ] as const) {
      const several = outcomesOf({ mde }, { treatments, correction });
      expect([LESS, MORE].map((by) => several(3 - critical * by))).toEqual([0, FLAT]);
    }
    // A share of 30 % of 10 is 3, too, of which below 0 the difference is further off than the ratio.
    const share = outcomesOf({ mde: { scale: 'relative', size: 0.3 } });
    expect([LESS, MORE].map((by) => share(3 - Z.two * by))).toEqual([0, FLAT]);
  });

  test('a priced metric wins and loses beyond what it costs', () => {
    const money = {
      cost: new Map([
        ['personal', 8],
        ['generic', 2],
      ]),
      value: 3,
    };
    const at = outcomesOf({}, { money });
    expect([LESS, MORE].map((by) => at(2 + Z.two * by))).toEqual([0, WIN]);
    expect([LESS, MORE].map((by) => at(2 - Z.two * by))).toEqual([0, LOSS]);
    const treatments = ['personal', 'bold'];
    const several = outcomesOf({}, { money, treatments, correction: 'holm' });
    expect([LESS, MORE].map((by) => several(2 + Z.half * by))).toEqual([0, WIN]);
    const free = outcomesOf({}, { money: { cost: new Map(), value: 3 } });
    expect([LESS, MORE].map((by) => free(Z.two * by))).toEqual([0, WIN]);
  });

  test('nothing is told of arms without a test, or a size that the metric cannot have', () => {
    const design = { ...base, metrics: [metricOf('a', { kind: 'mean' })] };
    const constant = first([meanArm(10, 1, 0), meanArm(10, 2, 0)]);
    expect(possibleOutcomes(design, 'personal')!(...constant)).toBe(UNTOLD);
    const told = (kind: 'mean' | 'proportion', mde: MetricDesign['mde'], lowerIsBetter = false) =>
      possibleOutcomes(
        { ...base, metrics: [metricOf('a', { kind, mde, lowerIsBetter })] },
        'personal',
      ) !== null;
    expect(told('mean', { scale: 'points', size: 0.1 })).toBe(false);
    expect(told('proportion', { scale: 'points', size: 0.1 })).toBe(true);
    expect(told('proportion', { scale: 'relative', size: 1 })).toBe(true);
    expect(told('proportion', { scale: 'relative', size: 1 }, true)).toBe(false);
    expect(told('proportion', { scale: 'relative', size: 0.99 }, true)).toBe(true);
    expect(told('mean', { scale: 'relative', size: 1 }, true)).toBe(true);
  });
});

describe('what a guardrail may come to', () => {
  const marginOf = (
    size: { scale: 'absolute' | 'relative'; size: number },
    rest: Partial<MetricDesign> = {},
  ) => {
    const margin = { kind: 'non-inferiority', size } as const;
    return possibleMargin(designWith({ kind: 'mean', margin, ...rest }), 1, 'personal')!;
  };
  const holds = (one: ReturnType<typeof marginOf>, z: number) => one.mayHold(...apart(z));
  const breaks = (one: ReturnType<typeof marginOf>, z: number) => one.mayBreak(...apart(z));

  test('it holds, or is broken, one-sided at alpha', () => {
    const one = marginOf({ scale: 'absolute', size: 3 });
    expect([LESS, MORE].map((by) => holds(one, Z.one * by - 3))).toEqual([false, true]);
    expect([LESS, MORE].map((by) => breaks(one, -Z.one * by - 3))).toEqual([false, true]);
    const lower = marginOf({ scale: 'absolute', size: 3 }, { lowerIsBetter: true });
    expect([LESS, MORE].map((by) => holds(lower, 3 - Z.one * by))).toEqual([false, true]);
    expect([LESS, MORE].map((by) => breaks(lower, 3 + Z.one * by))).toEqual([false, true]);
  });

  test('a share is judged against the control as it errs', () => {
    const one = marginOf({ scale: 'relative', size: 0.3 });
    const error = Math.sqrt((0.7 ** 2 + 1) / 2);
    expect([LESS, MORE].map((by) => holds(one, error * Z.one * by - 3))).toEqual([false, true]);
    const lower = marginOf({ scale: 'relative', size: 0.3 }, { lowerIsBetter: true });
    const wide = Math.sqrt((1.3 ** 2 + 1) / 2);
    expect([LESS, MORE].map((by) => holds(lower, 3 - wide * Z.one * by))).toEqual([false, true]);
  });

  test('equivalence holds within both sides, and is broken beyond either', () => {
    const size = { scale: 'absolute', size: 3 } as const;
    const one = marginOf(size, { margin: { kind: 'equivalence', size } });
    expect([-1.4, -1.3, 0, 1.3, 1.4].map((z) => holds(one, z))).toEqual([
      ...[false, true, true, true, false],
    ]);
    expect([-4.7, -4.6, 4.6, 4.7].map((z) => breaks(one, z))).toEqual([true, false, false, true]);
  });

  test('anything may come of arms without a test, and nothing is told of a quantile', () => {
    const one = marginOf({ scale: 'absolute', size: 3 });
    const constant = [meanArm(10, 1, 0), meanArm(10, 2, 0)] as const;
    expect([one.mayHold(...constant), one.mayBreak(...constant)]).toEqual([true, true]);
    const margin = { kind: 'non-inferiority', size: { scale: 'absolute', size: 3 } } as const;
    expect(possibleMargin(designWith({ kind: 'quantile', margin }), 1, 'personal')).toBeNull();
  });
});
