import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/experiment/size/plan.js';
import { primaryPower } from '../../../src/experiment/size/primary-power.js';
import { METRIC, planOf } from './plans.js';

const SPEND = { ...METRIC, kind: 'mean', mde: null, baseline: { mean: 25, sd: 40 } } as const;

describe('R has the smallest effect that is found', () => {
  test('of a rate that is to rise', () => {
    // power.prop.test(n = 1000, p1 = .1, power = .8)$p2 - .1
    const found = primaryPower(planOf([METRIC]), 'light', 1000)!;
    expect(found.treatment).toBe('light');
    expect(found.detectable).toBeCloseTo(0.0407473607845, 5);
  });

  test('of a rate that is to fall', () => {
    // uniroot(function(d) power.prop.test(n = 1000, p1 = .1, p2 = .1 - d)$power - .8, c(.001, .09))
    const plan = planOf([{ ...METRIC, lowerIsBetter: true }]);
    const found = primaryPower(plan, 'light', 1000)!;
    expect(found.detectable).toBeCloseTo(-0.03449793748413, 6);
    for (const { effect } of found.curve) expect(effect).toBeLessThan(0);
    // What one-sided plan looks for is on its side, whatever is better.
    const less: Plan = { ...planOf([METRIC]), alternative: 'less', alpha: 0.025 };
    expect(primaryPower(less, 'light', 1000)!.detectable).toBeCloseTo(-0.03449793748413, 6);
  });

  test('of a mean, in each treatment at its own share and at its share of alpha', () => {
    const allocation = new Map([
      ['generic', 3],
      ['light', 3],
      ['full', 6],
    ]);
    const plan = { ...planOf([SPEND]), treatments: ['light', 'full'], allocation };
    // 500 units of the control and of light, 1000 of full, each at 2.5 %:
    // uniroot(function(d) pt(qt(.9875, df), df, ncp = d / (40 * sqrt(1/500 + 1/n)), lower = FALSE) - .8, …)
    expect(primaryPower(plan, 'full', 500)!.detectable).toBeCloseTo(6.760236417903, 7);
    const equal = { ...plan, allocation: null };
    expect(primaryPower(equal, 'full', 1000)!.detectable).toBeCloseTo(5.518550579058, 7);
    const light = primaryPower(plan, 'light', 500)!.detectable!;
    expect(light / primaryPower(equal, 'light', 500)!.detectable!).toBeCloseTo(1, 9);
  });

  test('where it is priced, of what is shown to pay', () => {
    const cost = new Map([['light', 0.02]]);
    const priced: Plan = { ...planOf([{ ...METRIC, value: 12 }]), cost, alpha: 0.025 };
    // An effect of a point pays so surely with 30,000 units, as decision-power.test.ts has from R.
    const found = primaryPower({ ...priced, power: 0.861783 }, 'light', 30_000)!;
    expect(found.detectable).toBeCloseTo(0.01, 7);
  });
});

describe('the curve', () => {
  test('ends at twice the smallest effect that is found, in sixty even steps', () => {
    const { detectable, curve } = primaryPower(planOf([METRIC]), 'light', 1000)!;
    expect(curve).toHaveLength(60);
    expect(curve[29]!.effect).toBeCloseTo(detectable!, 12);
    expect(curve[29]!.power).toBeCloseTo(0.8, 8);
    expect(curve[0]!.effect).toBeCloseTo(detectable! / 30, 12);
    expect(curve[59]!.effect).toBeCloseTo(2 * detectable!, 12);
    const powers = curve.map(({ power }) => power);
    expect(powers).toEqual(powers.toSorted((a, b) => a - b));
  });

  test('or at twice the MDE where that is more', () => {
    const plan = planOf([{ ...METRIC, mde: { scale: 'relative', size: 0.9 } }]);
    expect(primaryPower(plan, 'light', 1000)!.curve[59]!.effect).toBeCloseTo(0.18, 12);
  });

  test('or where a rate has no further to go', () => {
    const falling = planOf([{ ...METRIC, lowerIsBetter: true }]);
    const few = primaryPower(falling, 'light', 120)!;
    expect(few.detectable).not.toBeNull();
    expect(few.curve[59]!.effect).toBeCloseTo(-0.1, 12);
    const rising = planOf([{ ...METRIC, baseline: { rate: 0.9 } }]);
    expect(primaryPower(rising, 'light', 120)!.curve[59]!.effect).toBeCloseTo(0.1, 12);
  });

  test('or, where nothing is found, at twice the MDE', () => {
    const plan = planOf([{ ...METRIC, lowerIsBetter: true }]);
    const found = primaryPower(plan, 'light', 20)!;
    expect(found.detectable).toBeNull();
    expect(found.curve[59]!.effect).toBeCloseTo(-0.02, 12);
    expect(found.curve[59]!.power).toBeLessThan(0.8);
    // Of so few that a standard error is more than there is room for.
    expect(primaryPower(plan, 'light', 10)!.detectable).toBeNull();
    const noMde = planOf([{ ...METRIC, lowerIsBetter: true, mde: null }]);
    expect(primaryPower(noMde, 'light', 20)).toBeNull();
  });

  test('has no smallest effect where chance alone has the power', () => {
    const found = primaryPower({ ...planOf([METRIC]), power: 0.02 }, 'light', 1000)!;
    expect(found.detectable).toBeNull();
    expect(found.curve[59]!.effect).toBeCloseTo(0.02, 12);
  });
});

test('there is none of a margin, and none where nothing is expected', () => {
  expect(primaryPower(planOf([{ ...METRIC, baseline: null }]), 'light', 1000)).toBeNull();
  const margin = { kind: 'non-inferiority', size: { scale: 'points', size: 0.004 } } as const;
  expect(primaryPower(planOf([{ ...METRIC, mde: null, margin }]), 'light', 1000)).toBeNull();
});
