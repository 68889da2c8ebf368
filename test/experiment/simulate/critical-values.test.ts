import { describe, expect, test } from 'vitest';
import type { Design, MetricDesign } from '../../../src/experiment/design.js';
import type { Monitoring } from '../../../src/experiment/monitoring/monitoring.js';
import type { StoppingRule } from '../../../src/experiment/monitoring/stopping-rule.js';
import { criticalAt } from '../../../src/experiment/simulate/critical-values.js';
import { ROUNDING } from '../../../src/experiment/simulate/distances.js';
import type { GrowingArm } from '../../../src/experiment/simulate/population.js';
import {
  FLAT,
  FUTILE,
  LOSS,
  leastNormal,
  possibleOutcomes,
  UNTOLD,
  WIN,
} from '../../../src/experiment/simulate/possible-outcomes.js';
import { cellsOf, designOf, metricOf, rate } from '../given.js';

const base = designOf(cellsOf(['a'], { generic: [rate(1, 2)], personal: [rate(1, 2)] }));
const planned = new Map(Object.entries({ generic: 600, personal: 400 }));

function monitored(plan: StoppingRule, rest: Partial<Monitoring> = {}): Design {
  const monitoring: Monitoring = {
    ...{ plan, plannedUnits: planned, units: planned, earlierLooks: [], looksAssumed: false },
    ...{ dailyUnits: null, planChangedSince: null, look: 1, repeats: null },
    ...rest,
  };
  return { ...base, monitoring };
}

/** That a value is below this one by what rounding is allowed for, and by no more. */
function expectBelow(value: number, exact: number): void {
  expect(value / exact - 1).toBeLessThan(-0.9 * ROUNDING);
  expect(value / exact - 1).toBeGreaterThan(-1.2 * ROUNDING);
}

describe('what a distance has to exceed is never more than what the gate asks for', () => {
  const at = (design: Design, ...of: [number, Design['alternative']]) =>
    criticalAt(design, 'personal', ...of);
  const LOOKS = { method: 'group-sequential', spending: 'obrien-fleming', looks: 5 } as const;

  test.each([
    // R: qnorm(1 - level / 2), and one-sided qnorm(1 - level).
    [0.05, 'two-sided', 1.95996398454],
    [0.05, 'greater', 1.644853626951],
    [0.05, 'less', 1.644853626951],
    [0.01, 'two-sided', 2.575829303549],
  ] as const)('at one look, %d %s', (level, alternative, exact) => {
    expectBelow(at(base, level, alternative)(100), exact);
    expectBelow(at(monitored({ method: 'fixed' }), level, alternative)(7), exact);
  });

  test('at any time, by the units in both arms', () => {
    // R: r <- 1 + f * (-2 * log(.05) + log(-2 * log(.05) + 1)); sqrt(2 * r / (r - 1) * log(sqrt(r) / level)) at f of
    // 1000 units: all and half of them, then the first again.
    const critical = at(monitored({ method: 'always-valid' }), 0.05, 'two-sided');
    for (const [units, exact] of [
      [1000, 3.03520899038],
      [500, 3.08356871437],
      [500, 3.08356871437],
      [1000, 3.03520899038],
      [25, 6.10598181198],
    ] as const) {
      expectBelow(critical(units), exact);
    }
  });

  test('at the first of five looks, and where nothing may be rejected yet', () => {
    // Lan & DeMets (1983), as printed: 4.8769 at a fifth, 3.3569 at two fifths.
    const first = monitored(LOOKS, { fractionsOf: () => [0.2] });
    const second = monitored(LOOKS, { fractionsOf: () => [0.2, 0.4] });
    expect(at(first, 0.05, 'two-sided')(0)).toBeCloseTo(4.8769, 3);
    expect(at(second, 0.05, 'two-sided')(0)).toBeCloseTo(3.3569, 3);
    const early = monitored(LOOKS, { fractionsOf: () => [1e-4] });
    expect(at(early, 0.05, 'two-sided')(0)).toBe(Number.POSITIVE_INFINITY);
  });
});

/** Arms of so many units whose difference is z standard errors of 1. */
const apart = (z: number, n = 1e6): [GrowingArm, GrowingArm] =>
  [0, z].map((mean): GrowingArm => {
    return {
      figures: Float64Array.of(n, 0, mean, 0.5 * n * (n - 1)),
      clear: () => undefined,
      grow: () => undefined,
      sample: () => {
        throw new Error('no sample is asked for');
      },
    };
  }) as [GrowingArm, GrowingArm];

const counted = (...counts: [number, number][]): [GrowingArm, GrowingArm] =>
  counts.map(([successes, n]) => {
    return { ...apart(0)[0], figures: Float64Array.of(n, successes, 0, 0) };
  }) as [GrowingArm, GrowingArm];

describe('what falls below a bound of futility may be given up', () => {
  const looks = { method: 'group-sequential', spending: 'pocock', looks: 3 } as const;
  const design = (
    bound: number,
    metric: Partial<MetricDesign> = {},
    rest: Partial<Design> = {},
  ) => ({
    ...monitored(looks, { boundOf: () => bound, fractionsOf: () => [0.5] }),
    ...{ metrics: [metricOf('a', { kind: 'mean', ...metric })], ...rest },
  });
  const outcomes = (one: Design, z: number, n?: number) =>
    possibleOutcomes(one, 'personal')!(...apart(z, n));

  test.each([
    [0.5, {}, {}, 1],
    [-0.5, {}, {}, 1],
    [0.5, { lowerIsBetter: true }, {}, -1],
    [0.5, {}, { alternative: 'less' }, -1],
    [0.5, { lowerIsBetter: true }, { alternative: 'greater' }, 1],
  ] as const)('of %d, with %j and %j', (bound, metric, rest, sign) => {
    const one = design(bound, metric, rest);
    expect(outcomes(one, sign * (bound + 1e-4))).toBe(0);
    expect(outcomes(one, sign * (bound - 1e-4))).toBe(FUTILE);
    // On the bound itself the gate is asked, since rounding may have it either way.
    expect(outcomes(one, sign * bound)).toBe(FUTILE);
  });

  test('of few units it is asked about sooner, since their t is less of a z', () => {
    // R: qnorm(pt(1.2, 4)) is 1.0443 and qnorm(pt(1.2, 8)) 1.1159; five units in each arm have 4 to 8.
    expect(outcomes(design(1.15), 1.2, 5)).toBe(FUTILE);
    expect(outcomes(design(0.9), 1.2, 5)).toBe(0);
    expect(outcomes(design(1.15), 1.2)).toBe(0);
  });

  test('there is none below a bound of −Infinity', () => {
    expect(outcomes(design(Number.NEGATIVE_INFINITY), -2)).toBe(0);
    expect(outcomes({ ...design(1), monitoring: null }, 0.1)).toBe(0);
  });

  test('of rates whose counts are few the gate is asked', () => {
    const one = design(-9, { kind: 'proportion' });
    const of = (...counts: [number, number][]) =>
      possibleOutcomes(one, 'personal')!(...counted(...counts));
    expect(of([5, 20], [6, 20])).toBe(FUTILE);
    expect(of([500, 2000], [505, 2000])).toBe(0);
    const mde = { scale: 'points', size: 0.3 } as const;
    const flat = { ...one, metrics: [metricOf('a', { kind: 'proportion', mde })] };
    expect(possibleOutcomes(flat, 'personal')!(...counted([5, 20], [6, 20]))).toBe(FUTILE | FLAT);
    const free = { ...one, monitoring: null, money: { cost: new Map(), value: 1 } };
    expect(possibleOutcomes(free, 'personal')!(...counted([5, 20], [6, 20]))).toBe(UNTOLD);
    expect(possibleOutcomes(free, 'personal')!(...counted([500, 2000], [505, 2000]))).toBe(0);
  });
});

test('of rates far apart in few units a win or a loss is possible', () => {
  const one = { ...base, metrics: [metricOf('a', { kind: 'proportion' })] };
  const of = (...counts: [number, number][]) =>
    possibleOutcomes(one, 'personal')!(...counted(...counts));
  // 2.7183 from each other at most, as exact-distance.test.ts has it.
  expect(of([2, 20], [9, 20])).toBe(WIN);
  expect(of([9, 20], [2, 20])).toBe(LOSS);
  // So far apart nothing is told (see mostExactDistance).
  expect(of([0, 20], [20, 20])).toBe(UNTOLD);
});

test('a t of no size is a z of none, and one that is normal is one itself', () => {
  expect(leastNormal(0, 5)).toBe(0);
  expect(leastNormal(2, Number.POSITIVE_INFINITY)).toBe(2);
  expect(leastNormal(-2, 3)).toBe(-2);
  // Wallace's bound by hand: sqrt(10 ln(1 + 4 / 10) (1 − 1 / 20)).
  expect(leastNormal(2, 10)).toBeCloseTo(1.787872, 6);
});
