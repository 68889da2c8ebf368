import { expect, test } from 'vitest';
import { bracketedRoot, decreasingRoot } from '../../../src/stats/numeric/roots.js';

test('finds the root of a cubic to the last digit', () => {
  // x³ = 2x + 5, Wallis 1685; digits from OEIS A007493
  expect(bracketedRoot((x) => x ** 3 - 2 * x - 5, 2, 3)).toBeCloseTo(2.0945514815423265, 15);
});

test('finds a root at zero that no double hits exactly', () => {
  expect(Math.abs(bracketedRoot((x) => (x < 0 ? -1 : 1), -1, 2))).toBeLessThan(1e-300);
});

test('takes a root at either end, whichever way the bracket is written', () => {
  expect(bracketedRoot((x) => x - 1, 1, 4)).toBe(1);
  expect(bracketedRoot((x) => x - 4, 1, 4)).toBe(4);
  expect(bracketedRoot((x) => 1 - x, 1, 4)).toBe(1);
  expect(bracketedRoot((x) => 4 - x, 1, 4)).toBe(4);
  expect(bracketedRoot(Math.sin, 4, 3)).toBeCloseTo(Math.PI, 15);
});

test('refuses a bracket without a sign change', () => {
  expect(() => bracketedRoot((x) => x * x + 1, -1, 1)).toThrow(RangeError);
  expect(() => bracketedRoot(() => Number.NaN, -1, 1)).toThrow(RangeError);
});

test('stops where it is as accurate as asked, for fewer evaluations', () => {
  const counted = (accuracy: number) => {
    let evaluations = 0;
    const f = (x: number) => {
      evaluations += 1;
      return Math.exp(x) - 2;
    };
    const root = bracketedRoot(f, 0, 3, accuracy);
    return { error: Math.abs(root - Math.LN2), evaluations };
  };
  const [coarse, fine] = [counted(1e-3), counted(0)];
  expect(coarse.error).toBeLessThan(1e-3);
  for (const accuracy of [0.5, 0.1, 1e-2, 1e-4]) {
    expect(counted(accuracy).error).toBeLessThanOrEqual(accuracy);
    expect(counted(accuracy).evaluations).toBeLessThanOrEqual(counted(0).evaluations);
  }
  expect(counted(0.5).error).toBeGreaterThan(1e-6);
  expect(coarse.evaluations).toBeLessThan(fine.evaluations);
});

test.each<[name: string, f: (x: number) => number, lower: number, upper: number, most: number]>([
  ['a cubic', (x) => x ** 3 - 2 * x - 5, 2, 3, 9],
  ['an exponential', (x) => Math.exp(x) - 2, 0, 3, 9],
  ['a root far to one side', (x) => Math.log(x), 1e-3, 500, 16],
  ['a steep tail', (x) => 1e-8 - Math.exp(-x * x), 0, 9, 14],
  ['a triple root', (x) => (x - 0.3) ** 3, -1, 2, 63],
])('comes to the root of %s in few steps', (_, f, lower, upper, most) => {
  let evaluations = 0;
  bracketedRoot(
    (x) => {
      evaluations += 1;
      return f(x);
    },
    lower,
    upper,
  );
  expect(evaluations).toBeLessThanOrEqual(most);
});

test('where a decreasing function crosses 0, or the end that it favours', () => {
  const f = (x: number) => 1 - x;
  expect(decreasingRoot(f, 0, 3)).toBe(1);
  expect(decreasingRoot(f, 2, 3)).toBe(2);
  expect(decreasingRoot(f, 1, 3)).toBe(1);
  expect(decreasingRoot(f, -1, 0.5)).toBe(0.5);
  expect(decreasingRoot(f, -1, 1)).toBe(1);
  expect(decreasingRoot(f, 0, 1.5)).toBe(1);
  expect(decreasingRoot(f, 1.5, 3)).toBe(1.5);
  expect(decreasingRoot(f, -1, 0.75)).toBe(0.75);
});

test.each<[name: string, f: (x: number) => number, lower: number, upper: number, root: number]>([
  ['a cubic', (x) => x ** 3 - 2 * x - 5, 2, 3, 2.0945514815423265],
  ['a logarithm', Math.log, 1e-3, 500, 1],
  ['a square', (x) => x * x - 2, 0, 2, Math.SQRT2],
  ['an exponential', (x) => 2 - Math.exp(x), -5, 3, Math.LN2],
])('the root of %s is as near as was asked, however near that is', (_, f, lower, upper, root) => {
  for (const accuracy of [0.3, 0.05, 0.01, 2e-3, 1e-4, 1e-8]) {
    expect(Math.abs(bracketedRoot(f, lower, upper, accuracy) - root)).toBeLessThanOrEqual(accuracy);
  }
});
