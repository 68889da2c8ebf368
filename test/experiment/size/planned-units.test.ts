import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plannedLooks } from '../../../src/experiment/monitoring/planned-looks.js';
import type { Plan, PlannedMetric } from '../../../src/experiment/size/plan.js';
import {
  plannedComparisonLevel,
  requiredUnits,
} from '../../../src/experiment/size/planned-decision.js';
import { missingForSize, plannedUnits } from '../../../src/experiment/size/planned-units.js';

const METRIC: PlannedMetric = {
  ...{ name: 'signup', column: 'signup', kind: 'proportion', role: 'primary' },
  ...{ lowerIsBetter: false, mde: null, margin: null, value: null },
  ...{ covariate: null, quantile: null, baseline: null },
};

function planWith(changes: Partial<Plan>, metric: Partial<PlannedMetric> = {}): Plan {
  return {
    ...{ experiment: 'hero', hypothesis: null, control: 'generic', treatments: ['light'] },
    ...{ allocation: null, intensity: null, cost: null, variantColumn: null },
    units: { id: null, column: null, daily: null },
    ...{
      metrics: [{ ...METRIC, ...metric }],
      segments: [],
      stratify: null,
      alpha: 0.05,
      power: 0.8,
    },
    ...{ alternative: 'two-sided', correction: 'holm', monitoring: { method: 'fixed' } },
    ...{ sampleSize: null, ...changes },
  };
}

const relative = (size: number) => ({ scale: 'relative', size }) as const;
const points = (size: number) => ({ scale: 'points', size }) as const;
const SIZED = { baseline: { rate: 0.12 }, mde: points(0.01) };

// Sizes by R: power.prop.test and power.t.test, as in test/runs/power; the split one by uniroot.
test.each<[string, Partial<Plan>, Partial<PlannedMetric>, Record<string, number>]>([
  ['a rate', {}, SIZED, { generic: 17_169, light: 17_169 }],
  [
    'a mean, relative',
    {},
    { kind: 'mean', baseline: { mean: 25, sd: 40 }, mde: relative(0.08) },
    { generic: 6_281, light: 6_281 },
  ],
  [
    'two treatments, each at half of alpha',
    { treatments: ['light', 'full'], power: 0.9 },
    { baseline: { rate: 0.04 }, mde: points(0.005) },
    { generic: 40_403, light: 40_403, full: 40_403 },
  ],
  [
    'shares, the smallest treatment sized',
    {
      treatments: ['full', 'light'],
      allocation: new Map(Object.entries({ generic: 1, light: 2, full: 4 })),
      correction: 'none',
    },
    { baseline: { rate: 0.1 }, mde: points(0.02) },
    { generic: 2_911, full: 11_643, light: 5_822 },
  ],
])('the units of %s', (_, changes, metric, units) => {
  const plan = planWith(changes, metric);
  expect(Object.fromEntries(plannedUnits(plan)!)).toEqual(units);
  expect(missingForSize(plan)).toEqual([]);
});

test('a decrease is sized downwards', () => {
  // R: power.prop.test(p1 = .12, p2 = .11, power = .8)$n is 15,975.2.
  const plan = planWith({}, { ...SIZED, lowerIsBetter: true });
  expect(plannedUnits(plan)!.get('light')).toBe(15_976);
});

test('secondary metrics cost the primary one nothing, and guardrails are of no family', () => {
  const secondary = { ...METRIC, name: 'b', role: 'secondary' as const };
  const guardrail = { ...METRIC, name: 'c', role: 'guardrail' as const };
  const treatments = ['light', 'full'];
  const metrics = [METRIC, secondary, guardrail];
  const four = [METRIC, secondary, { ...secondary, name: 'd' }, guardrail];
  expect(plannedComparisonLevel(planWith({ treatments, metrics }))).toBe(0.025);
  expect(plannedComparisonLevel(planWith({ treatments, metrics: four }))).toBe(0.025);
  expect(plannedComparisonLevel(planWith({ treatments, metrics: four }), 'secondary')).toBe(0.0125);
  expect(plannedComparisonLevel(planWith({ treatments, metrics, correction: 'none' }))).toBe(0.05);
});

test('a guardrail needs what shows its margin kept', () => {
  // R, as in test/runs/power/margin/rate.
  const margin = { kind: 'non-inferiority', size: points(0.05) } as const;
  const guardrail = { ...METRIC, role: 'guardrail' as const, baseline: { rate: 0.2 }, margin };
  const plan = planWith({ metrics: [METRIC, guardrail], alpha: 0.025, power: 0.9 });
  expect(Math.ceil(requiredUnits(plan, guardrail)!)).toBe(1_349);
});

test.each([
  [{}, ['baseline', 'mde']],
  [{ mde: points(0.01) }, ['baseline']],
  [{ baseline: { rate: 0.1 } }, ['mde']],
] as const)('a primary metric with %j lacks %j', (metric, missing) => {
  const plan = planWith({}, metric);
  expect(plannedUnits(plan)).toBeNull();
  expect(missingForSize(plan)).toEqual(missing);
  expect(missingForSize({ ...plan, sampleSize: 100 })).toEqual([]);
});

test('a size that is said is taken, whatever could be computed', () => {
  const plan = planWith({ sampleSize: 100 }, SIZED);
  expect(Object.fromEntries(plannedUnits(plan)!)).toEqual({ generic: 100, light: 100 });
});

test('weights of tenths add no unit of their own', () => {
  const allocation = new Map(Object.entries({ generic: 0.3, light: 0.1, full: 0.7 }));
  const plan = planWith({ treatments: ['light', 'full'], allocation, sampleSize: 53_210 });
  expect(Object.fromEntries(plannedUnits(plan)!)).toEqual({
    ...{ generic: 159_630, light: 53_210, full: 372_470 },
  });
});

// Each product lies an ulp or two above the whole number that it stands for.
test.each([
  [7_979, 0.3, 0.9, 23_937],
  [1_000, 0.7, 1.4, 2_000],
  [5_985, 0.01, 0.07, 41_895],
])('what only arithmetic added to %d · %d : %d is no unit', (sampleSize, light, full, units) => {
  const allocation = new Map(Object.entries({ generic: 1, light, full }));
  const plan = planWith({ treatments: ['light', 'full'], allocation, sampleSize });
  expect((sampleSize * full) / light).toBeGreaterThan(units);
  expect(plannedUnits(plan)!.get('full')).toBe(units);
});

test('what is truly above a whole number is a unit more, however little above', () => {
  // 999,999,937 · (1 + 1e-9) = 999,999,937.999999937 and · (1 + 2e-9) = 999,999,938.999999874.
  const allocation = new Map(Object.entries({ generic: 1 + 1e-9, light: 1, full: 1 + 2e-9 }));
  const plan = planWith({ treatments: ['light', 'full'], allocation, sampleSize: 999_999_937 });
  expect(Object.fromEntries(plannedUnits(plan)!)).toEqual({
    generic: 999_999_938,
    light: 999_999_937,
    full: 999_999_939,
  });
  const slightly = new Map(Object.entries({ generic: 1 + 5e-11, light: 1 }));
  const small = planWith({ allocation: slightly, sampleSize: 1_000 });
  expect(plannedUnits(small)!.get('generic')).toBe(1_001);
});

test('no variant gets less than its share, nor a whole unit more', () => {
  const weight = fc.integer({ min: 1, max: 1000 });
  fc.assert(
    fc.property(weight, weight, weight, fc.integer({ min: 2, max: 1e6 }), (c, a, b, sampleSize) => {
      const allocation = new Map(Object.entries({ generic: c, light: a, full: b }));
      const plan = planWith({ treatments: ['light', 'full'], allocation, sampleSize });
      for (const [name, units] of plannedUnits(plan)!) {
        // In whole numbers, so exactly: units − 1 < size × weight ÷ smallest ≤ units.
        const share = sampleSize * allocation.get(name)!;
        expect(units * Math.min(a, b)).toBeGreaterThanOrEqual(share);
        expect((units - 1) * Math.min(a, b)).toBeLessThan(share);
      }
    }),
    { seed: 20240506 },
  );
});

test('looking while the test runs is never sized as looking once', () => {
  const plan = planWith({ monitoring: { method: 'always-valid' } }, SIZED);
  expect(plannedUnits(plan)?.get('light') ?? Number.POSITIVE_INFINITY).toBeGreaterThan(17_169);
});

test('a guardrail that is looked at takes more as well, however many comparisons there are', () => {
  const margin = { kind: 'non-inferiority', size: points(0.05) } as const;
  const guardrail = { ...METRIC, role: 'guardrail' as const, baseline: { rate: 0.2 }, margin };
  const needed = (treatments: string[]) =>
    requiredUnits(
      planWith({
        ...{ metrics: [METRIC, guardrail], alpha: 0.025, power: 0.9, treatments },
        monitoring: { method: 'always-valid' },
      }),
      guardrail,
    )!;
  expect(needed(['light'])).toBeGreaterThan(1_349);
  expect(needed(['light', 'full'])).toBe(needed(['light']));
});

test('looks are evenly spaced, and any number where the plan grants them', () => {
  const looks = (monitoring: Plan['monitoring']) => plannedLooks(planWith({ monitoring }), 1_001);
  expect(looks({ method: 'always-valid' })).toBeNull();
  expect(looks({ method: 'fixed' })).toEqual([
    { number: 1, informationFraction: 1, units: 1_001, alphaSpent: 0.05, futilityBound: null },
  ]);
  const four = looks({ method: 'group-sequential', spending: 'pocock', looks: 4 })!;
  expect(four.map(({ units }) => units)).toEqual([251, 501, 751, 1_001]);
  expect(four.map(({ informationFraction }) => informationFraction)).toEqual([0.25, 0.5, 0.75, 1]);
});

// R: 4 * pnorm(qnorm(.0125, lower = F) / sqrt(t), lower = F), one-sided 2 and .025; .05 * log(1 + (exp(1) - 1) * t).
test.each([
  ['obrien-fleming', 'two-sided', [1.4733616871739e-5, 0.0030506455159778, 0.019298649907024]],
  ['obrien-fleming', 'greater', [8.8575438321404e-5, 0.0055745966807844, 0.023625121317601]],
  ['pocock', 'two-sided', [0.017868700975439, 0.031005725347914, 0.041399446962144]],
] as const)('alpha spent by %s, %s', (spending, alternative, spent) => {
  const monitoring = { method: 'group-sequential', spending, looks: 4 } as const;
  const looks = plannedLooks(planWith({ monitoring, alternative }), null)!;
  expect(looks.at(-1)!.alphaSpent).toBe(0.05);
  spent.forEach((alpha, i) => {
    expect(Math.abs(looks[i]!.alphaSpent / alpha - 1)).toBeLessThan(1e-10);
  });
});
