import { describe, expect, test } from 'vitest';
import { expectedLevel, sizeInUnit } from '../../../src/experiment/size/baseline.js';
import {
  answerOrNull,
  isTriviallyDetectable,
  sizeOrNull,
} from '../../../src/experiment/size/size-or-null.js';
import { studentQuantile } from '../../../src/stats/distributions/student.js';

const refused = (error: Error) => () => {
  throw error;
};

test('a size is one that can be counted, and what has none has none', () => {
  expect(sizeOrNull(() => 12.5)).toBe(12.5);
  expect(sizeOrNull(() => 2 ** 53 - 1)).toBe(2 ** 53 - 1);
  expect(sizeOrNull(() => 2 ** 53)).toBeNull();
  expect(sizeOrNull(() => Number.POSITIVE_INFINITY)).toBeNull();
  expect(sizeOrNull(() => null)).toBeNull();
  expect(sizeOrNull(refused(new RangeError('none')))).toBeNull();
  expect(answerOrNull(() => 2 ** 60)).toBe(2 ** 60);
  expect(answerOrNull(refused(new RangeError('none')))).toBeNull();
});

test('what is wrong besides is told', () => {
  expect(() => sizeOrNull(refused(new TypeError('ours')))).toThrow('ours');
  expect(() => answerOrNull(refused(new Error('ours')))).toThrow('ours');
});

test.each([
  // R: 6 * qt(1 - alpha / 2, 2) + 10
  [0.05, 35.815916378497],
  [0.01, 69.54905920551],
])('at %d two units find an effect of more than %d deviations, either way', (alpha, most) => {
  const at = (size: number) => [size, -size].map((one) => isTriviallyDetectable(one, alpha));
  expect(at(most * (1 - 1e-9))).toEqual([false, false]);
  expect(at(most * (1 + 1e-9))).toEqual([true, true]);
  expect(at(6 * studentQuantile(alpha / 2, 2, 'upper') + 10)).toEqual([false, false]);
});

describe('a size of an effect in the unit of the metric', () => {
  const rate = { kind: 'proportion', rate: 0.2 } as const;
  const mean = (of: number | null) => ({ kind: 'mean', mean: of, sd: 3 }) as const;

  test.each([
    [rate, 'relative', 0.1, 0.2 * 0.1],
    [rate, 'points', 0.1, 0.1],
    [rate, 'absolute', 0.1, 0.1],
    [{ ...rate, rate: 0 }, 'relative', 0.1, null],
    [{ ...rate, rate: 0 }, 'points', 0.1, 0.1],
    [mean(20), 'relative', 0.1, 2],
    [mean(-20), 'relative', 0.1, 2],
    [mean(20), 'absolute', 0.1, 0.1],
    [mean(20), 'points', 0.1, null],
    [mean(0), 'relative', 0.1, null],
    [mean(null), 'relative', 0.1, null],
    [mean(null), 'absolute', 0.1, 0.1],
  ] as const)('of %j, %s %d: %j', (baseline, scale, size, expected) => {
    const found = sizeInUnit({ scale, size }, baseline);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(expected, 15);
  });

  test('is beside what the control is expected at', () => {
    expect([rate, mean(20), mean(null)].map(expectedLevel)).toEqual([0.2, 20, null]);
  });
});
