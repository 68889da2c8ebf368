import { describe, expect, test } from 'vitest';
import { decisionPower, decisionUnits } from '../../../src/experiment/size/decision-power.js';
import { marginDecisionTest } from '../../../src/experiment/size/margin-units.js';
import type { Plan, PlannedMetric } from '../../../src/experiment/size/plan.js';
import { plannedDecisions } from '../../../src/experiment/size/planned-decision.js';
import { plannedUnits } from '../../../src/experiment/size/planned-units.js';
import { effectDecisionTest } from '../../../src/experiment/size/power-plan.js';
import { METRIC, ONE_LOOK, planOf } from './plans.js';

const signup = effectDecisionTest(
  'signup',
  {
    ...{ baseline: { kind: 'proportion', rate: 0.1 }, alpha: 0.05, alternative: 'two-sided' },
    ...{ correction: 'none', variants: 2, allocation: 1, monitoring: ONE_LOOK },
  },
  0.01,
);

function kept(metric: string, rate: number, margin: number) {
  return marginDecisionTest(metric, {
    ...{ baseline: { kind: 'proportion', rate }, effect: 0, margin, relative: false },
    ...{ kind: 'non-inferiority', lowerIsBetter: true, allocation: 1, alpha: 0.05 },
    ...{ alternative: 'greater', monitoring: ONE_LOOK },
  });
}

const guardrails = [
  kept('unsubscribe', 0.014, 0.004),
  kept('complaint', 0.02, 0.005),
  kept('refund', 0.05, 0.01),
];

describe('R has the powers, by pnorm', () => {
  test('one primary metric and three guardrails at the size of the primary', () => {
    // n <- power.prop.test(p1 = .1, p2 = .11, power = .8)$n; margins by
    // pnorm((m * sqrt(n) - qnorm(.95) * atMargin) / sqrt(2 * p * (1 - p))) with the restricted rates of
    // uniroot, as test/reference/margin-power.R has them.
    const found = decisionPower([signup, ...guardrails], 14_750.79);
    expect(found.metrics.map(({ power }) => Number(power.toFixed(4)))).toEqual([
      0.8, 0.8968, 0.9208, 0.989,
    ]);
    expect(found.atLeast).toBeCloseTo(0.6065, 4);
    expect(found.independent).toBeCloseTo(0.6533, 4);
    expect(found.mostDemanding).toBe('signup');
  });
});

test('the size of a decision has its power, and one unit less has not', () => {
  const tests = [signup, ...guardrails];
  for (const power of [0.5, 0.8, 0.95]) {
    const units = decisionUnits(tests, power)!;
    expect(decisionPower(tests, units).atLeast).toBeCloseTo(power, 7);
    expect(decisionPower(tests, units - 1).atLeast).toBeLessThan(power);
  }
});

test('a test that is all but sure leaves its part of the risk to the others', () => {
  const alone = decisionUnits([signup], 0.8)!;
  expect(alone).toBeCloseTo(14_750.79, 1);
  const sure = kept('wide', 0.05, 0.9);
  expect(decisionUnits([signup, sure], 0.8)! / alone).toBeCloseTo(1, 6);
  // An equal part for each (Schultzberg, Ankargren & Frånberg 2024) would take a third more.
  expect(signup.units(0.9)! / alone).toBeGreaterThan(1.3);
});

test('chances to miss that add up to more than 1 leave nothing sure', () => {
  const weak = (metric: string, power: number) => ({ metric, units: () => 10, power: () => power });
  const found = decisionPower([weak('a', 0.4), weak('b', 0.3), weak('c', 0.5)], 10);
  expect(found.atLeast).toBe(0);
  expect(found.independent).toBeCloseTo(0.06, 12);
  expect(found.mostDemanding).toBe('b');
  expect(decisionPower([weak('a', 0.6), weak('b', 0.6)], 10)).toMatchObject({
    atLeast: expect.closeTo(0.2, 12),
    mostDemanding: 'a',
  });
});

test('what has no size has none together', () => {
  const never = { metric: 'never', units: () => null, power: () => 0 };
  expect(decisionUnits([signup, never], 0.8)).toBeNull();
  // It has the power that is asked, and not the one that its part of the risk takes.
  const bounded = {
    ...never,
    units: (power: number) => (power > 0.8 ? null : 100),
    power: () => 0.8,
  };
  expect(decisionUnits([signup, bounded], 0.8)).toBeNull();
  expect(decisionUnits([bounded], 0.8)).toBe(100);
});

describe('of tests that say no more than this', () => {
  const fake = (metric: string, power: number, units: (power: number) => number | null) => ({
    ...{ metric, power: () => power, units },
  });
  const thousand = (power: number) => 1000 * power;

  test('the size of each is enough where it has the power of all, or all of them have it together', () => {
    expect(decisionUnits([fake('a', 0.95, thousand)], 0.8)).toBe(800);
    const [a, b] = [fake('a', 0.95, thousand), fake('b', 0.9, (power) => 1001 * power)];
    expect(decisionUnits([a, b], 0.8)).toBeCloseTo(1001 * 0.8, 12);
    // What has no size of its own has none together, whatever its equal part of the risk takes.
    const odd = fake('odd', 0.5, (power) => (power > 0.85 ? 1000 : null));
    expect(decisionUnits([fake('a', 0.95, thousand), odd], 0.8)).toBeNull();
    // Each its equal part of the risk is the most, though that falls short of it.
    const [c, d] = [fake('c', 0.5, thousand), fake('d', 0.6, (power) => 900 * power)];
    expect(decisionUnits([c, d], 0.8)).toBeCloseTo(900, 9);
    expect(decisionUnits([c, d, fake('e', 0.5, () => 1)], 0.7)).toBeCloseTo(900, 9);
  });
});

function guardrail(name: string, baseline: PlannedMetric['baseline']): PlannedMetric {
  const margin = { kind: 'non-inferiority', size: { scale: 'points', size: 0.004 } } as const;
  return { ...METRIC, name, role: 'guardrail', lowerIsBetter: true, mde: null, margin, baseline };
}

describe('a plan', () => {
  const unsubscribe = guardrail('unsubscribe', { rate: 0.014 });

  test('is sized for its decision', () => {
    const plan = planOf([METRIC, unsubscribe]);
    const units = plannedUnits(plan)!.get('light')!;
    expect(units).toBe(Math.ceil(decisionUnits([signup, guardrails[0]!], 0.8)!));
    expect(plannedDecisions(plan, units)![0]!.atLeast).toBeGreaterThanOrEqual(0.8);
  });

  test('that says its size is told what that ships', () => {
    const decision = plannedDecisions(planOf([METRIC, unsubscribe], 14_751), 14_751)![0]!;
    expect(decision.atLeast).toBeCloseTo(0.6968, 4);
    expect(decision.uncounted).toEqual([]);
  });

  test('names the guardrails that it expects nothing of', () => {
    const plan = planOf([METRIC, unsubscribe, guardrail('latency', null)]);
    expect(plannedDecisions(plan, 20_000)![0]!.uncounted).toEqual(['latency']);
    expect(plannedUnits(plan)).toEqual(plannedUnits(planOf([METRIC, unsubscribe])));
    // A share of a rate of nothing has no size.
    const none = guardrail('refund', { rate: 0 });
    const size = { scale: 'relative', size: 0.1 } as const;
    const share = { ...none, margin: { kind: 'non-inferiority' as const, size } };
    const beside = plannedDecisions(planOf([METRIC, unsubscribe, share]), 20_000)![0]!;
    expect(beside.uncounted).toEqual(['refund']);
    expect(beside.metrics.map(({ metric }) => metric)).toEqual(['signup', 'unsubscribe']);
    expect(plannedDecisions(planOf([{ ...METRIC, mde: null }]), 20_000)).toBeNull();
  });

  test('that is priced waits for the effect to pay, in each treatment at its own cost', () => {
    const cost = new Map(Object.entries({ light: 0.02, full: 0.1 }));
    const priced: Plan = {
      ...planOf([{ ...METRIC, value: 12 }], 30_000),
      ...{ treatments: ['light', 'full'], cost },
    };
    const [light, full] = plannedDecisions(priced, 30_000)!;
    // R: pnorm(((.01 - cost / 12) * sqrt(30000) - qnorm(1 - .025 / 2) * s0) / sqrt(.1 * .9 + .11 * .89)),
    // s0 by uniroot on the restricted likelihood: one side of a two-sided test at half of alpha.
    expect(light!.atLeast).toBeCloseTo(0.861783, 5);
    expect(full!.atLeast).toBeCloseTo(0.057598, 5);
    const barely = new Map(Object.entries({ light: 0.13, full: 0.13 }));
    expect(plannedUnits({ ...priced, sampleSize: null, cost: barely })).toBeNull();
  });
});
