import { describe, expect, test } from 'vitest';
import { payingDecisionTest } from '../../../src/experiment/size/paying-test.js';
import {
  effectTestOf,
  plannedDecisions,
  requiredUnits,
} from '../../../src/experiment/size/planned-decision.js';
import type { PowerDesign } from '../../../src/experiment/size/power-plan.js';
import { METRIC, ONE_LOOK, planOf } from './plans.js';

const design: PowerDesign = {
  ...{ baseline: { kind: 'mean', mean: 25, sd: 40 }, alpha: 0.05, alternative: 'two-sided' },
  ...{ correction: 'none', variants: 2, allocation: 1, monitoring: ONE_LOOK },
};

describe('that a mean pays', () => {
  const paying = (effect: number, breakEven: number, rest: Partial<PowerDesign> = {}) =>
    payingDecisionTest('spend', { ...design, ...rest }, { effect, breakEven });

  test('is that it exceeds what breaks even, on one side', () => {
    // R: power.t.test(n = 3000, delta = 2, sd = 40, sig.level = .025, alternative = "one.sided")$power, and at .05;
    // power.t.test(delta = 2, sd = 40, sig.level = .025, alternative = "one.sided", power = .8)$n
    expect(paying(5, 3).power(3000)).toBeCloseTo(0.490513099, 6);
    expect(paying(0, -2).power(3000)).toBeCloseTo(0.490513099, 6);
    expect(paying(5, 3, { alternative: 'greater' }).power(3000)).toBeCloseTo(0.614634810975, 6);
    expect(paying(5, 3).units(0.8)).toBeCloseTo(6280.0643, 2);
    expect(paying(5, 3).metric).toBe('spend');
  });

  test('is never shown where it does not', () => {
    expect(paying(2, 3).units(0.8)).toBeNull();
    expect(paying(2, 3).power(3000)).toBeLessThan(0.025);
    expect(paying(3, 3).units(0.8)).toBeNull();
  });
});

test('no rate pays what only more than a change from none to all would', () => {
  const rate: PowerDesign = { ...design, baseline: { kind: 'proportion', rate: 0.1 } };
  const paying = (breakEven: number) =>
    payingDecisionTest('signup', rate, { effect: 0.05, breakEven });
  for (const breakEven of [1, 3]) {
    expect(paying(breakEven).power(1000)).toBeLessThan(1e-6);
    expect(paying(breakEven).units(0.8)).toBeNull();
  }
  // What pays whatever it does is all but sure.
  for (const breakEven of [-1, -3]) expect(paying(breakEven).power(1000)).toBeGreaterThan(0.999);
  expect(paying(0.049).units(0.8)).toBeGreaterThan(paying(0.04).units(0.8)!);
});

describe('a plan with prices', () => {
  const priced = (cost: Record<string, number> | null, value: number | null = 12) => ({
    ...planOf([{ ...METRIC, value }]),
    cost: cost === null ? null : new Map(Object.entries(cost)),
  });
  const unitsOf = (...asked: Parameters<typeof priced>) =>
    requiredUnits(priced(...asked), priced(...asked).metrics[0]!);

  test('asks for what the treatment costs more than the control', () => {
    // 30,000 units have the power .861783 that a cost of .02 pays, at 2.5 % two-sided (decision-power.test.ts).
    const strict = { ...priced({ light: 0.02 }), alpha: 0.025, power: 0.861783 };
    expect(Math.abs(requiredUnits(strict, strict.metrics[0]!)! - 30_000)).toBeLessThan(1);
    const units = unitsOf({ light: 0.02 });
    expect(unitsOf({ light: 0.05, generic: 0.03 })).toBeCloseTo(units!, 6);
    expect(unitsOf({ light: 0.04 }, 24)).toBeCloseTo(units!, 6);
    expect(unitsOf({ generic: 0.02 })).toBeLessThan(unitsOf(null)!);
    expect(unitsOf({})).toBe(unitsOf(null));
    // R: power.prop.test(p1 = .1, p2 = .11, power = .8)$n, where nothing is priced.
    expect(unitsOf({ light: 0.02 }, null)).toBeCloseTo(14_750.790469, 4);
  });
});

describe('the effect of a rate', () => {
  const plan = planOf([METRIC]);
  const isTold = (effect: number) => effectTestOf(plan, METRIC, 'light', effect) !== null;

  test('leads from 0 to 1 at most', () => {
    expect([0.9, 0.901, -0.1, -0.101].map(isTold)).toEqual([true, false, true, false]);
    const spend = { ...METRIC, kind: 'mean', baseline: { mean: 1, sd: 2 } } as const;
    expect(effectTestOf(planOf([spend]), spend, 'light', -9)).not.toBeNull();
    expect(effectTestOf(plan, { ...METRIC, baseline: null }, 'light', 0.01)).toBeNull();
  });

  test('of a secondary metric is judged at the level of its own family', () => {
    const second = { ...METRIC, name: 'second', role: 'secondary' } as const;
    const third = { ...second, name: 'third' };
    const three = { ...planOf([METRIC, second, third]), treatments: ['light', 'full'] };
    // R: power.prop.test(p1 = .1, p2 = .11, sig.level = .05 / k, power = .8)$n
    expect(requiredUnits(three, METRIC)).toBeCloseTo(17_863.41913, 2);
    expect(requiredUnits(three, second)).toBeCloseTo(20_957.09254, 2);
    const uncorrected = { ...three, correction: 'none' } as const;
    expect(requiredUnits(uncorrected, second)).toBeCloseTo(14_750.790469, 4);
  });

  test('that ends for futility takes more, but only of the primary metric', () => {
    const looks = { method: 'group-sequential', spending: 'pocock', looks: 3 } as const;
    const futility = { spending: 'pocock', power: 0.8 } as const;
    const second = { ...METRIC, name: 'second', role: 'secondary' } as const;
    const sized = (monitoring: typeof looks & { futility?: typeof futility }) => {
      const looked = { ...planOf([METRIC, second]), monitoring };
      return [METRIC, second].map((metric) => requiredUnits(looked, metric)!);
    };
    const [own, other] = sized({ ...looks, futility });
    const [without, otherWithout] = sized(looks);
    expect(own! / without!).toBeGreaterThan(1.02);
    expect(other).toBe(otherWithout);
  });
});

describe('of several treatments', () => {
  const allocation = new Map(Object.entries({ generic: 2, light: 1, full: 4 }));
  const plan = { ...planOf([METRIC]), treatments: ['light', 'full'], allocation };

  test('each has its own units and share', () => {
    const found = plannedDecisions({ ...plan, correction: 'none' }, 10_000)!;
    expect(found.map(({ treatment }) => treatment)).toEqual(['light', 'full']);
    // R: pw <- function(n, m) { b <- (n * .1 + m * .11) / (n + m)
    //   pnorm((.01 - qnorm(.975) * sqrt(b * (1 - b) * (1 / n + 1 / m))) / sqrt(.09 / n + .0979 / m)) }
    // pw(20000, 10000) and pw(20000, 40000)
    expect(found[0]!.atLeast).toBeCloseTo(0.761902878, 6);
    expect(found[1]!.atLeast).toBeCloseTo(0.964543925, 6);
  });

  test('none is told where one of them is not', () => {
    const cost = new Map(Object.entries({ full: 0.2 }));
    const priced = { ...plan, metrics: [{ ...METRIC, value: 12 }], cost };
    expect(requiredUnits(priced, priced.metrics[0]!)).toBeNull();
    expect(plannedDecisions({ ...plan, metrics: [{ ...METRIC, baseline: null }] }, 10)).toBeNull();
  });
});
