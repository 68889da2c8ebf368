import { describe, expect, test } from 'vitest';
import type { Design } from '../../../src/experiment/design.js';
import type { StoppingRule } from '../../../src/experiment/monitoring/stopping-rule.js';
import {
  evenLooks,
  lastCritical,
  levelAtLook,
  monitoredPower,
  sizeInflation,
} from '../../../src/experiment/size/monitoring-size.js';
import { cellsOf, designOf, rate } from '../given.js';

const FIXED = { method: 'fixed' } as const;
const ALWAYS = { method: 'always-valid' } as const;
const LOOKS = { method: 'group-sequential', spending: 'obrien-fleming', looks: 5 } as const;
const errors = { alpha: 0.05, power: 0.9 };

describe('the size of a test that is looked at ÷ that of one look', () => {
  test('is one without looks', () => {
    expect(sizeInflation(null, errors, 'two-sided')).toBe(1);
    expect(sizeInflation(FIXED, errors, 'two-sided')).toBe(1);
  });

  // R: bounds by uniroot on mvtnorm's pmvnorm (Miwa), at each look what alpha * f^rho leaves; then the drift that has
  // the power, squared, ÷ that of one look.
  test.each([
    ['power-1', 2, 0.05, 0.9, 1.0746604],
    ['power-1', 4, 0.05, 0.9, 1.1244471],
    ['power-2', 4, 0.05, 0.9, 1.0513349],
    ['power-3', 4, 0.05, 0.6, 1.0301581],
    ['power-3', 3, 0.01, 0.8, 1.0218376],
  ] as const)('%s, %d looks, alpha %d, power %d', (spending, looks, alpha, power, inflation) => {
    const rule = { ...LOOKS, spending, looks };
    expect(sizeInflation(rule, { alpha, power }, 'two-sided')).toBeCloseTo(inflation, 4);
  });

  test('by power, level, side, spending and number of looks each has its own', () => {
    const of = (rest: object = {}, own: object = {}, side: Design['alternative'] = 'two-sided') =>
      sizeInflation({ ...LOOKS, ...rest }, { ...errors, ...own }, side);
    const all = [
      ...[of(), of({ looks: 4 }), of({ spending: 'pocock' }), of({}, { power: 0.6 })],
      ...[of({}, { alpha: 0.01 }), of({}, {}, 'greater')],
      of({ futility: { spending: 'pocock', power: 0.9 } }),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(Math.min(...all)).toBeGreaterThan(1);
    expect(of({}, {}, 'less')).toBeCloseTo(of({}, {}, 'greater'), 9);
    // Two-sided at alpha is one-sided at half of that, but for who would reject on the wrong side.
    expect(of({}, { alpha: 0.1 })).toBeCloseTo(of({}, {}, 'greater'), 4);
  });
});

test('power is that of one look without looks, and less with them', () => {
  const two = { alpha: 0.05, alternative: 'two-sided' } as const;
  expect(monitoredPower(FIXED, two)(0.8)).toBe(0.8);
  for (const rule of [ALWAYS, LOOKS] satisfies StoppingRule[]) {
    const power = monitoredPower(rule, two);
    expect(power(0.8)).toBeLessThan(0.8);
    expect(power(0.9)).toBeGreaterThan(power(0.8));
    // One-sided it is that of twice the level, but for what little rejects on the wrong side.
    const one = monitoredPower(rule, { alpha: 0.025, alternative: 'greater' });
    if (rule.method === 'group-sequential') expect(one(0.8)).toBeCloseTo(power(0.8), 4);
  }
});

test.each<[StoppingRule, Design['alternative'], number, number]>([
  // R: qnorm(.975), qnorm(.95), qnorm(.995).
  [FIXED, 'two-sided', 0.05, 1.95996398454],
  [FIXED, 'greater', 0.05, 1.644853626951],
  [FIXED, 'less', 0.05, 1.644853626951],
  [FIXED, 'two-sided', 0.01, 2.575829303549],
  // r as in planned-boundary.test.ts, at all of the plan.
  [ALWAYS, 'two-sided', 0.05, 3.03520899038],
])('the last look of %j, %s at %d is judged at %d', (rule, alternative, alpha, critical) => {
  expect(lastCritical(rule, { alpha, alternative })).toBeCloseTo(critical, 10);
});

test('the last of five looks has the boundary in print', () => {
  // Lan & DeMets (1983); Reboussin, DeMets, Kim & Lan (2000), table 1.
  const two = { alpha: 0.05, alternative: 'two-sided' } as const;
  expect(lastCritical(LOOKS, two)).toBeCloseTo(2.031, 3);
  expect(lastCritical(LOOKS, { alpha: 0.025, alternative: 'greater' })).toBeCloseTo(2.031, 3);
  expect(evenLooks(LOOKS, 'less')).toEqual({
    ...{ fractions: [0.2, 0.4, 0.6, 0.8, 1], spending: 'obrien-fleming', alternative: 'less' },
  });
});

describe('the level of one look with this critical value', () => {
  const cells = cellsOf(['m'], { a: [rate(1, 2)], b: [rate(1, 2)] });
  const designWith = (plan: StoppingRule | null, alternative: Design['alternative']): Design => ({
    ...designOf(cells, { alternative }),
    monitoring: plan === null ? null : ({ plan } as Design['monitoring']),
  });

  // R: 2 * pnorm(2.5, lower = FALSE), 2 * pt(2.5, 7, lower = FALSE), and half of that one-sided.
  test.each([
    ['two-sided', null, 0.012419330652],
    ['two-sided', 7, 0.040992218586],
    ['greater', null, 0.006209665326],
    ['less', 7, 0.020496109293],
  ] as const)('%s, with %j degrees of freedom', (alternative, df, level) => {
    for (const plan of [ALWAYS, LOOKS]) {
      const design = designWith(plan, alternative);
      expect(levelAtLook({ criticalValue: 2.5, df }, design, 0.05)).toBeCloseTo(level, 10);
    }
  });

  test('is that of the test where nothing is monitored, or there is none', () => {
    const at = (plan: StoppingRule | null, criticalValue: number | null = 2.5) =>
      levelAtLook({ criticalValue, df: null }, designWith(plan, 'two-sided'), 0.04);
    expect([at(null), at(FIXED), at(ALWAYS, null), at(LOOKS, null)]).toEqual([
      ...[0.04, 0.04, 0.04, 0.04],
    ]);
  });
});
