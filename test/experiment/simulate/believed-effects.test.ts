import { expect, test } from 'vitest';
import type { EffectBelief } from '../../../src/experiment/effect-belief.js';
import type { MetricKind } from '../../../src/experiment/metric-kind.js';
import { drawnEffect } from '../../../src/experiment/simulate/believed-effects.js';

/** What is drawn where chance says so much: at a half the mean of what is believed. */
function drawn(
  effect: EffectBelief['effect'],
  direction: EffectBelief['direction'],
  [level, kind]: [number, MetricKind],
  mean = 0.5,
  uniform = 0.5,
) {
  const prior = { mean, scale: 0.25, df: Number.POSITIVE_INFINITY };
  const random = { uniform: () => uniform, uint32: () => 0 };
  return drawnEffect({ prior, effect, direction }, { level, kind }, random);
}

const DOWN = 1 - Math.exp(-0.5);
const UP = Math.exp(0.5) - 1;

test.each([
  // A logarithm of a ratio, a ratio less 1, and a difference.
  ['relative', 'increase', 40, 'relative', UP, 40 * UP],
  ['relative', 'decrease', 40, 'relative', -DOWN, 40 * DOWN],
  ['lift', 'increase', 40, 'relative', 0.5, 20],
  ['lift', 'decrease', 40, 'relative', -0.5, 20],
  ['absolute', 'increase', 40, 'absolute', 0.5, 0.5],
  ['absolute', 'decrease', 40, 'absolute', -0.5, 0.5],
] as const)('of a mean: %s, %s', (effect, direction, level, scale, size, gain) => {
  for (const kind of ['mean', 'ratio'] as const) {
    const found = drawn(effect, direction, [level, kind]);
    expect(found.shift.scale).toBe(scale);
    expect(found.shift.size).toBeCloseTo(size, 12);
    expect(found.gain).toBeCloseTo(gain, 12);
  }
});

test.each([
  ['relative', 'increase', 0.1, 0.1 * UP],
  ['relative', 'decrease', 0.1, -0.1 * DOWN],
  ['lift', 'increase', 0.1, 0.05],
  ['lift', 'decrease', 0.1, -0.05],
  ['absolute', 'increase', 0.1, 0.5],
  // What would lead beyond 0 or 1 leads there.
  ['absolute', 'decrease', 0.1, -0.1],
  ['absolute', 'increase', 0.7, 0.3],
  ['absolute', 'decrease', 0.7, -0.5],
  ['lift', 'increase', 0.9, 0.1],
] as const)('of a rate: %s, %s from %d', (effect, direction, level, size) => {
  const found = drawn(effect, direction, [level, 'proportion']);
  expect(found.shift.scale).toBe('absolute');
  expect(found.shift.size).toBeCloseTo(size, 12);
  expect(found.gain).toBeCloseTo(Math.abs(size), 12);
});

test('what is worse than nothing is a loss, and chance is read as the share below', () => {
  // R: qnorm(.975) is 1.959963984540.
  const wide = 0.25 * 1.95996398454;
  expect(drawn('absolute', 'increase', [40, 'mean'], 0, 0.975).gain).toBeCloseTo(wide, 9);
  const worse = drawn('absolute', 'decrease', [40, 'mean'], 0, 0.025);
  expect(worse.shift.size).toBeCloseTo(wide, 9);
  expect(worse.gain).toBeCloseTo(-wide, 9);
  expect(drawn('lift', 'increase', [0.1, 'proportion'], -0.5).gain).toBeCloseTo(-0.05, 12);
  expect(drawn('lift', 'increase', [0.1, 'proportion'], -2).gain).toBe(-0.1);
});
