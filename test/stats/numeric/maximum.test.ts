import { expect, test } from 'vitest';
import { interpolatedBy } from '../../../src/stats/numeric/interpolated.js';
import { largestNear } from '../../../src/stats/numeric/maximum.js';

function found(f: (x: number) => number, points: [number, number, number], accuracy: number) {
  let evaluations = 0;
  const counted = (x: number) => {
    evaluations += 1;
    return f(x);
  };
  const values = points.map(f) as [number, number, number];
  return {
    height: largestNear(counted, { points, values }, accuracy),
    evaluations: () => evaluations,
  };
}

test.each<
  [name: string, f: (x: number) => number, points: [number, number, number], height: number]
>([
  ['a cosine', Math.cos, [-0.7, 0.4, 1], 1],
  ['the same from the other side', Math.cos, [-1, -0.4, 0.7], 1],
  ['a gamma density', (x) => x * x * Math.exp(-x), [0.5, 1, 9], 4 * Math.exp(-2)],
  ['its mirror image', (x) => x * x * Math.exp(x), [-9, -1, -0.5], 4 * Math.exp(-2)],
])('the summit of %s to a billionth, in a dozen steps', (_, f, points, height) => {
  const { height: most, evaluations } = found(f, points, 1e-5);
  expect(Math.abs(most - height)).toBeLessThan(1e-9);
  expect(evaluations()).toBeLessThanOrEqual(18);
});

test('a parabola takes one step, and a summit that is known none', () => {
  const parabola = found((x) => 2 - (x - 0.3) ** 2, [-1, 0, 1], 1e-5);
  expect(parabola.height).toBeCloseTo(2, 12);
  expect(parabola.evaluations()).toBeLessThanOrEqual(2);
  expect(found((x) => -x * x, [-1, 0, 1], 1e-5).evaluations()).toBe(1);
});

test('a function is interpolated to ten digits, at its points and between, in each panel', () => {
  const asked: number[] = [];
  const both = (x: number) => {
    asked.push(x);
    return [Math.sin(x), Math.exp(-x)];
  };
  const at = interpolatedBy(both, 2, 0.5);
  const into = Float64Array.of(7, 7, 42);
  for (const x of [0, 0.013, 0.25, 0.4999, 0.5, 0.85, -0.1, -0.5, -0.675]) {
    at(x, into);
    expect(Math.abs(into[0]! - Math.sin(x))).toBeLessThan(1e-13);
    expect(Math.abs(into[1]! - Math.exp(-x))).toBeLessThan(1e-12);
    expect(into[2]).toBe(42);
  }
  // Four panels of sixteen points: those that begin at −1, −½, 0 and ½.
  expect(asked).toHaveLength(64);
  for (const x of asked) {
    at(x, into);
    expect(into[0]).toBeCloseTo(Math.sin(x), 12);
  }
  expect(asked).toHaveLength(64);
  const half = Math.min(...asked.filter((x) => x > 0));
  expect(half).toBeCloseTo(0.25 - 0.25 * Math.cos(Math.PI / 32), 12);
});
