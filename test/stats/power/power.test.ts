import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alternative } from '../../../src/stats/alternative.js';
import {
  meanPower,
  meanSampleSize,
  meanSmallestDetectable,
  proportionPower,
  proportionSampleSize,
  proportionSmallestDetectable,
} from '../../../src/stats/power/power.js';
import { relativeError, rowsOf, sharedCases, worst } from '../reference.js';

const twoSided = { alpha: 0.05, alternative: 'two-sided' } as const;
const level = fc.double({ min: Math.log(1e-8), max: Math.log(0.2), noNaN: true }).map(Math.exp);
const power = fc.double({ min: 0.5, max: 0.999, noNaN: true });
const allocation = fc.double({ min: 0.1, max: 10, noNaN: true });
const units = fc.double({ min: Math.log(20), max: Math.log(1e12), noNaN: true }).map(Math.exp);
const rate = fc.double({ min: Math.log(1e-6), max: Math.log(0.99), noNaN: true }).map(Math.exp);
const alternative = fc.constantFrom<Alternative>('two-sided', 'greater', 'less');

function sideOf(twoSidedFlag: number, effect: number): Alternative {
  if (twoSidedFlag === 1) return 'two-sided';
  return effect > 0 ? 'greater' : 'less';
}

test('proportions: size and power agree with power.prop.test to 1e-13', () => {
  const result = worst(rowsOf('powerProportion'), (r) => {
    const side = sideOf(r.twoSided!, r.treatment! - r.control!);
    const common = {
      control: r.control!,
      treatment: r.treatment!,
      alpha: r.alpha!,
      alternative: side,
    };
    return [
      relativeError(proportionSampleSize({ ...common, allocation: 1, power: r.power! }), r.size!),
      relativeError(
        proportionPower({ ...common, controlUnits: r.n!, treatmentUnits: r.n! }),
        r.powerAtN!,
      ),
    ];
  });
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(1e-13);
});

test('means: size and power agree with power.t.test to 2e-11, where R’s noncentral t ends', () => {
  const result = worst(rowsOf('powerMean'), (r) => {
    const common = {
      effect: r.effect!,
      sd: 1,
      alpha: r.alpha!,
      alternative: sideOf(r.twoSided!, 1),
    };
    return [
      relativeError(meanSampleSize({ ...common, allocation: 1, power: r.power! }), r.size!),
      relativeError(
        meanPower({ ...common, controlUnits: r.n!, treatmentUnits: r.n! }),
        r.powerAtN!,
      ),
    ];
  });
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(2e-11);
});

test('proportions: gives the reference answers', () => {
  for (const { id, inputs, expected } of sharedCases('power-proportion')) {
    const { baseline: control, relative_mde, alpha, power: target, sides } = inputs;
    const treatment = control * (1 + relative_mde);
    const side = sideOf(sides === 'two.sided' ? 1 : 0, relative_mde);
    const arms = { controlUnits: expected.at_n, treatmentUnits: expected.at_n };
    const common = { control, alpha, alternative: side };
    const size = proportionSampleSize({ ...common, treatment, allocation: 1, power: target });
    expect(relativeError(size, expected.n_per_variant), id).toBeLessThan(1e-12);
    expect(Math.ceil(size)).toBe(expected.n_per_variant_ceiling);
    const at = proportionPower({ ...common, ...arms, treatment });
    expect(relativeError(at, expected.power_at_n), id).toBeLessThan(1e-12);
    const direction = relative_mde > 0 ? 'increase' : 'decrease';
    const least = proportionSmallestDetectable({ ...common, ...arms, power: target, direction });
    expect(relativeError(Math.abs(least!), expected.mde_at_n_absolute), id).toBeLessThan(1e-11);
  }
});

test('means: gives the reference answers', () => {
  for (const { id, inputs, expected } of sharedCases('power-mean')) {
    const { mean, sd, relative_mde, alpha, power: target, sides } = inputs;
    const effect = mean * relative_mde;
    const arms = { controlUnits: expected.at_n, treatmentUnits: expected.at_n };
    const common = { sd, alpha, alternative: sideOf(sides === 'two.sided' ? 1 : 0, effect) };
    const size = meanSampleSize({ ...common, effect, allocation: 1, power: target });
    expect(relativeError(size, expected.n_per_variant), id).toBeLessThan(1e-11);
    expect(Math.ceil(size)).toBe(expected.n_per_variant_ceiling);
    const at = meanPower({ ...common, ...arms, effect });
    expect(relativeError(at, expected.power_at_n), id).toBeLessThan(1e-11);
    const least = meanSmallestDetectable({ ...common, ...arms, power: target });
    expect(relativeError(least, expected.mde_at_n_absolute), id).toBeLessThan(1e-11);
  }
});

test('proportions: published figures', () => {
  // R, example(power.prop.test)
  const half = { control: 0.5, treatment: 0.75, ...twoSided };
  expect(proportionSampleSize({ ...half, allocation: 1, power: 0.9 })).toBeCloseTo(76.707, 3);
  expect(proportionPower({ ...half, controlUnits: 50, treatmentUnits: 50 })).toBeCloseTo(
    0.7401659,
    7,
  );
  // Fleiss, Levin & Paik (2003), table A.4 by formula; Evan Miller's calculator, 12 % → 13 %
  const fifth = { control: 0.2, treatment: 0.25, ...twoSided, allocation: 1, power: 0.8 };
  expect(proportionSampleSize(fifth)).toBeCloseTo(1093.74, 2);
  const eighth = { ...fifth, control: 0.12, treatment: 0.13 };
  expect(proportionSampleSize(eighth)).toBeCloseTo(17168.2, 1);
  // gsDesign nBinomial, 2:1, .2 against .1, one-sided: total 524.249
  const unequal = { alpha: 0.025, power: 0.85, allocation: 2, alternative: 'greater' } as const;
  const treated = proportionSampleSize({ control: 0.1, treatment: 0.2, ...unequal });
  expect(treated * 1.5).toBeCloseTo(524.249, 3);
});

test('means: published figures', () => {
  // R, example(power.t.test)
  const whole = { effect: 1, sd: 1, ...twoSided };
  expect(meanPower({ ...whole, controlUnits: 20, treatmentUnits: 20 })).toBeCloseTo(0.8689528, 7);
  expect(meanSampleSize({ ...whole, allocation: 1, power: 0.9 })).toBeCloseTo(22.0211, 4);
  // pwr, example(pwr.t.test); it counts rejections on the wrong side too, of which there are 1.4e-6
  const third = { sd: 2.8, controlUnits: 30, treatmentUnits: 30 };
  const wrongSide = meanPower({ ...third, effect: -2, alpha: 0.025, alternative: 'greater' });
  expect(meanPower({ ...third, effect: 2, ...twoSided }) + wrongSide).toBeCloseTo(0.7764889, 7);
  const small = { effect: 0.3, sd: 1, alpha: 0.05, alternative: 'greater', allocation: 1 } as const;
  expect(meanSampleSize({ ...small, power: 0.75 })).toBeCloseTo(120.2232, 4);
});

test('means: a large sample agrees with mpmath, where R’s power.t.test is off by 5e-11', () => {
  // noncentral-t.json, its row of 219770 df: exp(logUpper)
  const at = meanPower({
    effect: 0.01,
    sd: 1,
    controlUnits: 109886,
    treatmentUnits: 109886,
    ...twoSided,
  });
  expect(relativeError(at, 0.6495174813845862)).toBeLessThan(1e-12);
});

test('proportions: the size has the power asked, for rates from 1e-6, of 0 and of 1', () => {
  fc.assert(
    fc.property(
      rate,
      rate,
      allocation,
      level,
      power,
      (control, treatment, ratio, alpha, target) => {
        for (const [p1, p2] of [
          [control, treatment],
          [0, treatment],
          [control, 1],
          [1, treatment],
          [control, 0],
        ] as const) {
          if (Math.abs(p1 - p2) < 1e-3 * Math.max(p1, p2)) continue;
          const common = { control: p1, treatment: p2, alpha, alternative: sideOf(0, p2 - p1) };
          const size = proportionSampleSize({ ...common, allocation: ratio, power: target });
          const reached = proportionPower({
            ...common,
            controlUnits: size / ratio,
            treatmentUnits: size,
          });
          expect(relativeError(reached, target)).toBeLessThan(1e-9);
        }
      },
    ),
  );
});

test('proportions: the smallest detectable effect has the power asked, or no rate has', () => {
  fc.assert(
    fc.property(
      fc.oneof(rate, fc.constantFrom(0, 1)),
      units,
      units,
      level,
      power,
      fc.boolean(),
      alternative,
      (control, controlUnits, treatmentUnits, alpha, target, up, side) => {
        const common = { control, controlUnits, treatmentUnits, alpha, alternative: side };
        const direction = up ? 'increase' : 'decrease';
        const effect = proportionSmallestDetectable({ ...common, power: target, direction });
        const end = up ? 1 : 0;
        if (effect === null) {
          expect(proportionPower({ ...common, treatment: end })).toBeLessThan(target);
          return;
        }
        expect(Math.sign(effect)).toBe(up ? 1 : -1);
        // control + effect is rounded, by up to 1e-16, which n = 1e12 magnifies
        const reached = proportionPower({ ...common, treatment: clampRate(control + effect) });
        const digits = 1e-9 + (1e-15 * Math.max(control, 1e-6)) / Math.abs(effect);
        if (control < 1) expect(relativeError(reached, target)).toBeLessThan(digits);
      },
    ),
  );
});

function clampRate(p: number): number {
  return Math.min(1, Math.max(0, p));
}

test('means: the size and the smallest detectable effect have the power asked', () => {
  fc.assert(
    fc.property(
      fc.double({ min: Math.log(1e-5), max: Math.log(3), noNaN: true }).map(Math.exp),
      allocation,
      level,
      power,
      (effect, ratio, alpha, target) => {
        const common = { sd: 1.7, alpha, alternative: 'two-sided' } as const;
        const size = meanSampleSize({ ...common, effect, allocation: ratio, power: target });
        const arms = { controlUnits: size / ratio, treatmentUnits: size };
        expect(relativeError(meanPower({ ...common, ...arms, effect }), target)).toBeLessThan(1e-9);
        const least = meanSmallestDetectable({ ...common, ...arms, power: target });
        expect(relativeError(least, effect)).toBeLessThan(1e-9);
      },
    ),
    { numRuns: 40 },
  );
});

test('works at the ends: two units in each arm, and 1e12', () => {
  const least = { sd: 1, power: 0.8, ...twoSided };
  for (const n of [2, 1e12]) {
    const arms = { controlUnits: n, treatmentUnits: n };
    const effect = meanSmallestDetectable({ ...least, ...arms });
    expect(relativeError(meanPower({ effect, sd: 1, ...twoSided, ...arms }), 0.8)).toBeLessThan(
      1e-9,
    );
  }
  expect(
    meanSampleSize({ effect: 100, sd: 1, allocation: 1, power: 0.9, ...twoSided }),
  ).toBeLessThan(2);
});

test('one-sided: the mirrored effect has the same power, the opposite one less than alpha', () => {
  const arms = { controlUnits: 300, treatmentUnits: 500, alpha: 0.05 };
  const means = { ...arms, sd: 2 };
  const up = meanPower({ ...means, effect: 0.3, alternative: 'greater' });
  expect(meanPower({ ...means, effect: -0.3, alternative: 'less' })).toBe(up);
  expect(meanPower({ ...means, effect: -0.3, alternative: 'greater' })).toBeLessThan(0.05);
  expect(meanPower({ ...means, effect: 0, alternative: 'less' })).toBeCloseTo(0.05, 12);
  expect(meanPower({ ...means, effect: -0.3, alternative: 'two-sided' })).toBeLessThan(up);
  const rates = { ...arms, control: 0.2 };
  expect(proportionPower({ ...rates, treatment: 0.1, alternative: 'greater' })).toBeLessThan(0.05);
  expect(proportionPower({ ...rates, treatment: 0.1, alternative: 'less' })).toBeGreaterThan(0.9);
  expect(proportionPower({ ...rates, treatment: 0.2, alternative: 'two-sided' })).toBe(0.025);
  const question = { ...rates, power: 0.8, direction: 'decrease', alternative: 'greater' } as const;
  expect(proportionSmallestDetectable(question)).toBeNull();
});

test('refuses what no size can answer', () => {
  const mean = { effect: 1, sd: 1, allocation: 1, power: 0.8, ...twoSided };
  const rates = { control: 0.1, treatment: 0.2, allocation: 1, power: 0.8, ...twoSided };
  const bad = [
    { alpha: 0 },
    { alpha: 1 },
    { alpha: Number.NaN },
    { power: 1 },
    { power: 0.05 },
    { power: Number.NaN },
    { allocation: 0 },
    { alternative: 'less' as const },
  ];
  for (const change of bad) {
    expect(() => meanSampleSize({ ...mean, ...change })).toThrow(RangeError);
    expect(() => proportionSampleSize({ ...rates, ...change })).toThrow(RangeError);
  }
  for (const change of [{ effect: 0 }, { effect: Number.NaN }, { sd: 0 }]) {
    expect(() => meanSampleSize({ ...mean, ...change })).toThrow(RangeError);
  }
  for (const change of [{ treatment: 0.1 }, { treatment: 1.1 }, { control: Number.NaN }]) {
    expect(() => proportionSampleSize({ ...rates, ...change })).toThrow(RangeError);
  }
  const arms = { controlUnits: 1, treatmentUnits: 1 };
  expect(() => meanPower({ effect: 1, sd: 1, ...arms, ...twoSided })).toThrow(RangeError);
  expect(() => proportionPower({ ...rates, ...arms, controlUnits: 0 })).toThrow(RangeError);
});
