import { describe, expect, test } from 'vitest';
import { powerAnswer } from '../../../src/experiment/size/power-answer.js';
import type { PowerDesign } from '../../../src/experiment/size/power-plan.js';
import { ONE_LOOK } from './plans.js';

const rate: PowerDesign = {
  baseline: { kind: 'proportion', rate: 0.1 },
  alpha: 0.05,
  alternative: 'two-sided',
  correction: 'none',
  variants: 3,
  allocation: 1,
  monitoring: ONE_LOOK,
};
const mean: PowerDesign = { ...rate, baseline: { kind: 'mean', mean: 25, sd: 40 } };

describe('of effect, units and power the one that is left out is answered', () => {
  test('units', () => {
    const answer = powerAnswer({ test: rate, effect: 0.01, units: null, power: 0.8 });
    // R: power.prop.test(p1 = .1, p2 = .11, power = .8)$n is 14750.790469
    expect(answer).toMatchObject({
      ...{ solvedFor: 'sampleSize', effect: 0.01, power: 0.8 },
      sampleSize: { control: 14_751, treatment: 14_751, total: 44_253 },
    });
    expect(answer).not.toHaveProperty('forPower');
  });

  test('power', () => {
    // R: power.prop.test(n = 20000, p1 = .1, p2 = .11)$power; power.t.test(n = 400, sd = 40, delta = 5)$power
    const answer = powerAnswer({ test: rate, effect: 0.01, units: 20_000, power: null });
    expect(answer).toMatchObject({ solvedFor: 'power', effect: 0.01 });
    expect(answer).toHaveProperty('power', expect.closeTo(0.903590242976, 9));
    expect(answer).toHaveProperty('sampleSize.total', 60_000);
    const ofMean = powerAnswer({ test: mean, effect: 5, units: 400, power: null });
    expect(ofMean).toHaveProperty('power', expect.closeTo(0.422960883608, 9));
  });

  test('effect', () => {
    // R: power.t.test(n = 400, sd = 40, power = .8)$delta
    const answer = powerAnswer({ test: mean, effect: null, units: 400, power: 0.8 });
    expect(answer).toMatchObject({ solvedFor: 'mde', power: 0.8 });
    expect(answer).toHaveProperty('effect', expect.closeTo(7.93366200435, 4));
    expect(answer).toHaveProperty('sampleSize.total', 1200);
  });
});

test('values too skewed for the size take more, and what the power by itself takes stands beside', () => {
  const asked = { effect: 0.01, units: null, power: 0.8 };
  const raised = powerAnswer({ test: { ...rate, leastUnits: 20_000 }, ...asked });
  expect(raised).toMatchObject({
    ...{ solvedFor: 'sampleSize', effect: 0.01, sampleSize: { treatment: 20_000, total: 60_000 } },
    forPower: { power: 0.8, sampleSize: { treatment: 14_751 } },
  });
  expect(raised).toHaveProperty('power', expect.closeTo(0.903590242976, 9));
  const enough = powerAnswer({ test: { ...rate, leastUnits: 14_750 }, ...asked });
  expect(enough).not.toHaveProperty('forPower');
});

describe('there is no answer', () => {
  test('where the smallest test finds the effect more often, or none can be large enough', () => {
    const asked = { units: null, power: 0.8 };
    expect(powerAnswer({ test: mean, effect: 1e9, ...asked })).toBe('EFFECT_TOO_LARGE');
    expect(powerAnswer({ test: mean, effect: 1e-9, ...asked })).toBe('EFFECT_TOO_SMALL');
    // (2.8016)² · 2 · sd² ÷ effect² units in each of three arms, about: 2^53 in all.
    const most = 2.8015853 * Math.sqrt((2 * 3) / 2 ** 53) * 40;
    expect(powerAnswer({ test: mean, effect: most * 1.001, ...asked })).toMatchObject({});
    expect(powerAnswer({ test: mean, effect: most * 0.999, ...asked })).toBe('EFFECT_TOO_SMALL');
  });

  test('where so few units find no effect on a rate', () => {
    const few = { test: rate, effect: null, units: 2, power: 0.8 };
    expect(powerAnswer(few)).toBe('TOO_FEW_UNITS');
  });

  test('unless two of the three are given', () => {
    for (const given of [
      { effect: 1, units: 9, power: 0.8 },
      { effect: null, units: null, power: 0.8 },
      { effect: null, units: 9, power: null },
      { effect: 1, units: null, power: null },
      { effect: null, units: null, power: null },
    ])
      expect(() => powerAnswer({ test: rate, ...given })).toThrow('two of effect');
  });
});
