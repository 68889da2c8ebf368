import { describe, expect, test } from 'vitest';
import {
  effectDecimals,
  wordEffect,
  wordEffectValue,
  wordLift,
  wordMean,
} from '../../../src/report/wording/effects.js';

const points = (estimate: number, lower: number | null, upper: number | null) =>
  ({ kind: 'proportion', effect: { estimate, lower, upper } }) as const;
const units = (estimate: number, lower: number | null, upper: number | null) =>
  ({ kind: 'mean', effect: { estimate, lower, upper } }) as const;

describe('an effect', () => {
  test('of a rate is in percentage points, of a mean in its own unit', () => {
    expect(wordEffect(points(0.0122, 0.0104, 0.014))).toEqual({
      estimate: '+1.22 pp',
      interval: '[+1.04, +1.40]',
    });
    expect(wordEffect(units(-1.09, -2.02, -0.16))).toEqual({
      estimate: '−1.09',
      interval: '[−2.02, −0.16]',
    });
  });

  test('has two digits of the interval’s half width, and every figure as many', () => {
    expect(effectDecimals(units(100, 60, 140))).toBe(0);
    expect(effectDecimals(units(100, 99.2, 100.8))).toBe(2);
    expect(effectDecimals(points(0.5, 0.38, 0.62))).toBe(0);
    expect(wordEffect(units(1234.5678, 1234.5, 1234.6)).interval).toBe('[+1,234.500, +1,234.600]');
  });

  test('is open on the side that a one-sided test leaves open', () => {
    expect(wordEffect(points(0.02, 0.01, null)).interval).toBe('[+1.0, ∞)');
    expect(wordEffect(points(-0.02, null, -0.01)).interval).toBe('(−∞, −1.0]');
  });

  test('has no interval where both ends are open, and decimals of its own', () => {
    expect(wordEffect(points(0.0123, null, null))).toEqual({
      estimate: '+1.2 pp',
      interval: null,
    });
    expect(wordEffect(units(0, null, null)).estimate).toBe('+0');
  });

  test('keeps the side of an end near 0, unless it was cut there', () => {
    expect(wordEffect(units(2.2, 0.0004, 4.4)).interval).toBe('[+0.0004, +4.4000]');
    expect(wordEffect(units(2.2, 5e-324, 4.4)).interval).toBe('[+0.0, +4.4]');
    expect(wordEffect(units(2e-9, 1e-13, 4e-9)).interval).toBe('[+1e-13, +4.0000e-9]');
  });

  test('that rounds to 0 has no minus', () => {
    expect(wordEffect(units(-0.0001, -1, 1)).estimate).toBe('+0.0');
  });
});

test('a lift is in percent, its ends too', () => {
  expect(wordLift({ estimate: 0.8, lower: 0.65, upper: 0.97 })).toEqual({
    estimate: '+80 %',
    interval: '[+65 %, +97 %]',
  });
  expect(wordLift({ estimate: 12.5, lower: 3, upper: 40 }).estimate).toBe('+1,250 %');
});

test('one end of an effect is worded as the effect is', () => {
  const effect = points(0.0122, 0.0104, 0.014);
  expect(wordEffectValue(effect, 0.0104)).toBe('+1.04 pp');
  expect(wordEffectValue(units(1.09, 0.16, 2.02), 0.16)).toBe('+0.16');
});

test('a mean has the decimals of its effect, and none without units', () => {
  const arm = { variant: 'generic', n: 10, mean: 0.0151, variance: 0.01 };
  expect(wordMean(points(0.0122, 0.0104, 0.014), arm)).toBe('1.51 %');
  expect(wordMean(units(1, 0, 2), { ...arm, mean: 1234.567 })).toBe('1,234.6');
  expect(wordMean(points(0, 0, 0), { ...arm, n: 0 })).toBe('–');
});
