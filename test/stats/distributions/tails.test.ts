import { expect, test } from 'vitest';
import {
  log1mExp,
  mirroredTails,
  oppositeTail,
  tailsFromLog,
} from '../../../src/stats/distributions/tails.js';
import { relativeError } from '../reference.js';

test('the logarithm of a complement keeps its digits at both ends', () => {
  // mpmath 1.2.1, 400 digits: log(-expm1(x))
  for (const [x, value] of LOG_COMPLEMENTS) {
    expect(relativeError(log1mExp(x), value), `x = ${x}`).toBeLessThan(1e-15);
  }
  expect(log1mExp(0)).toBe(Number.NEGATIVE_INFINITY);
});

const LOG_COMPLEMENTS: [number, number][] = [
  [-1e-300, -690.7755278982137],
  [-1e-5, -11.512930464966061],
  [-0.5, -0.9327521295671886],
  [-0.69, -0.6963042971440567],
  [-0.7, -0.6863410028083852],
  [-3, -0.05106918094270159],
  [-40, -4.248354255291589e-18],
  [-700, -9.85967654375977e-305],
];

test('tails from one logarithm: the other tail is its complement, and 1 is never passed', () => {
  const tails = tailsFromLog(Math.log(0.2), 'upper');
  expect(tails.upper).toBeCloseTo(0.2, 15);
  expect(tails.lower).toBeCloseTo(0.8, 15);
  expect(Math.exp(tails.logLower)).toBeCloseTo(0.8, 15);
  expect(mirroredTails(tails)).toEqual(tailsFromLog(Math.log(0.2), 'lower'));
  expect(tailsFromLog(1e-16, 'lower').lower).toBe(1);
  expect([oppositeTail('lower'), oppositeTail('upper')]).toEqual(['upper', 'lower']);
});
