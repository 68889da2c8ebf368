import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  monitoringCost,
  type PowerDesign,
  plannedLevel,
  plannedMde,
  plannedPower,
  plannedSize,
  wholeSize,
} from '../../../src/experiment/size/power-plan.js';

const SEEDED = { seed: 20240607, numRuns: 100 };

function planned(rest: Partial<PowerDesign> = {}): PowerDesign {
  return {
    baseline: { kind: 'proportion', rate: 0.1 },
    alpha: 0.05,
    alternative: 'two-sided',
    correction: 'holm',
    variants: 2,
    allocation: 1,
    monitoring: { method: 'fixed' },
    ...rest,
  };
}

const meanOf25 = { kind: 'mean', mean: 25, sd: 40 } as const;

describe('figures by R 4.2.2', () => {
  test('a size, of a rate and of a mean', () => {
    const size = plannedSize(planned(), 0.01, 0.8)!;
    expect(size).toMatchObject({ control: 14_751, treatment: 14_751, total: 29_502 });
    expect(size.exactPerVariant).toBeCloseTo(14_750.7904690464, 6);
    const ofMean = plannedSize(planned({ baseline: meanOf25 }), 2, 0.8)!;
    expect(ofMean.exactPerVariant).toBeCloseTo(6280.06429629238, 5);
  });

  test('a size at 1 : 2', () => {
    const size = plannedSize(planned({ allocation: 2 }), 0.02, 0.8)!;
    expect(size.exactPerVariant).toBeCloseTo(5821.02566170471, 5);
    expect(size).toMatchObject({ control: 2911, treatment: 5822, total: 8733 });
  });

  test('a power', () => {
    expect(plannedPower(planned(), 0.02, 1000)).toBeCloseTo(0.297732131248228, 12);
    const ofMean = planned({ baseline: { kind: 'mean', mean: null, sd: 3 } });
    expect(plannedPower(ofMean, 0.5, 500)).toBeCloseTo(0.74944070205868, 11);
  });

  test('a smallest effect, with the sign that the alternative hopes for', () => {
    expect(plannedMde(planned(), 0.8, 1000)).toBeCloseTo(0.0407451543118242, 8);
    const less = planned({ alternative: 'less' });
    expect(plannedMde(less, 0.8, 1000)).toBeCloseTo(-0.0309188947600094, 10);
    const ofMean = planned({ baseline: { kind: 'mean', mean: 9, sd: 2 } });
    expect(plannedMde(ofMean, 0.8, 1000)).toBeCloseTo(0.25070192483669, 8);
    const lessOfMean = { ...ofMean, alternative: 'less' } as const;
    expect(plannedMde(lessOfMean, 0.8, 1000)).toBeLessThan(-0.2);
  });
});

test('several treatments are each planned at their share of alpha, unless it is not corrected', () => {
  expect(plannedLevel(planned())).toBe(0.05);
  expect(plannedLevel(planned({ variants: 3 }))).toBe(0.025);
  expect(plannedLevel(planned({ variants: 6, correction: 'bh' }))).toBeCloseTo(0.01, 15);
  expect(plannedLevel(planned({ variants: 6, correction: 'none' }))).toBe(0.05);
  const size = plannedSize(planned({ variants: 3 }), 0.01, 0.8)!;
  expect(size).toMatchObject({ treatment: 17_864, total: 3 * 17_864 });
});

test('units are rounded up in each variant, after the split', () => {
  const test_ = planned({ allocation: 0.5, variants: 3 });
  expect(wholeSize(test_, 10.2)).toEqual({
    control: 21,
    treatment: 11,
    total: 43,
    exactPerVariant: 10.2,
  });
});

test('size, effect and power answer each other', () => {
  const questions = fc.record({
    baseline: fc.oneof(
      fc.double({ min: 0.001, max: 0.5, noNaN: true }).map((rate) => ({
        kind: 'proportion' as const,
        rate,
      })),
      fc
        .double({ min: 0.5, max: 100, noNaN: true })
        .map((sd) => ({ kind: 'mean' as const, mean: null, sd })),
    ),
    alternative: fc.constantFrom('two-sided' as const, 'greater' as const, 'less' as const),
    allocation: fc.double({ min: 0.2, max: 5, noNaN: true }),
    variants: fc.integer({ min: 2, max: 5 }),
  });
  const share = fc.double({ min: 0.02, max: 0.5, noNaN: true });
  const powers = fc.double({ min: 0.55, max: 0.99, noNaN: true });
  fc.assert(
    fc.property(questions, share, powers, (rest, size, power) => {
      const asked = planned(rest);
      const scale = rest.baseline.kind === 'mean' ? rest.baseline.sd : rest.baseline.rate;
      const effect = (rest.alternative === 'less' ? -1 : 1) * size * scale;
      const units = plannedSize(asked, effect, power)!.exactPerVariant;
      expect(plannedPower(asked, effect, units)).toBeCloseTo(power, 9);
      expect(plannedMde(asked, power, units)! / effect).toBeCloseTo(1, 7);
    }),
    SEEDED,
  );
});

test('an effect that the smallest test detects more often has no size', () => {
  expect(plannedSize(planned({ baseline: meanOf25 }), 1e9, 0.8)).toBeNull();
  expect(plannedMde(planned(), 0.8, 2)).toBeNull();
});

describe('a test that is looked at while it runs', () => {
  const looked = [
    { method: 'always-valid' },
    { method: 'group-sequential', spending: 'obrien-fleming', looks: 5 },
    { method: 'group-sequential', spending: 'pocock', looks: 4 },
    {
      ...({ method: 'group-sequential', spending: 'power-2.5', looks: 4 } as const),
      futility: { spending: 'hwang-shih-decani:-2', power: 0.8 },
    },
  ] as const;

  test.each(looked)(
    '$method $spending: size, effect and power are each other’s inverse',
    (monitoring) => {
      const plan = planned({ monitoring, variants: 3 });
      const { exactPerVariant } = plannedSize(plan, 0.01, 0.8)!;
      // Of a rate the size is inflated as if its error were the same with and without the effect.
      expect(Math.abs(plannedPower(plan, 0.01, exactPerVariant) - 0.8)).toBeLessThan(1e-4);
      expect(plannedMde(plan, 0.8, exactPerVariant)).toBeCloseTo(0.01, 9);
    },
  );

  test('it needs what its looks cost, and ends earlier on average', () => {
    const once = plannedSize(planned(), 0.01, 0.8)!.exactPerVariant;
    for (const monitoring of looked) {
      const plan = planned({ monitoring });
      const { inflation, expectedShare } = monitoringCost(plan, 0.8);
      expect(plannedSize(plan, 0.01, 0.8)!.exactPerVariant).toBeCloseTo(once * inflation, 6);
      expect(inflation).toBeGreaterThan(1);
      if (monitoring.method === 'always-valid') expect(expectedShare).toBeNull();
      else expect(inflation * expectedShare!.effect).toBeLessThan(1);
    }
  });

  test('always-valid takes (3.0352 + 0.8416)² ÷ (1.96 + 0.8416)² as many, as published boundaries say', () => {
    // 3.0352 is sqrt(2 r/(r − 1) ln(sqrt(r)/.05)) at r − 1 = −2 ln .05 + ln(−2 ln .05 + 1), by hand.
    expect(monitoringCost(planned({ monitoring: looked[0] }), 0.8).inflation).toBeCloseTo(1.915, 3);
  });
});
