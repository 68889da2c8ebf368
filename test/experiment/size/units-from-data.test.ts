import { expect, test } from 'vitest';
import type { Aggregates, MetricAggregate } from '../../../src/experiment/aggregates.js';
import type { Plan } from '../../../src/experiment/size/plan.js';
import { unitsFromData } from '../../../src/experiment/size/units-from-data.js';
import { cellsOf, designOf, mean, metricOf, rate } from '../given.js';

const points = (size: number) => ({ scale: 'points', size }) as const;
const absolute = (size: number) => ({ scale: 'absolute', size }) as const;

/** The planned units where the first variant is the control and the primary metric has that MDE. */
function sized(
  variants: Record<string, MetricAggregate>,
  mde: ReturnType<typeof points | typeof absolute>,
  shares: Record<string, number> = {},
) {
  const samples = Object.entries(variants).map(([name, sample]) => [name, [sample]] as const);
  const aggregates: Aggregates = cellsOf(
    ['signup'],
    Object.fromEntries(samples.map(([n, s]) => [n, [...s]])),
  );
  const [control, ...treatments] = Object.keys(variants);
  const allocation = Object.keys(shares).length === 0 ? null : new Map(Object.entries(shares));
  const metrics = [metricOf('signup', { mde })];
  const design = designOf(aggregates, { metrics, allocation, correction: 'none' });
  const plan: Plan = {
    experiment: 'hero',
    hypothesis: null,
    control: control!,
    treatments,
    allocation,
    intensity: null,
    cost: null,
    variantColumn: null,
    units: { id: null, column: null, daily: null },
    metrics: [],
    segments: [],
    stratify: null,
    alpha: 0.05,
    power: 0.8,
    alternative: 'two-sided',
    correction: 'none',
    monitoring: { method: 'fixed' },
    sampleSize: null,
  };
  const units = unitsFromData(plan, aggregates, design);
  return units === null ? null : Object.fromEntries(units);
}

test('a rate is sized from what the control has', () => {
  // R: power.prop.test(p1 = .12, p2 = .13, power = .8)$n is 17,168.2.
  const variants = { generic: rate(120, 1000), light: rate(180, 900) };
  expect(sized(variants, points(0.01))).toEqual({ generic: 17_169, light: 17_169 });
});

test('of several treatments the one that takes the most decides', () => {
  // R: power.t.test(delta = 1, sd = s, power = .8)$n, s² the mean of both arms' variances.
  // s² = (100 + 100) / 2: 1570.737; s² = (100 + 300) / 2: 3140.513.
  const variants = {
    generic: mean(1000, 10, 100),
    light: mean(1000, 10, 100),
    full: mean(1000, 10, 300),
  };
  const both = sized(variants, absolute(1));
  expect(both).toEqual({ generic: 3_141, light: 3_141, full: 3_141 });
});

test('a size is that of the treatment with the smallest share, whichever takes the most', () => {
  // The plan of the same rates, split and MDE, sized by R's uniroot: see planned-units.test.ts.
  const variants = { generic: rate(100, 1000), full: rate(1, 10), light: rate(1, 10) };
  expect(sized(variants, points(0.02), { generic: 1, light: 2, full: 4 })).toEqual({
    generic: 2_911,
    light: 5_822,
    // Twice the whole units of light.
    full: 11_643,
  });
});

test('there is none without an MDE, or where one comparison has none', () => {
  const variants = { generic: rate(0, 0), light: rate(1, 10) };
  expect(sized(variants, points(0.01))).toBeNull();
});

test('nor where one arm would have more units than can be counted', () => {
  const variants = { generic: rate(120, 1000), light: rate(180, 900) };
  // Some 2e14 an arm, and a thousand times as many; doubles count up to 9e15.
  expect(sized(variants, points(1e-7))).not.toBeNull();
  expect(sized(variants, points(1e-7), { generic: 1000, light: 1 })).toBeNull();
});
